import CellModel
import Testing

struct ParallelCellTests {
    private static let cell = CellParameters(
        capacity: 3600, electrodeArea: 25e-4, layerCount: 4,
        openCircuit: OpenCircuitVoltage(voltage: UniformTable([3, 4])),
        resistance: SeriesResistance(measured: StateMap(constant: 0.02)),
        polarisation: Polarisation(
            fastResistance: StateMap(constant: 0.01), fastTimeConstant: StateMap(constant: 10),
            slowResistance: StateMap(constant: 0.03), slowTimeConstant: StateMap(constant: 100)),
        contact: .inactive, swelling: Swelling(perCharge: 1.2e-10, voidHeight: 0),
        thermal: CellThermal(heatCapacity: 20, conductanceToAmbient: 0.1))

    @Test func `three cells side by side answer to three times the current as one to one`() {
        let group = Self.cell.parallel(3)
        func resistances(_ cell: CellParameters) -> [Double] {
            [
                cell.resistance.measured, cell.polarisation.fastResistance,
                cell.polarisation.slowResistance,
            ].map { $0.value(stateOfCharge: 0.5, temperature: 298.15) }
        }
        for (own, shared) in zip(resistances(Self.cell), resistances(group)) {
            #expect((own - 3 * shared).magnitude < 1e-15)
        }
        #expect(group.capacity == 3 * 3600)
        #expect(group.layerCount == 12)
        #expect(group.arealCapacity == Self.cell.arealCapacity)
        let slow = group.polarisation.slowTimeConstant
        #expect(slow.value(stateOfCharge: 0.5, temperature: 298.15) == 100)
    }

    @Test func `a group warms as one of its cells does`() {
        let group = Self.cell.parallel(3)
        #expect(group.thermal.heatCapacity == 60)
        #expect((group.thermal.conductanceToAmbient - 0.3).magnitude < 1e-15)
        #expect((group.thermal.coreToSurfaceConductance - 3).magnitude < 1e-12)
        #expect(group.thermal.surfaceShare == Self.cell.thermal.surfaceShare)
    }

    @Test func `one cell is itself`() {
        #expect(Self.cell.parallel(1) == Self.cell)
    }
}
