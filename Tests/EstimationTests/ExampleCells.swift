import CellModel

/// Cells of the tests, close to designs A and D of the default table.
enum ExampleCells {
    /// Lithium | Li6PS5Cl | NMC811: 25 cm², 3 mAh/cm², one layer.
    static let lithiumSulfide = CellParameters(
        capacity: 0.075 * 3600, electrodeArea: 25e-4, layerCount: 1,
        openCircuit: OpenCircuitVoltage(
            cathode: .nmc811, cathodeFractionEmpty: 0.9084, cathodeFractionFull: 0.305,
            anode: .lithium, pressureCoefficient: 0.12e-9, referencePressure: 5e6),
        resistance: SeriesResistance(
            electrolyte: ElectrolyteLayer(
                thickness: 30e-6,
                conductivity: .arrhenius(reference: 0.2, activationEnergy: 31_400)),
            interface: InterfaceResistance(
                referenceResistance: 25e-4, referencePressure: 5e6, pressureExponent: 0.7,
                pressureMemory: 0.25, activationEnergy: 33_800, contactSpacing: 50e-6),
            cathode: .constant(30e-4, activationEnergy: 43_400)),
        polarisation: Polarisation(
            fastResistance: StateMap(constant: 3.2e-4 / 25e-4),
            fastTimeConstant: StateMap(constant: 26),
            slowResistance: StateMap(constant: 4.8e-4 / 25e-4),
            slowTimeConstant: StateMap(constant: 77)),
        contact: ContactDynamics(
            isActive: true, voidHeight: 1e-5, sustainableCurrent: 0.743, pressureExponent: 1.18,
            activationEnergy: 28_100, platingEfficiency: 0.5, unrecoverableFraction: 0.05),
        swelling: Swelling(perCharge: 1.2e-10, voidHeight: 1e-5),
        thermal: CellThermal(heatCapacity: 20, conductanceToAmbient: 0.1))

    /// A press that keeps the gap: 5 MPa preload, 0.2 MPa/µm.
    static let rigid = StackFixture(preload: 5e6, stiffness: 2e11)

    /// LFP with inactive contact: the plateau tells next to nothing.
    static let plateau: CellParameters = {
        var cell = lithiumSulfide
        cell.openCircuit = OpenCircuitVoltage(
            cathode: .lfp, cathodeFractionEmpty: 0.98, cathodeFractionFull: 0.005,
            anode: .lithium)
        cell.contact = .inactive
        cell.swelling.voidHeight = 0
        return cell
    }()
}
