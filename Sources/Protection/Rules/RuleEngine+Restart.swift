public import Quantities

// What of the flags goes from one run to the next.

extension RuleEngine {
    /// How many flags could have to survive a restart at once.
    public var heldFlagLimit: Int {
        compiled.reduce(0) { $1.persistence == .selfClearing ? $0 : $0 + $1.count }
    }

    /// Appends the active flags that must survive a restart, those of latched and persistent rules,
    /// up to the list's reserved capacity.
    ///
    /// - Returns: How many did not fit: none in a list of ``heldFlagLimit``.
    @discardableResult
    public func heldFlags(into list: inout [StoredFlag]) -> Int {
        var left = 0
        for index in compiled.indices where compiled[index].persistence != .selfClearing {
            let rule = compiled[index]
            for place in 0..<rule.count where flags[rule.flagOffset + place].isActive {
                guard list.count < list.capacity else {
                    left += 1
                    continue
                }
                list.append(
                    StoredFlag(
                        diagnostic: rules[index].diagnostic, grade: rules[index].grade,
                        directions: rules[index].directions,
                        place: Place(rules[index].signal.scope, UInt16(place)),
                        value: flags[rule.flagOffset + place].value))
            }
        }
        return left
    }

    /// The active flags that must survive a restart. Allocates, unlike ``heldFlags(into:)``.
    public var persistentFlags: [StoredFlag] {
        var stored: [StoredFlag] = []
        stored.reserveCapacity(heldFlagLimit)
        heldFlags(into: &stored)
        return stored
    }

    /// Raises again the flags that an earlier run stored, without events.
    ///
    /// A flag whose rule has other directions now goes to a rule of the same diagnostic and grade.
    /// Returns those for which there is no rule or no such place any more, to be reported.
    public mutating func restore(_ stored: [StoredFlag], now: Instant) -> [StoredFlag] {
        var unknown: [StoredFlag] = []
        for flag in stored {
            guard let index = ruleIndex(for: flag) else {
                unknown.append(flag)
                continue
            }
            let position = compiled[index].flagOffset + Int(flag.place.index)
            guard !flags[position].isActive else { continue }
            flags[position].phase = .raised
            flags[position].firstSeen = now.nanoseconds
            flags[position].raisedAt = now.nanoseconds
            flags[position].value = flag.value
            consequences.include(compiled[index], raisedAt: now.nanoseconds)
        }
        return unknown
    }

    private func ruleIndex(for flag: StoredFlag) -> Int? {
        var fallback: Int?
        for index in rules.indices
        where rules[index].diagnostic == flag.diagnostic && rules[index].grade == flag.grade
            && rules[index].persistence != .selfClearing
            && rules[index].signal.scope == flag.place.scope
            && Int(flag.place.index) < compiled[index].count
        {
            if rules[index].directions == flag.directions { return index }
            fallback = fallback ?? index
        }
        return fallback
    }
}
