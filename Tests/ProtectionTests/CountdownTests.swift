import Protection
import Quantities
import Testing

struct CountdownTests {
    /// Cell 0 opens after 5 s; a stack over-pressure opens after 1 s; both clear at once.
    private func rig() -> EngineRig {
        EngineRig([
            .overvoltage(confirm: .zero, clear: .zero, reaction: .open(after: .seconds(5))),
            Rule(
                diagnostic: .stackOverpressure, signal: .stackPressure, grade: .safety,
                comparison: .above, setThreshold: 1e7, releaseThreshold: 9e6, confirm: .zero,
                clear: .zero, reaction: .open(after: .seconds(1))),
            .overvoltage(
                grade: .warning, set: 4.1, release: 4.05, confirm: .zero, clear: .zero,
                directions: .charging, reaction: .derate),
        ])
    }

    @Test func `the countdown runs from the moment the flag was raised down to zero`() {
        var rig = rig()
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        #expect(rig.engine.timeToOpen(now: rig.now) == .seconds(5))
        rig.step(.seconds(2))
        #expect(rig.engine.timeToOpen(now: rig.now) == .seconds(3))
        rig.step(.seconds(3))
        #expect(rig.engine.timeToOpen(now: rig.now) == .zero)
        rig.step(.seconds(3))
        #expect(rig.engine.timeToOpen(now: rig.now) == .zero)
    }

    @Test func `a shorter new delay shortens the countdown and its end gives the rest back`() {
        var rig = rig()
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        rig.step(.seconds(1))
        rig.table.set(.stackPressure, 1, 1.1e7)
        rig.step(.seconds(1))
        #expect(rig.engine.timeToOpen(now: rig.now) == .seconds(1))
        rig.step(.milliseconds(500))
        #expect(rig.engine.timeToOpen(now: rig.now) == .milliseconds(500))
        rig.table.set(.stackPressure, 1, 8e6)
        rig.step(.milliseconds(100))
        #expect(rig.engine.timeToOpen(now: rig.now) == .milliseconds(2_400))
        rig.table.set(.cellVoltage, 0, 3.9)
        rig.step(.milliseconds(100))
        #expect(rig.engine.timeToOpen(now: rig.now) == nil)
        #expect(!rig.engine.isFatalActive)
    }

    @Test func `a longer new delay does not lengthen the countdown`() {
        var rig = rig()
        rig.table.set(.stackPressure, 0, 1.1e7)
        rig.evaluate()
        rig.step(.milliseconds(400))
        rig.table.set(.cellVoltage, 1, 4.3)
        rig.step(.milliseconds(100))
        #expect(rig.engine.timeToOpen(now: rig.now) == .milliseconds(500))
    }

    @Test func `a second place of the same rule does not restart the countdown`() {
        var rig = rig()
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        rig.step(.seconds(4))
        rig.table.set(.cellVoltage, 1, 4.3)
        rig.step(.milliseconds(500))
        #expect(rig.engine.timeToOpen(now: rig.now) == .milliseconds(500))
    }

    @Test func `a warning asks the load to stop in its own directions and is not fatal`() {
        var rig = rig()
        rig.direction = .charging
        rig.table.set(.cellVoltage, 0, 4.15)
        rig.evaluate()
        #expect(!rig.engine.isFatalActive)
        #expect(rig.engine.isDerated)
        #expect(rig.engine.stoppedDirections == .charging)
        rig.table.set(.cellVoltage, 0, 4.0)
        rig.step(.milliseconds(1))
        #expect(!rig.engine.isDerated)
        #expect(rig.engine.stoppedDirections.isEmpty)
    }

    @Test func `latched and persistent flags survive a restart and self-clearing ones do not`() {
        let rules: [Rule] = [
            .overvoltage(confirm: .zero, clear: .zero, persistence: .latched),
            .overvoltage(
                grade: .warning, set: 4.1, confirm: .zero, clear: .zero, reaction: .derate),
            Rule(
                diagnostic: .cellDeepDischarge, signal: .cellVoltage, grade: .safety,
                comparison: .below, setThreshold: 1, releaseThreshold: 1.5, confirm: .zero,
                clear: .zero, reaction: .open(after: .zero), persistence: .persistent),
        ]
        var first = EngineRig(rules)
        first.table.set(.cellVoltage, 0, 4.3)
        first.table.set(.cellVoltage, 1, 0.5)
        first.evaluate()
        let stored = first.engine.persistentFlags
        #expect(stored.map(\.diagnostic) == [.cellOvervoltage, .cellDeepDischarge])
        #expect(stored.map(\.value) == [4.3, 0.5])

        var second = EngineRig(rules)
        #expect(second.engine.restore(stored + stored, now: second.now).isEmpty)
        #expect(second.engine.isFatalActive)
        #expect(second.engine.activeCount == 2)
        #expect(second.engine.persistentFlags == stored)
        second.acknowledge(as: .service)
        #expect(second.engine.activeCount == 2, "nothing has shown yet that the condition is gone")
        second.table.set(.cellVoltage, 0, 3.7)
        second.table.set(.cellVoltage, 1, 3.7)
        second.steps(2, of: .milliseconds(1))
        second.acknowledge()
        #expect(second.engine.persistentFlags.map(\.diagnostic) == [.cellDeepDischarge])
        second.acknowledge(as: .service)
        #expect(second.engine.persistentFlags.isEmpty)
        #expect(!second.engine.isFatalActive)
    }

    @Test func `a stored flag without a rule or a place is handed back`() {
        var rig = EngineRig([.overvoltage(persistence: .latched)])
        let noRule = StoredFlag(
            diagnostic: .emergencyStop, grade: .safety, directions: .all, place: .system, value: 1)
        let noPlace = StoredFlag(
            diagnostic: .cellOvervoltage, grade: .safety, directions: .all, place: .cell(9),
            value: 4.5)
        let otherDirections = StoredFlag(
            diagnostic: .cellOvervoltage, grade: .safety, directions: .charging, place: .cell(1),
            value: 4.5)
        let left = rig.engine.restore([noRule, noPlace, otherDirections], now: .start)
        #expect(left == [noRule, noPlace])
        #expect(rig.engine.isActive(.cellOvervoltage, atLeast: .safety))
    }
}
