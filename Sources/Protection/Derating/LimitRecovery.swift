public import Quantities

/// Lets a limit of current fall at once, and rise only after a hold, by a ramp.
///
/// Without it a load would chase every limit that comes and goes.
public struct LimitRecovery: Sendable {
    /// How long a limit stays down after its cause is gone.
    public let hold: Duration
    /// How fast it then rises, amperes per second.
    public let ramp: Double
    private var before: CurrentLimit?
    private var lastUpdate: Instant = .start
    /// When the limit was last bound at its height.
    private var boundAt: Instant = .start

    public init(hold: Duration, ramp: Double) {
        precondition(hold >= .zero && ramp > 0, "A limit recovers, in time.")
        self.hold = hold
        self.ramp = ramp
    }

    /// What may flow in this step, given what binds in it.
    public mutating func settle(_ target: CurrentLimit, now: Instant) -> CurrentLimit {
        let settled = risen(to: target, now: now)
        lastUpdate = now
        before = settled
        return settled
    }

    private mutating func risen(to target: CurrentLimit, now: Instant) -> CurrentLimit {
        boundAt = min(boundAt, now)
        guard let before, target.current > before.current else {
            boundAt = now
            return target
        }
        var limit = before
        limit.isRecovering = true
        guard now - boundAt > hold else { return limit }
        // The part of this step that lies after the hold.
        let rising = min(max(.zero, now - lastUpdate), now - boundAt - hold)
        limit.current = before.current + .amperes(ramp * rising.inSeconds)
        return limit.current < target.current ? limit : target
    }
}
