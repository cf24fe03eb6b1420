public import Quantities

/// A cycling scenario: one cell in its fixture, what a cycler does to it, and what must come of it.
public struct CyclingDescription: Sendable, Equatable {
    public var name: String
    /// One sentence for the report.
    public var summary: String
    public var cell: CellDescription
    /// The press around the stack of identical cells.
    public var fixture: FixtureDescription
    public var plan: CyclingPlan
    /// Seed of everything that happens by chance: soft shorts.
    public var seed: UInt64
    public var expectations: [CyclingExpectation]
    /// Every value of the scenario file; the cell keeps its own.
    public var provenance: [Provenance]

    public init(
        name: String, summary: String, cell: CellDescription, fixture: FixtureDescription,
        plan: CyclingPlan, seed: UInt64, expectations: [CyclingExpectation],
        provenance: [Provenance]
    ) {
        self.name = name
        self.summary = summary
        self.cell = cell
        self.fixture = fixture
        self.plan = plan
        self.seed = seed
        self.expectations = expectations
        self.provenance = provenance
    }

    /// Runs fewer or more counted cycles; expectations of later ones are dropped.
    public mutating func limit(cycles: Int) {
        plan.cycleCount = cycles
        expectations.removeAll { expectation in
            guard expectation.purpose != .formation else { return false }
            if expectation.quantity == .cyclesCompleted || expectation.quantity == .lifeWithoutShort
            {
                return true
            }
            return (expectation.cycle ?? .max) > cycles
        }
    }
}

/// What a cycler does: a cycle is charge, rest, discharge, rest.
public struct CyclingPlan: Sendable, Equatable {
    /// Of the ambient, and of the cell at the start.
    public var temperature: Temperature
    /// Both positive, of one cell.
    public var chargeCurrent: Current
    public var dischargeCurrent: Current
    /// Charging ends at the upper, discharging at the lower voltage of one cell.
    public var voltageRange: ClosedRange<Voltage>
    /// The upper voltage is held until the current has fallen to this; nil charges at constant
    /// current only.
    public var holdUntil: Current?
    /// After each charge and each discharge.
    public var rest: Duration
    /// Regular cycles, formation and check-ups not counted.
    public var cycleCount: Int
    /// Identical cells in series in one stack: their voltages and their thicknesses add up.
    public var seriesCount: Int
    public var initialStateOfCharge: StateOfCharge
    /// For cells without an open-circuit voltage of their own: each half cycle passes this charge,
    /// and the voltages only guard.
    public var halfCycleCharge: Charge?
    public var formation: Formation?
    public var checkUp: CheckUp?

    public init(
        temperature: Temperature, chargeCurrent: Current, dischargeCurrent: Current,
        voltageRange: ClosedRange<Voltage>, holdUntil: Current?, rest: Duration, cycleCount: Int,
        seriesCount: Int = 1, initialStateOfCharge: StateOfCharge, halfCycleCharge: Charge? = nil,
        formation: Formation? = nil, checkUp: CheckUp? = nil
    ) {
        self.temperature = temperature
        self.chargeCurrent = chargeCurrent
        self.dischargeCurrent = dischargeCurrent
        self.voltageRange = voltageRange
        self.holdUntil = holdUntil
        self.rest = rest
        self.cycleCount = cycleCount
        self.seriesCount = seriesCount
        self.initialStateOfCharge = initialStateOfCharge
        self.halfCycleCharge = halfCycleCharge
        self.formation = formation
        self.checkUp = checkUp
    }

    /// Slow cycles before the counted ones.
    public struct Formation: Sendable, Equatable {
        public var cycleCount: Int
        /// Of charge and discharge.
        public var current: Current

        public init(cycleCount: Int, current: Current) {
            self.cycleCount = cycleCount
            self.current = current
        }
    }

    /// A slow cycle before the first counted one and after every so many.
    public struct CheckUp: Sendable, Equatable {
        public var every: Int
        /// Of charge and discharge.
        public var current: Current

        public init(every: Int, current: Current) {
            self.every = every
            self.current = current
        }
    }
}

/// What a cycle is for.
public enum CyclePurpose: String, Sendable, CaseIterable {
    /// Slow, before the counted cycles.
    case formation
    /// Counted.
    case cycling
    /// Slow, between counted cycles.
    case checkUp = "check-up"
}
