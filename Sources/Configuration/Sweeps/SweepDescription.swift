public import Quantities

/// An estimator with nominal figures on many simulated cells that differ from them: what differs,
/// by how much, what is driven, and how well the estimate must follow.
public struct SweepDescription: Sendable, Equatable {
    public var name: String
    /// One sentence for the report.
    public var summary: String
    /// How many seeds, from 1, when the command line names none.
    public var seedCount: Int
    /// Between samples; the estimator steps as often.
    public var interval: Duration
    /// From the start until errors count.
    public var warmUp: Duration
    public var start: SweepStart
    public var sensors: SweepSensors
    /// At most one per parameter.
    public var perturbations: [SweepPerturbation]
    /// What every cell goes through, with rates of its own.
    public var mission: [SweepStep]
    public var cells: [SweepCell]
    /// Every value of the sweep file; the cells keep their own.
    public var provenance: [Provenance]

    public init(
        name: String, summary: String, seedCount: Int, interval: Duration, warmUp: Duration,
        start: SweepStart, sensors: SweepSensors, perturbations: [SweepPerturbation],
        mission: [SweepStep], cells: [SweepCell], provenance: [Provenance]
    ) {
        self.name = name
        self.summary = summary
        self.seedCount = seedCount
        self.interval = interval
        self.warmUp = warmUp
        self.start = start
        self.sensors = sensors
        self.perturbations = perturbations
        self.mission = mission
        self.cells = cells
        self.provenance = provenance
    }
}

/// Before the mission: the cell is charged from part charge to full and rests.
public struct SweepStart: Sendable, Equatable {
    /// True charge when the cell is put in, and the charge at which charging ends at the latest.
    public var preparationFrom: StateOfCharge
    public var preparationTo: StateOfCharge
    /// Between charging and mission.
    public var rest: Duration
    /// What the estimator's first state of charge is wrong by; the seed draws the sign.
    public var estimateError: Double
    /// σ of the contact that is missing when the cell is put in; its magnitude counts.
    public var contactLoss: Double

    public init(
        preparationFrom: StateOfCharge, preparationTo: StateOfCharge, rest: Duration,
        estimateError: Double, contactLoss: Double
    ) {
        self.preparationFrom = preparationFrom
        self.preparationTo = preparationTo
        self.rest = rest
        self.estimateError = estimateError
        self.contactLoss = contactLoss
    }
}

/// How a figure is drawn from the seed.
public struct SweepPerturbation: Sendable, Equatable {
    /// The distribution.
    public enum Spread: Sendable, Equatable {
        /// Normal, cut off at 2.5 σ: volts, a share, or the logarithm of the factor.
        case normal(Double)
        /// A factor between two bounds, its logarithm uniform.
        case factor(ClosedRange<Double>)
    }

    public var parameter: SweepParameter
    public var spread: Spread
    /// Why it is drawn like that.
    public var source: String

    public init(parameter: SweepParameter, spread: Spread, source: String) {
        self.parameter = parameter
        self.spread = spread
        self.source = source
    }
}

/// One step of a mission.
public struct SweepStep: Sendable, Equatable {
    /// What flows.
    public enum Action: Sendable, Equatable {
        case rest
        /// The charging rate of the cell; ends at its upper voltage.
        case charge
        /// The drive, over and over, its fractions times the drive rate of the cell; goes on where
        /// the last one stopped, ends at the lower voltage.
        case drive
    }

    public var action: Action
    /// The step ends after this at the latest.
    public var duration: Duration
    /// The step ends when the true charge is there.
    public var until: StateOfCharge?

    public init(action: Action, duration: Duration, until: StateOfCharge?) {
        self.action = action
        self.duration = duration
        self.until = until
    }
}

/// One cell of a sweep.
public struct SweepCell: Sendable, Equatable {
    /// "A".
    public var label: String
    public var cell: CellDescription
    public var fixture: FixtureDescription
    /// Of the ambient, and of the cell at the start.
    public var temperature: Temperature
    /// What a fraction of 1 of the drive is, and how fast the cell is charged.
    public var driveCurrent: Current
    public var chargeCurrent: Current
    /// The drive in fractions of the peak, positive for charging.
    public var drive: CurrentProfile
    /// Of the load cell.
    public var pressureFullScale: Pressure
    public var bars: SweepBars

    public init(
        label: String, cell: CellDescription, fixture: FixtureDescription,
        temperature: Temperature, driveCurrent: Current, chargeCurrent: Current,
        drive: CurrentProfile, pressureFullScale: Pressure, bars: SweepBars
    ) {
        self.label = label
        self.cell = cell
        self.fixture = fixture
        self.temperature = temperature
        self.driveCurrent = driveCurrent
        self.chargeCurrent = chargeCurrent
        self.drive = drive
        self.pressureFullScale = pressureFullScale
        self.bars = bars
    }
}

/// What the estimate must reach with the pressure channel; nil is not asked.
public struct SweepBars: Sendable, Equatable {
    /// Mean over the seeds of the root mean square error of the state of charge.
    public var chargeError: Double?
    /// Largest error of the state of charge of any seed.
    public var chargeErrorMaximum: Double?
    /// Mean over the seeds of the root mean square error of the contact fraction.
    public var contactError: Double?
    /// Mean over the seeds of the relative root mean square error of R₀.
    public var resistanceError: Double?
    /// Share of all errors of each kind inside three of the estimator's deviations.
    public var insideThreeSigma: Double?
    /// By how much the error of the state of charge is lower than without pressure.
    public var pressureGain: Double?

    public init(
        chargeError: Double? = nil, chargeErrorMaximum: Double? = nil,
        contactError: Double? = nil, resistanceError: Double? = nil,
        insideThreeSigma: Double? = nil, pressureGain: Double? = nil
    ) {
        self.chargeError = chargeError
        self.chargeErrorMaximum = chargeErrorMaximum
        self.contactError = contactError
        self.resistanceError = resistanceError
        self.insideThreeSigma = insideThreeSigma
        self.pressureGain = pressureGain
    }
}
