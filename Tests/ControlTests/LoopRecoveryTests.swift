import Control
import HAL
import Protection
import Quantities
import Testing

/// Flags that must be reachable, and ways out of what they cause.
struct LoopRecoveryTests {
    @Test func `a persistent flag clears after an inspection and not before`() {
        let rig = LoopRig(rules: [
            Rule(
                diagnostic: .cellDeepDischarge, signal: .cellVoltage, grade: .safety,
                comparison: .below, setThreshold: 2.8, releaseThreshold: 3, confirm: .zero,
                clear: .seconds(1), reaction: .open(after: .zero), persistence: .persistent)
        ])
        rig.bringUp()
        rig.monitor.voltages[1] = .volts(2.5)
        rig.steps(10)
        #expect(rig.last.state == .fault)
        rig.step(.acknowledgeAfterInspection)
        #expect(rig.last.state == .fault, "The condition still holds.")
        rig.monitor.voltages[1] = .volts(3.8)
        rig.steps(15)
        rig.step(.acknowledge)
        #expect(rig.last.state == .fault)
        #expect(rig.last.refusal == .fatalActive)
        #expect(rig.last.activeFlags.map(\.diagnostic) == [.cellDeepDischarge])
        rig.step(.acknowledgeAfterInspection)
        #expect(rig.last.state == .standby)
        #expect(rig.last.activeFlags.isEmpty)
    }

    @Test func `an over-current that only the cell monitor sees opens`() {
        let rig = LoopRig(rules: [
            Rule(
                diagnostic: .overcurrentCharging, signal: .packCurrent, grade: .safety,
                comparison: .above, setThreshold: 0.6, releaseThreshold: 0.4, confirm: .zero,
                clear: .seconds(1), directions: .charging, reaction: .open(after: .zero),
                persistence: .latched),
            Rule(
                diagnostic: .redundantCurrentMismatch, signal: .redundantCurrentMismatch,
                grade: .operating, comparison: .above, setThreshold: 0.05, releaseThreshold: 0.03,
                confirm: .seconds(2), clear: .seconds(1), reaction: .inform),
        ])
        rig.bringUp()
        rig.monitor.current = .amperes(1)
        rig.step()
        #expect(rig.wasRaised(.overcurrentCharging))
    }

    @Test func `an implausible pressure is missing and still trips`() {
        let rig = LoopRig(plausiblePressure: .megapascals(0) ... .megapascals(14))
        rig.bringUp()
        rig.bridge.ratio = 15
        rig.steps(3)
        #expect(rig.last.stacks[0].pressure == .missing(.implausible))
        #expect(rig.wasRaised(.stackOverpressure))
    }

    @Test func `a cell monitor that does not keep what is written lost its configuration`() {
        let rig = LoopRig()
        rig.monitor.error = .readBack(register: 0x9234, wrote: 1, found: 0)
        rig.steps(3)
        #expect(rig.wasRaised(.frontEndConfigurationLost))
    }

    @Test func `flags that do not fit the snapshot are counted once`() {
        let missing = Rule(
            .cellVoltageMissing, grade: .safety, confirm: .zero, clear: .seconds(1),
            reaction: .open(after: .zero), persistence: .latched)
        let rig = LoopRig(rules: Array(repeating: missing, count: 40))
        rig.bringUp()
        rig.monitor.error = .checksum
        rig.step()
        let unreported = 80 - rig.last.events.count
        let unlisted = 80 - rig.last.activeFlags.count
        #expect(unreported > 0 && unlisted > 0)
        #expect(rig.last.droppedEvents == UInt64(unreported + unlisted))
        rig.step()
        #expect(rig.last.droppedEvents == UInt64(unreported + unlisted))
    }
}
