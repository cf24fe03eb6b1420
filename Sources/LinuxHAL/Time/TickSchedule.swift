public import Quantities

/// One beat of a periodic timer.
public struct Tick: Equatable, Sendable {
    /// Counts from zero; beats that were missed are counted too.
    public let number: Int64
    /// When the beat was due.
    public let deadline: Instant
    /// Beats that passed unserved since the last one.
    public let missed: Int64

    /// A tick as a timer gives it; simulated timers may build their own.
    public init(number: Int64, deadline: Instant, missed: Int64) {
        self.number = number
        self.deadline = deadline
        self.missed = missed
    }
}

/// Absolute deadlines on a fixed grid: a late step does not shift the steps after it.
struct TickSchedule {
    private let first: Instant
    private let period: Duration
    private var next: Int64 = 0

    init(first: Instant, period: Duration) {
        precondition(period > .zero, "A period is longer than zero.")
        self.first = first
        self.period = period
    }

    /// The tick to serve after the timer expired so many times: the latest, the others are missed.
    mutating func advance(expirations: UInt64) -> Tick {
        precondition(expirations > 0, "A timer that fired has expired at least once.")
        let missed = Int64(expirations) - 1
        let number = next + missed
        next = number + 1
        let offset = Duration.nanoseconds(period.inNanoseconds * number)
        return Tick(number: number, deadline: first + offset, missed: missed)
    }
}
