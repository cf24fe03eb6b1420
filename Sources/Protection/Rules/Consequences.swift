/// What all active flags together mean, gathered during a sweep.
struct Consequences: Sendable {
    /// When the contactors open; `nil` without an active fatal flag.
    var openTime: Int64?
    var activeCount = 0
    var isDerated = false
    var stoppedDirections: CurrentDirections = []
    var highestGrade: Grade?

    mutating func include(_ rule: CompiledRule, raisedAt: Int64) {
        activeCount += 1
        highestGrade = max(highestGrade ?? rule.grade, rule.grade)
        if rule.isFatal {
            let time = raisedAt + rule.openDelay
            openTime = min(openTime ?? time, time)
        }
        if rule.derates {
            isDerated = true
            if rule.grade >= .warning { stoppedDirections.formUnion(rule.directions) }
        }
    }
}
