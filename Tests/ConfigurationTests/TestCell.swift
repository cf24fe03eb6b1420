import CellModel

/// The smallest cell there is.
enum TestCell {
    static let parameters = CellParameters(
        capacity: 3600, electrodeArea: 1, layerCount: 1,
        openCircuit: OpenCircuitVoltage(voltage: UniformTable([3, 4])),
        resistance: SeriesResistance(measured: StateMap(constant: 0.01)),
        polarisation: Polarisation(
            fastResistance: StateMap(constant: 0), fastTimeConstant: StateMap(constant: 1),
            slowResistance: StateMap(constant: 0), slowTimeConstant: StateMap(constant: 1)),
        contact: .inactive, swelling: Swelling(perCharge: 0, voidHeight: 0),
        thermal: CellThermal(heatCapacity: 1, conductanceToAmbient: 1))
}
