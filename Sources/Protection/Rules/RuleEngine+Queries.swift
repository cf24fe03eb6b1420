public import Quantities

extension RuleEngine {
    /// How many flags are active.
    public var activeCount: Int { consequences.activeCount }

    /// Whether a flag is active that opens the contactors.
    public var isFatalActive: Bool { consequences.openTime != nil }

    /// Whether a flag is active that reduces the permitted current.
    public var isDerated: Bool { consequences.isDerated }

    /// The directions in which active flags of warning grade ask the load to stop.
    public var stoppedDirections: CurrentDirections { consequences.stoppedDirections }

    /// The highest grade among the active flags; `nil` without one.
    public var highestGrade: Grade? { consequences.highestGrade }

    /// What is left until the contactors open: the smallest remaining delay among the active fatal
    /// flags, 0 once it is over; `nil` without one.
    public func timeToOpen(now: Instant) -> Duration? {
        guard let openTime = consequences.openTime else { return nil }
        return .nanoseconds(max(0, openTime - now.nanoseconds))
    }

    /// Appends every active flag, the highest grade first, then in the order of the rules, up to
    /// the list's reserved capacity.
    ///
    /// - Returns: How many did not fit.
    @discardableResult
    public func activeFlags(into list: inout [FlagEvent]) -> Int {
        guard activeCount > 0 else { return 0 }
        var left = 0
        appendActive(.safety, to: &list, left: &left)
        appendActive(.warning, to: &list, left: &left)
        appendActive(.operating, to: &list, left: &left)
        return left
    }

    private func appendActive(_ grade: Grade, to list: inout [FlagEvent], left: inout Int) {
        for index in compiled.indices where compiled[index].grade == grade {
            let rule = compiled[index]
            for place in 0..<rule.count where flags[rule.flagOffset + place].isActive {
                if list.count < list.capacity {
                    list.append(raisedEvent(index, place))
                } else {
                    left += 1
                }
            }
        }
    }

    /// Whether a flag of this diagnostic is active, at this grade or a higher one.
    public func isActive(_ diagnostic: Diagnostic, atLeast grade: Grade = .operating) -> Bool {
        for index in compiled.indices
        where rules[index].diagnostic == diagnostic && rules[index].grade >= grade {
            let rule = compiled[index]
            for place in 0..<rule.count where flags[rule.flagOffset + place].isActive {
                return true
            }
        }
        return false
    }
}
