import Protection
import Quantities
import Testing

/// Numbers that logs hold: a change here breaks every log written before.
struct StableNumbersTests {
    @Test func `stored enumerations keep their numbers`() {
        #expect(ContactorState.allCases.map(\.rawValue) == Array(0...6))
        #expect(ContactorState.operating.rawValue == 3)
        #expect(ContactorState.fault.rawValue == 5)
        #expect(Grade.allCases == [.operating, .warning, .safety])
        #expect(Grade.allCases.map(\.rawValue) == [0, 1, 2])
        #expect(Place.Scope.allCases == [.cell, .stack, .pack, .system])
        #expect(Place.Scope.allCases.map(\.rawValue) == [0, 1, 2, 3])
        #expect(FlagEvent.Kind.raised.rawValue == 0)
        #expect(FlagEvent.Kind.cleared.rawValue == 1)
        #expect(Rule.Persistence.allCases == [.selfClearing, .latched, .persistent])
        #expect(RequestRefusal.allCases.map(\.rawValue) == Array(0...5))
        #expect(ContactorSet.negative.rawValue == 1)
        #expect(ContactorSet.precharge.rawValue == 2)
        #expect(ContactorSet.positive.rawValue == 4)
        #expect(Diagnostic.cellOvervoltage.rawValue == 101)
        #expect(Diagnostic.deviceAbsent.rawValue == 803)
        #expect(Diagnostic.multiplexerStuck.rawValue == 807)
        #expect(Diagnostic.stepDeadlineMissed.rawValue == 901)
        #expect(Diagnostic.stepOverran.rawValue == 902)
        #expect(Diagnostic.clockJumped.rawValue == 903)
        #expect(Diagnostic.recordDropped.rawValue == 904)
        #expect(Diagnostic.diskFull.rawValue == 905)
        #expect(Diagnostic.logRepaired.rawValue == 906)
        #expect(Diagnostic.supplyBrownOut.rawValue == 908)
        #expect(Diagnostic.watchdogResetSeen.rawValue == 909)
        #expect(Diagnostic.sensorNotCalibrated.rawValue == 911)
        #expect(Diagnostic.contactorCyclesExceeded.rawValue == 609)
        #expect(Diagnostic.positiveContactorReplaced.rawValue == 610)
        #expect(Diagnostic.negativeContactorReplaced.rawValue == 611)
        #expect(Diagnostic.prechargeContactorReplaced.rawValue == 612)
        #expect(Diagnostic.storedStateDamaged.rawValue == 907)
        #expect(Diagnostic.configurationChanged.rawValue == 910)
        #expect(Diagnostic.storedStateLost.rawValue == 912)
        #expect(Diagnostic.stateNotStored.rawValue == 913)
    }

    @Test func `the hundreds of a diagnostic name its group`() {
        for diagnostic in Diagnostic.allCases {
            #expect((1...9).contains(diagnostic.rawValue / 100))
        }
    }

    @Test func `every signal is watched by a diagnostic of its own scope`() {
        for signal in Signal.allCases {
            #expect(Diagnostic.allCases.contains { $0.signal == signal })
        }
    }

    @Test(arguments: Diagnostic.allCases)
    func `every diagnostic can be raised and cleared by a rule of its condition`(
        diagnostic: Diagnostic
    ) {
        let signal = diagnostic.signal
        let sign = diagnostic.comparison == .above ? 1.0 : -1.0
        let rule = Rule(
            diagnostic: diagnostic, signal: signal, grade: .safety,
            comparison: diagnostic.comparison, setThreshold: sign * 0.5,
            releaseThreshold: sign * 0.5, confirm: .zero, clear: .zero,
            reaction: .open(after: .zero))
        #expect(Rule.check([rule]).isEmpty)
        var rig = EngineRig([rule])
        for index in 0..<rig.table.count(signal) { rig.table.set(signal, index, 0.0) }
        rig.evaluate()
        #expect(rig.events.isEmpty)
        let last = rig.table.count(signal) - 1
        rig.table.set(signal, last, sign)
        rig.step(.milliseconds(1))
        rig.table.set(signal, last, 0.0)
        rig.step(.milliseconds(1))
        #expect(rig.kinds == [.raised, .cleared])
        #expect(rig.events.map(\.diagnostic) == [diagnostic, diagnostic])
        #expect(rig.events[0].place == Place(signal.scope, UInt16(last)))
    }
}
