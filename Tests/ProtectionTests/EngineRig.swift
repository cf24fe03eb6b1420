import Protection
import Quantities

/// A rule engine with its table, its clock and everything it reported.
struct EngineRig {
    var engine: RuleEngine
    var table: SignalTable
    var now = Instant.start
    var events: [FlagEvent] = []
    var direction: CurrentDirections = .resting

    init(_ rules: [Rule], cellCount: Int = 2, stackCount: Int = 2) {
        engine = RuleEngine(rules: rules, cellCount: cellCount, stackCount: stackCount)
        table = SignalTable(cellCount: cellCount, stackCount: stackCount)
        events.reserveCapacity(64)
    }

    /// Evaluates at the present time.
    mutating func evaluate() {
        engine.evaluate(table, direction: direction, now: now, into: &events)
    }

    /// Moves the clock on, then evaluates.
    mutating func step(_ period: Duration) {
        now = now + period
        evaluate()
    }

    mutating func steps(_ count: Int, of period: Duration) {
        for _ in 0..<count { step(period) }
    }

    mutating func acknowledge(as acknowledgement: Acknowledgement = .routine) {
        engine.acknowledge(now: now, as: acknowledgement, into: &events)
    }

    var kinds: [FlagEvent.Kind] { events.map(\.kind) }
}

extension Rule {
    /// Over-voltage at 4.2 V, released at 4.15 V, 200 ms to confirm, 500 ms to clear.
    static func overvoltage(
        grade: Grade = .safety, set: Double = 4.2, release: Double = 4.15,
        confirm: Duration = .milliseconds(200), clear: Duration = .milliseconds(500),
        directions: CurrentDirections = .all, reaction: Reaction = .open(after: .zero),
        persistence: Persistence = .selfClearing
    ) -> Rule {
        Rule(
            diagnostic: .cellOvervoltage, signal: .cellVoltage, grade: grade, comparison: .above,
            setThreshold: set, releaseThreshold: release, confirm: confirm, clear: clear,
            directions: directions, reaction: reaction, persistence: persistence)
    }
}
