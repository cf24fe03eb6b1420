import Protection
import Quantities

/// How a step came about in time, as whoever keeps the time measured it; what is `nil` is not
/// known, and no evidence of anything. The loop itself has no clock.
public struct StepTiming: Sendable, Equatable {
    /// From the moment the step was due to its start, the sleep of a suspended machine included.
    public var lateness: Duration?
    /// What the step before took.
    public var previousDuration: Duration?
    /// How far another clock of the machine moved away from the monotonic one since the step
    /// before; either sign.
    public var clockJump: Duration?
    /// Whether the machine was last reset by its watchdog: said in the first step, `false` in all
    /// that follow, so that the flag can be acknowledged.
    public var watchdogResetSeen: Bool?

    /// The time of day, seconds since 1970. Nothing is controlled by it.
    public var unixSeconds: Int64?

    /// Nothing is known.
    public init() {}

    /// - Parameter isPunctual: Whether this step and the one before are expected to be.
    func write(to table: inout SignalTable, isPunctual: Bool) {
        if isPunctual {
            if let lateness { table.set(.stepLateness, 0, lateness.inSeconds) }
            if let previousDuration { table.set(.stepDuration, 0, previousDuration.inSeconds) }
        }
        if let clockJump { table.set(.clockJump, 0, clockJump.inSeconds.magnitude) }
        if let watchdogResetSeen { table.set(.watchdogResetSeen, 0, watchdogResetSeen) }
    }
}

/// Somebody with a clock who wants to know when within a step the coils are commanded.
public protocol StepWitness: AnyObject {
    /// Every coil has been commanded as decided. Called on the loop's thread, once per step; must
    /// neither wait nor allocate.
    func coilsWereCommanded()
}
