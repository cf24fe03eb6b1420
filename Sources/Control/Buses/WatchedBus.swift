public import HAL
public import Quantities

/// A bus as the loop sees it: counts what happens on it, and ends a step's traffic when too many
/// transfers ran into their deadline or all of them together took too long, so that neither a clock
/// that is held low nor one that is stretched a little each time can make a step late.
///
/// Drivers get this in place of the bus itself. Belongs to one lane.
public final class WatchedBus: I2CBus {
    private let bus: any I2CBus
    private let timeLimit: Duration?
    private let now: @Sendable () -> Instant

    /// Transfers since the start, and those of them that failed.
    public private(set) var transferCount: UInt64 = 0
    public private(set) var errorCount: UInt64 = 0

    /// Of this step: transfers that went through, and failed ones.
    private(set) var succeeded = 0
    private(set) var failed = 0
    /// Failed transfers since the last one that went through, of this step.
    private(set) var failedInRow = 0
    /// Whether the data line was reported held in this step.
    private(set) var sawHeldLine = false
    /// Whether the controller was reported gone, and nobody has taken note of it. Nothing is
    /// transferred until then: another one may be there by now, with other chips.
    private(set) var sawLoss = false
    /// The errno of the last loss, or of the last attempt to have a controller again; 0 before any.
    private(set) var lossNumber: Int32 = 0
    private var timeoutsLeft = Int.max
    /// For transfers that are yet to begin; `nil` is without limit.
    private var timeLeft: Duration?

    /// - Parameters:
    ///   - bus: What the transfers go to.
    ///   - timeLimit: What the transfers of one step may take together before no other one begins;
    ///     `nil` is without limit.
    ///   - now: The time by which they are measured.
    public init(
        _ bus: any I2CBus, timeLimit: Duration? = nil,
        now: @escaping @Sendable () -> Instant = { .start }
    ) {
        self.bus = bus
        self.timeLimit = timeLimit
        self.now = now
    }

    /// Whether transfers are still made in this step; otherwise they fail at once, with `timeout`.
    var isOpen: Bool { timeoutsLeft > 0 && timeLeft.map { $0 > .zero } ?? true }

    /// A new step, in which so many transfers may run into their deadline.
    func beginStep(timeoutLimit: Int) {
        succeeded = 0
        failed = 0
        failedInRow = 0
        sawHeldLine = false
        timeoutsLeft = timeoutLimit
        timeLeft = timeLimit
    }

    /// Whether the controller was reported gone since this was last asked.
    func takeLoss() -> Bool {
        defer { sawLoss = false }
        return sawLoss
    }

    public func transfer(
        to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        guard isOpen else { throw .timeout }
        guard !sawLoss else { throw .adapterGone(lossNumber) }
        transferCount += 1
        let begin = now()
        defer { spend(since: begin) }
        do throws(I2CError) {
            try bus.transfer(to: address, writing: writing, reading: &reading)
            succeeded += 1
            failedInRow = 0
        } catch {
            note(error)
            throw error
        }
    }

    public func clear(addressing unused: I2CAddress) throws(I2CError) {
        guard isOpen else { throw .timeout }
        let begin = now()
        defer { spend(since: begin) }
        do throws(I2CError) { try bus.clear(addressing: unused) } catch {
            if error == .timeout { timeoutsLeft -= 1 }
            if case .adapterGone(let number) = error { lose(number) }
            throw error
        }
    }

    private func spend(since begin: Instant) {
        if let left = timeLeft { timeLeft = left - (now() - begin) }
    }

    private func note(_ error: I2CError) {
        errorCount += 1
        failed += 1
        failedInRow += 1
        switch error {
        case .timeout: timeoutsLeft -= 1
        case .busStuck: sawHeldLine = true
        case .adapterGone(let number): lose(number)
        default: break
        }
    }

    private func lose(_ number: Int32) {
        sawLoss = true
        lossNumber = number
    }
}
