public import Quantities

/// Turns signals into flags by a table of rules, and flags into what the pack may still do.
///
/// One state per rule and place in one flat array: the cost of a step is linear in their number,
/// and nothing is allocated after the initialiser.
public struct RuleEngine: Sendable {
    /// The table, in the order in which events are reported.
    public let rules: [Rule]
    public let cellCount: Int
    public let stackCount: Int
    /// Events that did not fit the reserved capacity of the caller's list, since the start. The
    /// flags themselves are never lost.
    public internal(set) var droppedEvents: UInt64 = 0
    /// Grows whenever a flag that must survive a restart comes or goes.
    public internal(set) var heldChanges: UInt64 = 0

    let compiled: [CompiledRule]
    var flags: [FlagState]
    var lastEvaluation: Int64?
    var consequences = Consequences()

    /// - Parameter rules: Must be sound: ``Rule/check(_:)`` finds no problem that would keep a rule
    ///   from working.
    public init(rules: [Rule], cellCount: Int, stackCount: Int) {
        let table = SignalTable(cellCount: cellCount, stackCount: stackCount)
        self.rules = rules
        self.cellCount = cellCount
        self.stackCount = stackCount
        var compiled: [CompiledRule] = []
        var end = 0
        for rule in rules {
            precondition(
                rule.setThreshold.isFinite && rule.releaseThreshold.isFinite,
                "Thresholds are finite.")
            precondition(
                rule.confirm >= .zero && rule.clear >= .zero && (rule.openDelay ?? .zero) >= .zero,
                "Times of a rule are not negative.")
            let count = table.count(rule.signal)
            compiled.append(
                CompiledRule(
                    rule, valueOffset: table.offsets[Int(rule.signal.rawValue)], flagOffset: end,
                    count: count))
            end += count
        }
        self.compiled = compiled
        flags = Array(repeating: FlagState(), count: end)
    }

    /// Takes the signals of one step.
    ///
    /// - Parameter direction: From a ``DirectionDetector``; every direction when not known.
    /// - Parameter events: Raised and cleared flags are appended in the order of the rules, up to
    ///   the list's reserved capacity.
    public mutating func evaluate(
        _ signals: borrowing SignalTable, direction: CurrentDirections, now: Instant,
        into events: inout [FlagEvent]
    ) {
        precondition(
            signals.cellCount == cellCount && signals.stackCount == stackCount,
            "The signal table belongs to a pack of the same size.")
        let time = now.nanoseconds
        let elapsed = max(0, time - (lastEvaluation ?? time))
        lastEvaluation = time
        var consequences = Consequences()
        for index in compiled.indices {
            let rule = compiled[index]
            let applies = !rule.directions.isDisjoint(with: direction)
            for place in 0..<rule.count {
                let value = signals.values[rule.valueOffset + place]
                let position = rule.flagOffset + place
                let change = flags[position].advance(
                    rule, value: value, applies: applies, now: time, elapsed: elapsed)
                switch change {
                case .nothing:
                    break
                case .raised:
                    if rule.persistence != .selfClearing { heldChanges &+= 1 }
                    append(raisedEvent(index, place), to: &events)
                case .cleared:
                    append(clearedEvent(index, place, now), to: &events)
                }
                if flags[position].isActive {
                    consequences.include(rule, raisedAt: flags[position].raisedAt)
                }
            }
        }
        self.consequences = consequences
    }

    /// Clears the latched flags whose condition is gone and whose clear time is over.
    ///
    /// A flag whose condition still holds, or whose clear time still runs, stays: acknowledge
    /// again later. Flags of persistent rules clear only in service.
    public mutating func acknowledge(
        now: Instant, as acknowledgement: Acknowledgement = .routine,
        into events: inout [FlagEvent]
    ) {
        var consequences = Consequences()
        for index in compiled.indices {
            let rule = compiled[index]
            for place in 0..<rule.count {
                let position = rule.flagOffset + place
                if flags[position].phase == .released && acknowledgement.suffices(rule.persistence)
                {
                    flags[position].phase = .idle
                    heldChanges &+= 1
                    append(clearedEvent(index, place, now), to: &events)
                }
                if flags[position].isActive {
                    consequences.include(rule, raisedAt: flags[position].raisedAt)
                }
            }
        }
        self.consequences = consequences
    }

    mutating func append(_ event: FlagEvent, to events: inout [FlagEvent]) {
        if events.count < events.capacity {
            events.append(event)
        } else {
            droppedEvents += 1
        }
    }

    func raisedEvent(_ index: Int, _ place: Int) -> FlagEvent {
        let flag = flags[compiled[index].flagOffset + place]
        return FlagEvent(
            kind: .raised, diagnostic: rules[index].diagnostic, grade: rules[index].grade,
            place: Place(rules[index].signal.scope, UInt16(place)), value: flag.value,
            threshold: rules[index].setThreshold, time: Instant(nanoseconds: flag.raisedAt),
            since: Instant(nanoseconds: flag.firstSeen))
    }

    func clearedEvent(_ index: Int, _ place: Int, _ now: Instant) -> FlagEvent {
        let flag = flags[compiled[index].flagOffset + place]
        return FlagEvent(
            kind: .cleared, diagnostic: rules[index].diagnostic, grade: rules[index].grade,
            place: Place(rules[index].signal.scope, UInt16(place)), value: flag.releaseValue,
            threshold: rules[index].releaseThreshold, time: now,
            since: Instant(nanoseconds: flag.raisedAt))
    }
}
