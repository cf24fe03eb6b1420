import Quantities

/// A rule with its durations in nanoseconds and its places resolved, for the sweep of every step.
struct CompiledRule: Sendable {
    let isAbove: Bool
    let setThreshold: Double
    let releaseThreshold: Double
    let confirm: Int64
    let clear: Int64
    /// Nanoseconds from raised to open; negative when the rule is not fatal.
    let openDelay: Int64
    let directions: CurrentDirections
    let grade: Grade
    let derates: Bool
    let persistence: Rule.Persistence
    /// Where the values begin in a signal table, where the states begin, and how many there are.
    let valueOffset: Int
    let flagOffset: Int
    let count: Int

    init(_ rule: Rule, valueOffset: Int, flagOffset: Int, count: Int) {
        isAbove = rule.comparison == .above
        setThreshold = rule.setThreshold
        releaseThreshold = rule.releaseThreshold
        confirm = rule.confirm.inNanoseconds
        clear = rule.clear.inNanoseconds
        openDelay = rule.openDelay?.inNanoseconds ?? -1
        directions = rule.directions
        grade = rule.grade
        derates = rule.reaction == .derate
        persistence = rule.persistence
        self.valueOffset = valueOffset
        self.flagOffset = flagOffset
        self.count = count
    }

    var isFatal: Bool { openDelay >= 0 }

    /// Whether the value is strictly beyond the set threshold.
    func isBeyondSetThreshold(_ value: Double) -> Bool {
        isAbove ? value > setThreshold : value < setThreshold
    }

    /// Whether the value is at or inside the release threshold.
    func isInsideReleaseThreshold(_ value: Double) -> Bool {
        isAbove ? value <= releaseThreshold : value >= releaseThreshold
    }
}
