public import CellModel
public import Quantities

/// A cell design, read from its file and the material files it names.
public struct CellDescription: Sendable, Equatable {
    /// How the cell is known.
    public enum Kind: String, Sendable, CaseIterable {
        /// Composed from half cells, an electrolyte and an interface.
        case halfCells = "half-cells"
        /// Measured as a whole: tables over state of charge and temperature.
        case measured
    }

    public var name: String
    /// The chemistry in words, for screens: "Li | Li6PS5Cl | NMC811".
    public var chemistry: String
    public var kind: Kind
    /// What the equations of the estimator need.
    public var parameters: CellParameters
    /// What the richer, simulated cell needs beyond them; nil for a measured cell.
    public var physics: CellPhysics?
    /// Terminal voltages the cell may be used between.
    public var voltageRange: ClosedRange<Voltage>
    /// Temperatures the cell may be used between.
    public var temperatureRange: ClosedRange<Temperature>
    /// Every value of the cell file and its materials, in the order of the files.
    public var provenance: [Provenance]

    public init(
        name: String, chemistry: String, kind: Kind, parameters: CellParameters,
        physics: CellPhysics?, voltageRange: ClosedRange<Voltage>,
        temperatureRange: ClosedRange<Temperature>, provenance: [Provenance]
    ) {
        self.name = name
        self.chemistry = chemistry
        self.kind = kind
        self.parameters = parameters
        self.physics = physics
        self.voltageRange = voltageRange
        self.temperatureRange = temperatureRange
        self.provenance = provenance
    }
}
