public import Quantities

/// One simulated run: a pack, what is done to it, what goes wrong, and what must come of it.
public struct ScenarioDescription: Sendable, Equatable {
    public var name: String
    /// One sentence for the report.
    public var summary: String
    public var pack: PackDescription
    /// Seed of every random stream of the run.
    public var seed: UInt64
    /// The run ends here at the latest.
    public var duration: Duration
    public var initial: InitialState
    public var ambient: Temperature
    public var variation: CellVariation
    /// Steps one after the other; the run ends after the last.
    public var mission: [MissionStep]
    public var faults: [InjectedFault]
    public var expectations: [Expectation]
    /// Every value of the scenario file; the pack keeps its own.
    public var provenance: [Provenance]

    public init(
        name: String, summary: String, pack: PackDescription, seed: UInt64, duration: Duration,
        initial: InitialState, ambient: Temperature, variation: CellVariation,
        mission: [MissionStep], faults: [InjectedFault], expectations: [Expectation],
        provenance: [Provenance]
    ) {
        self.name = name
        self.summary = summary
        self.pack = pack
        self.seed = seed
        self.duration = duration
        self.initial = initial
        self.ambient = ambient
        self.variation = variation
        self.mission = mission
        self.faults = faults
        self.expectations = expectations
        self.provenance = provenance
    }
}

/// The true state of every cell at the start, and what the estimator is told instead.
public struct InitialState: Sendable, Equatable {
    public var stateOfCharge: StateOfCharge
    public var contactFraction: Double
    public var temperature: Temperature
    /// What the estimator starts from; the truth when the file gives none.
    public var estimatorStateOfCharge: StateOfCharge

    public init(
        stateOfCharge: StateOfCharge, contactFraction: Double, temperature: Temperature,
        estimatorStateOfCharge: StateOfCharge
    ) {
        self.stateOfCharge = stateOfCharge
        self.contactFraction = contactFraction
        self.temperature = temperature
        self.estimatorStateOfCharge = estimatorStateOfCharge
    }
}

/// How far the simulated cells scatter around the cell file: relative standard deviations, and for
/// the state of charge an absolute one.
///
/// What a scenario leaves out is assumed wide enough that an estimator which knows only the design
/// cannot look perfect.
public struct CellVariation: Sendable, Equatable {
    public var capacity: Double
    /// Of electrolyte and cathode.
    public var resistance: Double
    public var stateOfCharge: Double
    /// Of the interface in full contact; as ``resistance`` unless said otherwise.
    public var interfaceResistance: Double
    public var swelling: Double
    public var voidHeight: Double
    public var diffusivity: Double
    /// Of the grains of the cathode: diffusion times go with its square.
    public var particleRadius: Double
    /// Of heat capacity and conductance to the ambient, each on its own.
    public var thermal: Double

    public init(
        capacity: Double, resistance: Double, stateOfCharge: Double,
        interfaceResistance: Double? = nil, swelling: Double = assumedSwelling,
        voidHeight: Double = assumedTenth, diffusivity: Double = assumedTenth,
        particleRadius: Double = 0, thermal: Double = 0
    ) {
        self.capacity = capacity
        self.resistance = resistance
        self.stateOfCharge = stateOfCharge
        self.interfaceResistance = interfaceResistance ?? resistance
        self.swelling = swelling
        self.voidHeight = voidHeight
        self.diffusivity = diffusivity
        self.particleRadius = particleRadius
        self.thermal = thermal
    }

    /// Assumed deviation of the swelling.
    public static let assumedSwelling = 0.02
    /// Assumed deviation of void height and diffusivity.
    public static let assumedTenth = 0.1
}
