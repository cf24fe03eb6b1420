import CellModel
import Configuration
import Testing

@testable import PackSimulation

struct CellSpreadTests {
    private static let design = SimulatedCellDesign(TestWorld.scenario.pack.cell)

    private func drawn(_ variation: CellVariation, count: Int = 400) -> [SimulatedCellDesign] {
        (0..<count).map { index in
            var stream = RandomStream(seed: 3, name: "cell", index: index)
            return Self.design.spread(variation, &stream)
        }
    }

    private func deviation(
        _ cells: [SimulatedCellDesign], _ value: (SimulatedCellDesign) -> Double
    ) -> Double {
        let ratios = cells.map { value($0) / value(Self.design) - 1 }
        return (ratios.reduce(0) { $0 + $1 * $1 } / Double(ratios.count)).squareRoot()
    }

    @Test func `every figure scatters by what the scenario says`() {
        let cells = drawn(
            CellVariation(
                capacity: 0.01, resistance: 0.03, stateOfCharge: 0, interfaceResistance: 0.06,
                swelling: 0.04, voidHeight: 0.05, diffusivity: 0.07, particleRadius: 0.02,
                thermal: 0.08))
        let figures: [(Double, (SimulatedCellDesign) -> Double)] = [
            (0.01, { $0.capacity }), (0.03, { $0.electrolyte.thickness }),
            (0.03, { $0.cathodeResistance.referenceResistance }),
            (0.06, { $0.interface.referenceResistance }), (0.04, { $0.swelling.perCharge }),
            (0.05, { $0.swelling.voidHeight }), (0.05, { $0.contact.voidHeight }),
            (0.07, { $0.physics.particle?.diffusivity ?? .nan }),
            (0.02, { $0.physics.particle?.radius ?? .nan }),
            (0.08, { $0.thermal.heatCapacity }), (0.08, { $0.thermal.conductanceToAmbient }),
        ]
        for (expected, value) in figures {
            #expect((deviation(cells, value) / expected - 1).magnitude < 0.15)
        }
    }

    @Test func `without any deviation every cell is the design`() {
        #expect(drawn(.none, count: 5).allSatisfy { $0 == Self.design })
    }

    @Test func `widening one figure leaves the others as they were`() {
        let plain = CellVariation(capacity: 0.01, resistance: 0.03, stateOfCharge: 0.01)
        var wider = plain
        wider.particleRadius = 0.1
        wider.thermal = 0.2
        for (one, other) in zip(drawn(plain, count: 20), drawn(wider, count: 20)) {
            var restored = other
            restored.physics.particle?.radius = one.physics.particle?.radius ?? .nan
            restored.thermal = one.thermal
            #expect(restored == one)
            #expect(other != one)
        }
    }

    @Test func `the interface scatters as the other resistances unless it is said otherwise`() {
        let variation = CellVariation(capacity: 0, resistance: 0.04, stateOfCharge: 0)
        #expect(variation.interfaceResistance == 0.04)
        #expect(variation.voidHeight == 0.1)
        #expect(variation.diffusivity == 0.1)
        #expect(variation.swelling == 0.02)
        #expect(variation.particleRadius == 0)
        #expect(variation.thermal == 0)
    }
}
