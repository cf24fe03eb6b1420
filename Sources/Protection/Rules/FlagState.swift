/// The debouncer of one rule at one place. Times are nanoseconds on the control loop's clock.
struct FlagState: Sendable {
    enum Phase: UInt8, Sendable {
        /// The condition does not hold.
        case idle
        /// The condition holds; the confirm time runs.
        case pending
        /// The flag is active and the condition is not gone.
        case raised
        /// The flag is active, the condition is gone; the clear time runs.
        case releasing
        /// The flag is active, the clear time is over; an acknowledgement is awaited.
        case released
    }

    enum Change: Sendable {
        case nothing
        case raised
        case cleared
    }

    var phase: Phase = .idle
    /// When the condition was first seen.
    var firstSeen: Int64 = 0
    var raisedAt: Int64 = 0
    /// When the condition was gone, moved on by every interval without evidence.
    var releasedSince: Int64 = 0
    /// The value that raised the flag.
    var value = 0.0
    /// The last value seen at or inside the release threshold.
    var releaseValue = 0.0

    var isActive: Bool {
        switch phase {
        case .idle, .pending: false
        case .raised, .releasing, .released: true
        }
    }

    /// Takes the value of one step; not-a-number is no evidence.
    ///
    /// - Parameter applies: Whether current flows, or may flow, in a direction of the rule.
    /// - Parameter elapsed: Nanoseconds since the step before.
    mutating func advance(
        _ rule: CompiledRule, value: Double, applies: Bool, now: Int64, elapsed: Int64
    ) -> Change {
        switch phase {
        case .idle, .pending:
            confirmOrDrop(rule, value: value, applies: applies, now: now)
        case .raised, .releasing, .released:
            releaseOrHold(rule, value: value, now: now, elapsed: elapsed)
        }
    }

    private mutating func confirmOrDrop(
        _ rule: CompiledRule, value: Double, applies: Bool, now: Int64
    ) -> Change {
        let isMissing = value.isNaN
        // Without evidence a condition seen before is taken to hold still.
        let holds = isMissing ? phase == .pending : rule.isBeyondSetThreshold(value)
        guard applies && holds else {
            phase = .idle
            return .nothing
        }
        if !isMissing { self.value = value }
        if phase == .idle {
            phase = .pending
            firstSeen = now
        }
        // A clock that jumped back restarts the time instead of stretching it.
        firstSeen = min(firstSeen, now)
        guard now - firstSeen >= rule.confirm else { return .nothing }
        phase = .raised
        raisedAt = now
        return .raised
    }

    private mutating func releaseOrHold(
        _ rule: CompiledRule, value: Double, now: Int64, elapsed: Int64
    ) -> Change {
        raisedAt = min(raisedAt, now)
        if value.isNaN {
            releasedSince += elapsed
            return .nothing
        }
        guard rule.isInsideReleaseThreshold(value) else {
            phase = .raised
            return .nothing
        }
        releaseValue = value
        if phase == .raised {
            phase = .releasing
            releasedSince = now
        }
        releasedSince = min(releasedSince, now)
        guard phase == .releasing && now - releasedSince >= rule.clear else { return .nothing }
        switch rule.persistence {
        case .selfClearing:
            phase = .idle
            return .cleared
        case .latched, .persistent:
            phase = .released
            return .nothing
        }
    }
}
