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
public struct CellVariation: Sendable, Equatable {
    public var capacity: Double
    public var resistance: Double
    public var stateOfCharge: Double

    public init(capacity: Double, resistance: Double, stateOfCharge: Double) {
        self.capacity = capacity
        self.resistance = resistance
        self.stateOfCharge = stateOfCharge
    }
}
