import Control
import LinuxHAL
import Quantities

/// Makes the timing of each step from its beat and the machine's clocks.
struct Timekeeper {
    private var watch = ClockWatch()
    /// To be said once: in the first step.
    private var watchdogResetSeen: Bool?
    private var previousDuration: Duration?
    private var previousDeadline: Instant?
    private var began: Instant = .start

    init(watchdogResetSeen: Bool?) { self.watchdogResetSeen = watchdogResetSeen }

    /// A step begins.
    ///
    /// - Parameter clocks: `nil` where they are not known.
    mutating func begin(_ tick: Tick, at now: Instant, clocks: ClockReading?) -> StepTiming {
        began = now
        let finding = clocks.flatMap { watch.observe($0) }
        var timing = StepTiming()
        let late = now - firstUnserved(tick)
        timing.lateness = max(.zero, late) + (finding?.suspended ?? .zero)
        timing.previousDuration = previousDuration
        timing.clockJump = finding?.jump
        timing.unixSeconds = clocks.map { $0.wall / 1_000_000_000 }
        timing.watchdogResetSeen = watchdogResetSeen
        if watchdogResetSeen != nil { watchdogResetSeen = false }
        return timing
    }

    /// When the first of the beats was due that nobody served: beats are equally far apart.
    private mutating func firstUnserved(_ tick: Tick) -> Instant {
        defer { previousDeadline = tick.deadline }
        guard tick.missed > 0, let previousDeadline else { return tick.deadline }
        let period = (tick.deadline - previousDeadline) / Int(tick.missed + 1)
        return previousDeadline + period
    }

    /// A step is over.
    ///
    /// - Returns: What it took.
    mutating func end(at now: Instant) -> Duration {
        let duration = now - began
        previousDuration = duration
        return duration
    }
}

/// Measures from the start of a step, before the first byte is asked of a chip, to its coils.
final class DecisionStopwatch: StepWitness {
    private let ticks: any TickSource
    private var began: Instant = .start
    /// Of this step; `nil` until its coils are commanded.
    private(set) var elapsed: Duration?

    init(_ ticks: any TickSource) { self.ticks = ticks }

    func begin(at now: Instant) {
        began = now
        elapsed = nil
    }

    func coilsWereCommanded() { elapsed = ticks.now - began }
}
