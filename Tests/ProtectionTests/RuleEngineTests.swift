import Protection
import Quantities
import Testing

struct RuleEngineTests {
    /// Step periods, in microseconds, that repeat: regular and irregular ones.
    static let rhythms: [[Int]] = [
        [1_000], [10_000], [100_000], [7_000], [1_000, 40_000, 3_000, 90_000], [66_700, 1, 33_299],
    ]

    @Test(arguments: rhythms)
    func `a flag is raised in the first step at or after its confirm time`(rhythm: [Int]) {
        var rig = EngineRig([.overvoltage()])
        rig.now = Instant(nanoseconds: 123_456_789)
        rig.table.set(.cellVoltage, 0, 4.1)
        rig.table.set(.cellVoltage, 1, 4.25)
        let start = rig.now
        rig.evaluate()
        var index = 0
        while rig.events.isEmpty {
            let before = rig.now
            rig.step(.microseconds(rhythm[index % rhythm.count]))
            index += 1
            if rig.now - start < .milliseconds(200) {
                #expect(rig.events.isEmpty, "raised before its time")
            } else {
                #expect(before - start < .milliseconds(200))
                #expect(rig.events.count == 1, "not raised at its time")
                break
            }
        }
        let event = rig.events[0]
        #expect(event.kind == .raised)
        #expect(event.diagnostic == .cellOvervoltage)
        #expect(event.place == .cell(1))
        #expect(event.value == 4.25)
        #expect(event.threshold == 4.2)
        #expect(event.since == start)
        #expect(event.time == rig.now)
        #expect(rig.engine.isFatalActive)
    }

    @Test(arguments: [4.2, 4.19999, 0, -1])
    func `a value at or inside the set threshold never raises`(value: Double) {
        var rig = EngineRig([.overvoltage()])
        rig.table.set(.cellVoltage, 0, value)
        rig.steps(1_000, of: .milliseconds(10))
        #expect(rig.events.isEmpty)
        #expect(!rig.engine.isFatalActive)
        #expect(rig.engine.timeToOpen(now: rig.now) == nil)
    }

    @Test func `one step inside the threshold restarts the confirm time`() {
        var rig = EngineRig([.overvoltage()])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.steps(20, of: .milliseconds(10))
        rig.table.set(.cellVoltage, 0, 4.1)
        rig.step(.milliseconds(5))
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.steps(20, of: .milliseconds(10))
        #expect(rig.events.isEmpty)
        rig.step(.milliseconds(10))
        #expect(rig.kinds == [.raised])
    }

    @Test func `a confirm time of zero raises in the step that sees the condition`() {
        var rig = EngineRig([.overvoltage(confirm: .zero)])
        rig.table.set(.cellVoltage, 1, 4.3)
        rig.evaluate()
        #expect(rig.kinds == [.raised])
    }

    @Test func `a lower limit raises below and releases above`() {
        var rig = EngineRig([
            Rule(
                diagnostic: .stackUnderpressure, signal: .stackPressure, grade: .warning,
                comparison: .below, setThreshold: 1e6, releaseThreshold: 1.2e6, confirm: .zero,
                clear: .zero, reaction: .derate)
        ])
        rig.table.set(.stackPressure, 1, 1e6)
        rig.evaluate()
        #expect(rig.events.isEmpty)
        rig.table.set(.stackPressure, 1, 0.99e6)
        rig.step(.milliseconds(1))
        #expect(rig.kinds == [.raised])
        #expect(rig.events[0].place == .stack(1))
        rig.table.set(.stackPressure, 1, 1.19e6)
        rig.step(.milliseconds(1))
        #expect(rig.kinds == [.raised])
        rig.table.set(.stackPressure, 1, 1.2e6)
        rig.step(.milliseconds(1))
        #expect(rig.kinds == [.raised, .cleared])
        #expect(rig.events[1].threshold == 1.2e6)
    }

    @Test func `a self-clearing flag clears after its clear time inside the release threshold`() {
        var rig = EngineRig([.overvoltage()])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.steps(21, of: .milliseconds(10))
        #expect(rig.kinds == [.raised])
        let raised = rig.now
        rig.table.set(.cellVoltage, 0, 4.16)
        rig.steps(100, of: .milliseconds(10))
        #expect(rig.kinds == [.raised], "between release and set threshold nothing clears")
        rig.table.set(.cellVoltage, 0, 4.15)
        rig.steps(50, of: .milliseconds(10))
        #expect(rig.kinds == [.raised], "the clear time began with the first of these steps")
        rig.step(.milliseconds(10))
        #expect(rig.kinds == [.raised, .cleared])
        #expect(rig.events[1].since == raised)
        #expect(rig.events[1].value == 4.15)
        #expect(!rig.engine.isFatalActive)
        #expect(rig.engine.activeCount == 0)
    }

    @Test func `leaving the release threshold restarts the clear time`() {
        var rig = EngineRig([.overvoltage(confirm: .zero)])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        rig.table.set(.cellVoltage, 0, 4.0)
        rig.steps(50, of: .milliseconds(10))
        rig.table.set(.cellVoltage, 0, 4.16)
        rig.step(.milliseconds(10))
        rig.table.set(.cellVoltage, 0, 4.0)
        rig.steps(50, of: .milliseconds(10))
        #expect(rig.kinds == [.raised])
        rig.step(.milliseconds(10))
        #expect(rig.kinds == [.raised, .cleared])
    }

    @Test func `a latched flag needs its clear time and an acknowledgement`() {
        var rig = EngineRig([.overvoltage(persistence: .latched)])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.steps(21, of: .milliseconds(10))
        rig.acknowledge()
        #expect(rig.engine.isFatalActive, "acknowledged while the condition holds")
        rig.table.set(.cellVoltage, 0, 4.0)
        rig.steps(20, of: .milliseconds(10))
        rig.acknowledge()
        #expect(rig.engine.isFatalActive, "acknowledged before the clear time")
        rig.steps(100, of: .milliseconds(10))
        #expect(rig.kinds == [.raised])
        rig.acknowledge()
        #expect(rig.kinds == [.raised, .cleared])
        #expect(!rig.engine.isFatalActive)
    }

    @Test func `a latched flag whose condition returns waits for its clear time again`() {
        var rig = EngineRig([.overvoltage(confirm: .zero, persistence: .latched)])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        rig.table.set(.cellVoltage, 0, 4.0)
        rig.steps(60, of: .milliseconds(10))
        rig.table.set(.cellVoltage, 0, 4.18)
        rig.step(.milliseconds(10))
        rig.acknowledge()
        #expect(rig.kinds == [.raised])
        #expect(rig.engine.isFatalActive)
    }

    @Test func `a persistent flag clears only in service`() {
        var rig = EngineRig([.overvoltage(confirm: .zero, persistence: .persistent)])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        rig.table.set(.cellVoltage, 0, 4.0)
        rig.steps(100, of: .milliseconds(10))
        rig.acknowledge()
        #expect(rig.engine.isFatalActive)
        rig.acknowledge(as: .service)
        #expect(rig.kinds == [.raised, .cleared])
    }

    @Test(arguments: [1, 10, 100])
    func `places do not disturb each other`(periodMilliseconds: Int) {
        let rules: [Rule] = [.overvoltage(), .overvoltage(grade: .operating, set: 4.1)]
        var rig = EngineRig(rules, cellCount: 5)
        for cell in 0..<5 { rig.table.set(.cellVoltage, cell, cell == 3 ? 4.3 : 4.0) }
        rig.steps(400 / periodMilliseconds, of: .milliseconds(periodMilliseconds))
        #expect(rig.events.map(\.place) == [.cell(3), .cell(3)])
        #expect(rig.events.map(\.grade) == [.safety, .operating])
    }

    @Test func `events beyond the reserved capacity are counted and flags are kept`() {
        var rig = EngineRig([.overvoltage(confirm: .zero)], cellCount: 200)
        for cell in 0..<200 { rig.table.set(.cellVoltage, cell, 5) }
        var events: [FlagEvent] = []
        events.reserveCapacity(64)
        let capacity = events.capacity
        rig.engine.evaluate(rig.table, direction: .resting, now: .start, into: &events)
        #expect(events.count == capacity)
        #expect(rig.engine.droppedEvents == UInt64(200 - capacity))
        #expect(rig.engine.activeCount == 200)
        var active: [FlagEvent] = []
        active.reserveCapacity(64)
        let left = rig.engine.activeFlags(into: &active)
        #expect(left + active.count == 200)
    }

    @Test func `active flags list the highest grade first`() {
        var rig = EngineRig([
            .overvoltage(grade: .operating, set: 4.1, confirm: .zero, reaction: .derate),
            .overvoltage(grade: .warning, set: 4.15, confirm: .zero, reaction: .derate),
            .overvoltage(confirm: .zero),
        ])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.table.set(.cellVoltage, 1, 4.12)
        rig.evaluate()
        var active: [FlagEvent] = []
        active.reserveCapacity(64)
        #expect(rig.engine.activeFlags(into: &active) == 0)
        #expect(active.map(\.grade) == [.safety, .warning, .operating, .operating])
        #expect(rig.engine.highestGrade == .safety)
        #expect(rig.engine.isActive(.cellOvervoltage, atLeast: .safety))
        #expect(!rig.engine.isActive(.cellUndervoltage))
    }

    @Test func `a clock that jumps back restarts times instead of stretching them`() {
        var rig = EngineRig([.overvoltage(reaction: .open(after: .seconds(1)))])
        rig.now = Instant(nanoseconds: 10_000_000_000)
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        rig.now = .start
        rig.evaluate()
        rig.step(.milliseconds(199))
        #expect(rig.events.isEmpty)
        rig.step(.milliseconds(1))
        #expect(rig.kinds == [.raised])
        rig.now = .start
        rig.evaluate()
        #expect(rig.engine.timeToOpen(now: rig.now) == .seconds(1))
    }
}
