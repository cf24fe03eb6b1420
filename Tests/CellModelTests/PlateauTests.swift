import Testing

@testable import CellModel

struct PlateauTests {
    @Test func `a steep curve has no plateau`() {
        let curve = OpenCircuitVoltage(voltage: UniformTable([3.0, 4.2]))
        #expect(curve.plateau.samples.allSatisfy { $0 == 0 })
    }

    @Test func `a flat curve leaves the whole charge open`() {
        let curve = OpenCircuitVoltage(voltage: UniformTable([3.3, 3.3]))
        // Half the root mean square distance from the middle (0.289), and from an end (0.577).
        #expect(abs(curve.plateau.value(at: 0.5).value - 0.14) < 0.01)
        #expect(abs(curve.plateau.value(at: 0.0).value - 0.288) < 0.01)
    }

    @Test func `a plateau between knees leaves open what lies between them`() {
        let curve = OpenCircuitVoltage(
            voltage: UniformTable(count: 101) { z in
                z < 0.2 ? 3.3 - (0.2 - z) * 4 : z > 0.8 ? 3.3 + (z - 0.8) * 2 : 3.3
            })
        // Half of √(0.6²/12) and half of √(0.6²/3), a little wider for the rims.
        #expect((0.075...0.1).contains(curve.plateau.value(at: 0.5).value))
        #expect((0.15...0.18).contains(curve.plateau.value(at: 0.2).value))
        #expect(curve.plateau.value(at: 0.05).value == 0)
        #expect(curve.plateau.value(at: 0.95).value == 0)
    }

    @Test func `the curve of lithium against NMC811 has none, that of LFP has one`() {
        let oxide = OpenCircuitVoltage(
            cathode: .nmc811, cathodeFractionEmpty: 0.9084, cathodeFractionFull: 0.305,
            anode: .lithium)
        let phosphate = OpenCircuitVoltage(
            cathode: .lfp, cathodeFractionEmpty: 0.98, cathodeFractionFull: 0.005, anode: .lithium)
        #expect(oxide.plateau.samples.allSatisfy { $0 < 0.02 })
        #expect(phosphate.plateau.value(at: 0.5).value > 0.1)
        #expect(phosphate.plateau.value(at: 0.0).value < 0.01)
    }
}
