extension Rule {
    /// Everything wrong with a table of rules, in the order of the table; empty when it is sound.
    public static func check(_ rules: [Rule]) -> [RuleProblem] {
        var problems: [RuleProblem] = []
        for index in rules.indices {
            rules[index].checkAlone(index, &problems)
            for other in rules.indices where other > index {
                rules[index].checkAgainst(rules[other], index, other, &problems)
            }
        }
        return problems
    }

    private func checkAlone(_ index: Int, _ problems: inout [RuleProblem]) {
        if !setThreshold.isFinite || !releaseThreshold.isFinite {
            problems.append(.thresholdNotFinite(index))
        } else if isInside(setThreshold, than: releaseThreshold) {
            problems.append(.releaseOutside(index))
        }
        if confirm < .zero || clear < .zero || (openDelay ?? .zero) < .zero {
            problems.append(.negativeTime(index))
        }
        if directions.isDisjoint(with: .all) {
            problems.append(.noDirection(index))
        }
        if signal.isYesOrNo {
            let tellsApart = setThreshold >= 0 && setThreshold < 1 && releaseThreshold >= 0
            if comparison != .above || !tellsApart {
                problems.append(.thresholdNotBetweenNoAndYes(index))
            }
        }
        if signal != diagnostic.signal || comparison != diagnostic.comparison {
            problems.append(.wrongCondition(index))
        }
        if grade == .safety && openDelay == nil {
            problems.append(.safetyDoesNotOpen(index))
        }
    }

    private func checkAgainst(
        _ other: Rule, _ index: Int, _ otherIndex: Int, _ problems: inout [RuleProblem]
    ) {
        let overlap = !directions.isDisjoint(with: other.directions)
        if diagnostic == other.diagnostic {
            if overlap && grade == other.grade {
                problems.append(.duplicate(index, otherIndex))
            } else if overlap && comparison == other.comparison && !signal.isYesOrNo {
                let isLower = grade < other.grade
                let lower = isLower ? self : other
                let higher = isLower ? other : self
                if !isInside(lower.setThreshold, than: higher.setThreshold) {
                    let pair = isLower ? (index, otherIndex) : (otherIndex, index)
                    problems.append(.gradesOutOfOrder(pair.0, pair.1))
                }
            }
        } else if overlap && signal == other.signal && grade == other.grade
            && comparison != other.comparison
        {
            let isUpper = comparison == .above
            let upper = isUpper ? self : other
            let lower = isUpper ? other : self
            if !(lower.setThreshold < upper.setThreshold) {
                let pair = isUpper ? (index, otherIndex) : (otherIndex, index)
                problems.append(.emptyWindow(pair.0, pair.1))
            }
        }
    }

    /// Whether the first threshold is strictly less severe than the second.
    private func isInside(_ value: Double, than threshold: Double) -> Bool {
        switch comparison {
        case .above: value < threshold
        case .below: value > threshold
        }
    }
}
