public import CellModel
public import Quantities

/// A cell design, read from its file and the material files it names.
public struct CellDescription: Sendable, Equatable {
    /// How the cell is known.
    public enum Kind: String, Sendable, CaseIterable {
        /// Composed from cathode, electrolyte, anode, treatments and architecture.
        case composed
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
    /// Every value of the cell file and its materials, in the order of the files; derived values
    /// after those of the cell file, their source beginning with "derived".
    public var provenance: [Provenance]
    /// What the cell is made of; nil for a measured cell.
    public var composition: CellComposition?
    /// The press the cell is meant for; nil for a measured cell.
    public var fixture: FixtureDescription?
    /// How much was reported and how much assumed; nil for a measured cell.
    public var evidence: CellEvidence?
    /// What the cell file accepts although it would be refused.
    public var accepted: [AcceptedRefusal]
    /// How the metal of the anode flows; nil where it does not, or is not known to.
    public var creep: LithiumCreep?

    public init(
        name: String, chemistry: String, kind: Kind, parameters: CellParameters,
        physics: CellPhysics?, voltageRange: ClosedRange<Voltage>,
        temperatureRange: ClosedRange<Temperature>, provenance: [Provenance],
        composition: CellComposition? = nil, fixture: FixtureDescription? = nil,
        evidence: CellEvidence? = nil, accepted: [AcceptedRefusal] = [],
        creep: LithiumCreep? = nil
    ) {
        self.name = name
        self.chemistry = chemistry
        self.kind = kind
        self.parameters = parameters
        self.physics = physics
        self.voltageRange = voltageRange
        self.temperatureRange = temperatureRange
        self.provenance = provenance
        self.composition = composition
        self.fixture = fixture
        self.evidence = evidence
        self.accepted = accepted
        self.creep = creep
    }
}
