/// One protection of a simulated BQ76952: alert at once, trip after a delay, recover after another.
struct SimulatedBQ76952Protection {
    /// Whether the condition is there, and the delay runs.
    private(set) var isAlert = false
    /// Whether it has tripped and not recovered.
    private(set) var isTripped = false

    private var conditionSince: Int64 = 0
    private var recoverySince: Int64 = 0
    private var isRecovering = false

    mutating func reset() { self = Self() }

    /// Judges an interval in which the inputs did not change; times in nanoseconds.
    mutating func update(
        from begin: Int64, to end: Int64, isEnabled: Bool, condition: Bool, delay: Int64,
        recovered: Bool, recoveryTime: Int64
    ) {
        guard isEnabled else { return reset() }
        if isTripped {
            isAlert = false
            guard recovered, !condition else { return isRecovering = false }
            if !isRecovering {
                isRecovering = true
                recoverySince = begin
            }
            if end - recoverySince >= recoveryTime { reset() }
            return
        }
        guard condition else { return isAlert = false }
        if !isAlert {
            isAlert = true
            conditionSince = begin
        }
        if end - conditionSince >= delay {
            isTripped = true
            isAlert = false
            isRecovering = false
        }
    }
}
