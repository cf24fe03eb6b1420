import Configuration

/// Which cycle comes next: formation, then counted cycles with check-ups before, between and after.
struct CycleSchedule: Sendable {
    struct Entry: Sendable, Equatable {
        var purpose: CyclePurpose
        var number: Int
    }

    private let formationCount: Int
    private let cycleCount: Int
    /// Counted cycles between check-ups; 0 without any.
    private let every: Int
    private var formed = 0
    /// Counted cycles done.
    private(set) var completed = 0
    private var isCheckUpDue: Bool

    init(_ plan: CyclingPlan) {
        formationCount = plan.formation?.cycleCount ?? 0
        cycleCount = plan.cycleCount
        every = plan.checkUp?.every ?? 0
        isCheckUpDue = every > 0
    }

    /// Cycles of all purposes.
    var count: Int {
        formationCount + cycleCount + (every > 0 ? 1 + cycleCount / every : 0)
    }

    var next: Entry? {
        if formed < formationCount { return Entry(purpose: .formation, number: formed + 1) }
        if isCheckUpDue { return Entry(purpose: .checkUp, number: completed) }
        if completed < cycleCount { return Entry(purpose: .cycling, number: completed + 1) }
        return nil
    }

    /// Notes that the next cycle is done.
    mutating func advance() {
        guard let done = next else { return }
        switch done.purpose {
        case .formation: formed += 1
        case .checkUp: isCheckUpDue = false
        case .cycling:
            completed += 1
            isCheckUpDue = every > 0 && completed % every == 0
        }
    }
}
