import Protection
import Quantities
import Testing

struct MissingEvidenceTests {
    enum Absence: CaseIterable {
        case missing, notANumber
    }

    private func takeAway(_ absence: Absence, _ rig: inout EngineRig) {
        switch absence {
        case .missing: rig.table.setMissing(.cellVoltage, 0)
        case .notANumber: rig.table.set(.cellVoltage, 0, Double.nan)
        }
    }

    @Test(arguments: Absence.allCases)
    func `a pending confirmation runs on without evidence`(absence: Absence) {
        var rig = EngineRig([.overvoltage()])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        takeAway(absence, &rig)
        rig.steps(19, of: .milliseconds(10))
        #expect(rig.events.isEmpty)
        rig.step(.milliseconds(10))
        #expect(rig.kinds == [.raised])
        #expect(rig.events[0].value == 4.3)
    }

    @Test(arguments: Absence.allCases)
    func `a value that is missing from the start raises nothing`(absence: Absence) {
        var rig = EngineRig([.overvoltage()])
        takeAway(absence, &rig)
        rig.steps(1_000, of: .milliseconds(10))
        #expect(rig.events.isEmpty)
    }

    @Test(arguments: Absence.allCases)
    func `a condition last seen false does not begin without evidence`(absence: Absence) {
        var rig = EngineRig([.overvoltage()])
        rig.table.set(.cellVoltage, 0, 4.1)
        rig.evaluate()
        takeAway(absence, &rig)
        rig.steps(1_000, of: .milliseconds(10))
        #expect(rig.events.isEmpty)
    }

    @Test(arguments: Absence.allCases)
    func `a clearing does not progress without evidence`(absence: Absence) {
        var rig = EngineRig([.overvoltage(confirm: .zero)])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        rig.table.set(.cellVoltage, 0, 4.0)
        rig.steps(31, of: .milliseconds(10))
        takeAway(absence, &rig)
        rig.steps(1_000, of: .milliseconds(10))
        #expect(rig.kinds == [.raised])
        rig.table.set(.cellVoltage, 0, 4.0)
        rig.steps(19, of: .milliseconds(10))
        #expect(rig.kinds == [.raised], "300 ms before and 190 ms after the gap")
        rig.step(.milliseconds(10))
        #expect(rig.kinds == [.raised, .cleared])
    }

    @Test func `a flag does not clear because its sensor died`() {
        var rig = EngineRig([.overvoltage(confirm: .zero)])
        rig.table.set(.cellVoltage, 0, 4.3)
        rig.evaluate()
        rig.table.setAllMissing()
        rig.steps(10_000, of: .milliseconds(10))
        #expect(rig.kinds == [.raised])
        #expect(rig.engine.isFatalActive)
    }

    @Test func `an infinite value is evidence`() {
        var rig = EngineRig([.overvoltage(confirm: .zero)])
        rig.table.set(.cellVoltage, 0, Double.infinity)
        rig.evaluate()
        #expect(rig.kinds == [.raised])
    }

    @Test func `a fresh table and an emptied one know nothing`() {
        var table = SignalTable(cellCount: 3, stackCount: 2)
        for signal in Signal.allCases {
            for index in 0..<table.count(signal) {
                #expect(table.value(signal, index) == nil)
                table.set(signal, index, Double(signal.rawValue) * 100 + Double(index))
            }
        }
        for signal in Signal.allCases {
            for index in 0..<table.count(signal) {
                #expect(table.value(signal, index) == Double(signal.rawValue) * 100 + Double(index))
            }
        }
        table.setAllMissing()
        #expect(table.value(.deviceAbsent) == nil)
        #expect(table.value(.cellVoltage, 2) == nil)
    }
}
