import Protection
import Quantities
import Testing

struct DirectionTests {
    private static let hot = Rule(
        diagnostic: .overtemperatureDischarging, signal: .cellTemperature, grade: .safety,
        comparison: .above, setThreshold: 333, releaseThreshold: 328, confirm: .milliseconds(100),
        clear: .milliseconds(100), directions: .discharging, reaction: .open(after: .zero))

    @Test(arguments: [CurrentDirections.charging, .resting])
    func `a rule is not raised in a direction it does not name`(direction: CurrentDirections) {
        var rig = EngineRig([Self.hot])
        rig.direction = direction
        rig.table.set(.cellTemperature, 0, 340)
        rig.steps(1_000, of: .milliseconds(10))
        #expect(rig.events.isEmpty)
    }

    @Test(arguments: [CurrentDirections.charging, .discharging, .resting])
    func `a flag raised while discharging clears in any direction`(after: CurrentDirections) {
        var rig = EngineRig([Self.hot])
        rig.direction = .discharging
        rig.table.set(.cellTemperature, 0, 340)
        rig.steps(11, of: .milliseconds(10))
        #expect(rig.kinds == [.raised])
        rig.direction = after
        rig.step(.milliseconds(10))
        rig.table.set(.cellTemperature, 0, 330)
        rig.steps(100, of: .milliseconds(10))
        #expect(rig.kinds == [.raised], "too hot still, whichever way current flows")
        rig.table.set(.cellTemperature, 0, 320)
        rig.steps(11, of: .milliseconds(10))
        #expect(rig.kinds == [.raised, .cleared])
    }

    @Test func `a pending confirmation ends with the direction it depends on`() {
        var rig = EngineRig([Self.hot])
        rig.direction = .discharging
        rig.table.set(.cellTemperature, 0, 340)
        rig.steps(10, of: .milliseconds(10))
        rig.direction = .charging
        rig.table.setMissing(.cellTemperature, 0)
        rig.step(.milliseconds(10))
        rig.direction = .discharging
        rig.table.set(.cellTemperature, 0, 340)
        rig.steps(10, of: .milliseconds(10))
        #expect(rig.events.isEmpty)
    }

    @Test func `over-current clears once the current it stopped is gone`() {
        var rig = EngineRig([
            Rule(
                diagnostic: .overcurrentDischarging, signal: .packCurrent, grade: .safety,
                comparison: .below, setThreshold: -10, releaseThreshold: -8, confirm: .zero,
                clear: .milliseconds(100), directions: .discharging,
                reaction: .open(after: .zero))
        ])
        rig.direction = .discharging
        rig.table.set(.packCurrent, 0, -12)
        rig.evaluate()
        #expect(rig.kinds == [.raised])
        rig.direction = .resting
        rig.table.set(.packCurrent, 0, 0)
        rig.steps(11, of: .milliseconds(10))
        #expect(rig.kinds == [.raised, .cleared])
    }

    @Test func `an unmeasured current may flow any way`() {
        var detector = DirectionDetector(deadBand: .amperes(0.2))
        #expect(detector.direction == .all)
        #expect(detector.update(.amperes(1)) == .charging)
        #expect(detector.update(nil) == .all)
        #expect(detector.update(.amperes(.nan)) == .all)
        var rig = EngineRig([Self.hot])
        rig.direction = detector.direction
        rig.table.set(.cellTemperature, 0, 340)
        rig.steps(11, of: .milliseconds(10))
        #expect(rig.kinds == [.raised])
    }

    @Test(arguments: [
        (0.2, CurrentDirections.resting), (-0.2, .resting), (0.0, .resting), (0.21, .charging),
        (-0.21, .discharging),
    ])
    func `the dead band separates rest from current`(
        amperes: Double, expected: CurrentDirections
    ) {
        var detector = DirectionDetector(deadBand: .amperes(0.2))
        #expect(detector.update(.amperes(amperes)) == expected)
    }

    @Test func `a direction is left below half of the dead band`() {
        var detector = DirectionDetector(deadBand: .amperes(0.2))
        #expect(detector.update(.amperes(0.3)) == .charging)
        #expect(detector.update(.amperes(0.11)) == .charging)
        #expect(detector.update(.amperes(0.1)) == .resting)
        #expect(detector.update(.amperes(0.11)) == .resting)
        #expect(detector.update(.amperes(-0.3)) == .discharging)
        #expect(detector.update(.amperes(-0.11)) == .discharging)
        #expect(detector.update(.amperes(0.11)) == .resting)
        #expect(detector.update(.amperes(0.3)) == .charging)
        #expect(detector.update(.amperes(-0.3)) == .discharging)
    }
}
