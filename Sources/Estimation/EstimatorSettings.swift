/// How far the filter trusts the model and the sensors.
///
/// Errors that persist (an offset, a wrong curve) are not white noise. They are given as a standard
/// deviation with a correlation time τ, and enter each step as σ² τ / Δt (measurements) or
/// σ² τ Δt (integrated inputs), so that results do not depend on how often the filter runs.
public struct EstimatorSettings: Sendable, Equatable {
    // MARK: Start

    /// σ of the state of charge at start. Default 0.4: a start wrong by half the range is
    /// ordinary.
    public var initialStateOfChargeDeviation = 0.4
    /// σ of the contact fraction at start. Default 0.05: cells are assembled with good contact.
    public var initialContactDeviation = 0.05
    /// σ of R_i at start over R₀. Default 0.1: spread of new cells around their parameter file.
    public var initialInterphaseDeviation = 0.1
    /// σ of the pressure bias at start: of the tare, Pa, and of the preload as set, relative to it.
    /// Defaults 2 kPa and 0.01.
    public var initialPressureBiasDeviation = 2e3
    public var initialPressureBiasShare = 0.01
    /// σ of how much stiffer the press is, or how much more the cell swells, than stated.
    /// Default 0.2: both are printed to a tenth at best, and
    /// parts of the press that nobody measured give way.
    public var swellingGainDeviation = 0.2
    /// Current, capacities per hour, whose polarisation may be left over at start. Default 3.
    public var initialPolarisationRate = 3.0
    /// Share of the first current that is taken to have flowed for long already. Default 0.3.
    public var initialPolarisationShare = 0.3
    /// Limit of the σ of that polarisation, V. Default 80 mV: the slow pair; half of it the fast.
    public var initialPolarisationMaximum = 0.08
    /// σ of the capacity at start, relative. Default 0.02: spread of cells of one batch.
    public var initialCapacityDeviation = 0.02

    // MARK: Current

    /// σ of the current sensor's offset in capacities per hour. Default 0.003 (C/333): shunts and
    /// amplifiers sized for several C.
    public var currentOffsetRate = 0.003
    /// Twice the time in which that offset changes by its σ, s. Default 1e5: it follows the room.
    public var currentOffsetTime = 1e5
    /// σ of the current's gain beyond the capacity's error, relative. Default 0.003.
    public var currentGainDeviation = 0.003
    /// τ of the latter, s. Default 3600: gain drifts with temperature within hours.
    public var currentCorrelationTime = 3600.0
    /// Random walk of the capacity, 1/√h. Default 2e-4: 0.3 % in nine days.
    public var capacityWalk = 2e-4
    /// σ of the assumed zero current while the current is missing, capacity per hour.
    /// Default 1 (1 C): the cell may be doing anything ordinary.
    public var missingCurrentRate = 1.0
    /// τ of a missing current, s. Default 60: loads keep their direction for a minute.
    public var missingCurrentCorrelationTime = 60.0
    /// Currents beyond this many capacities per hour count as missing. Default 100.
    public var currentRateMaximum = 100.0

    /// Random walk of the state of charge beyond all that, 1/√s. Default 0.
    public var stateOfChargeWalk = 0.0

    // MARK: Voltage

    /// σ of the white part of the voltage's error, V. Default 30 mV, far above any sensor: one
    /// reading a second tells little that its neighbours did not. See the guide on the estimator
    /// for what 2, 10 and 20 mV did on measured cycles.
    public var voltageDeviation = 30e-3
    /// σ of what R₀ leaves out within a second, relative to R₀ |I|. Default 0.7: two RC pairs do
    /// not follow a step of the current.
    public var transientDeviation = 0.7
    /// σ of the open-circuit curve, V, beside its hysteresis. Default 20 mV: fit and sensor offset.
    public var openCircuitDeviation = 20e-3
    /// σ of the voltage model's error relative to |I| (R₀ + R₁ + R₂). Default 0.1: in the cold,
    /// near empty and at high current the voltage says less about the charge.
    public var voltageErrorShare = 0.1
    /// τ of the voltage model's error, s, and the share of capacity that changes it as much.
    /// Defaults 600 and 0.02: the error of a curve belongs to a place on it.
    public var voltageErrorTime = 600.0
    public var voltageErrorCharge = 0.02
    /// σ of each RC voltage relative to R |I|. Default 0.3: two RC pairs stand for diffusion.
    public var polarisationDeviation = 0.3
    /// Smallest distance over which the open-circuit curve is linearised, a share of capacity.
    /// Default 0.02: kinks finer than that are as likely the fit's as the cell's.
    public var linearisationSpread = 0.02
    /// How much the square of what linearising leaves over counts as noise. Default 3.
    public var curvatureWeight = 3.0
    /// Whether voltages that point to a plateau leave the charge as open as the plateau does.
    /// Default true; without it a wrong start on a plateau may be made sure.
    public var respectsPlateaus = true
    /// Share of what a plateau leaves open below which the σ of the charge counts as better known
    /// than from there: the plateau is then nothing but the line through where the cell is.
    /// Default 0.6 (assumed).
    public var plateauKnowledgeShare = 0.6
    /// Innovations beyond this many σ of a voltage about its curve are not explained by a plateau
    /// and move the charge in full. Default 2 (assumed).
    public var plateauGate = 2.0
    /// σ of the branch of the hysteresis, −1 to 1, at start and after a time without a current.
    /// Default 0.6: anywhere, with equal likelihood.
    public var initialBranchDeviation = 0.6
    /// σ of the branch that never goes away. Default 0.15: one rate stands for a law that depends
    /// on where the direction turned (assumed).
    public var branchDeviation = 0.15

    // MARK: Pressure

    /// Whether pressure corrects the state; it is a condition of the contact law in any case.
    public var usesPressure = true
    /// σ of the pressure sensor, Pa, white. Default 5 kPa.
    public var pressureDeviation = 5e3
    /// σ of the swelling model, Pa, beside what the cell says of its own curve. Default 3 kPa.
    public var pressureModelDeviation = 3e3
    /// τ of the pressure model's errors and of the other cells' estimates, s. Default 120.
    public var pressureCorrelationTime = 120.0
    /// Random walk of the bias: of the sensor, Pa/√h, and of the press, which settles by a share
    /// of its pressure, 1/√h. Defaults 1 kPa and 1e-3: 2 % in 110 h at the worst in Zhang et al.
    /// 2017, faster at first, and the warmth of a cycle comes and goes.
    public var pressureBiasWalk = 1e3
    public var pressureBiasWalkShare = 1e-3
    /// Random walk of the swelling's gain, 1/√h. Default 0.01.
    public var swellingGainWalk = 0.01
    /// Time constant of the smoothing before pressure enters the contact law and the highest
    /// pressure, s. Default 10.
    public var pressureSmoothingTime = 10.0

    /// Share by which a mechanical channel may be wrongly scaled and still be believed.
    /// Default 0.25: measured curves of one cell are up to 18 % steeper or flatter over ten
    /// minutes than their mean (POLISOC).
    public var mechanicalGainTolerance = 0.25
    /// Likelihood of an honest channel over one of unknown gain below which it is distrusted.
    /// Default 0.5; it starts at 1, and honest channels of fourteen measured discharges never
    /// fell below 0.68 (POLISOC).
    public var distrustRatio = 0.5
    /// The same likelihood above which trust returns, and how long it must stay there, s.
    /// Defaults 3 and 1800: a channel that lied once must do better than a new one.
    public var trustRatio = 3.0
    public var trustTime = 1800.0

    // MARK: Contact and interphase

    /// Random walk of the contact fraction, 1/√h. Default 0.01.
    public var contactWalk = 0.01
    /// σ of the contact law's rate relative to itself. Default 0.4: the critical currents it is
    /// fitted to scatter by −26 % to +36 %.
    public var contactRateDeviation = 0.4
    /// σ of the height of voids relative to itself. Default 0.2 (assumed: 5 to 20 µm).
    public var voidHeightDeviation = 0.2
    /// τ of the contact law's error, s. Default 1800.
    public var contactCorrelationTime = 1800.0
    /// Random walk of R_i over R₀, 1/√h. Default 0.1: it also stands for what the tables of a
    /// measured cell get wrong with temperature and charge.
    public var interphaseWalk = 0.1

    // MARK: Checks

    /// Innovations beyond this many σ are weighted down (Huber 1964): their influence stops
    /// growing but never vanishes, so that a lost filter finds back. Default 3.
    public var innovationGate = 3.0
    /// Time constant of the running mean square innovation, s. Default 60.
    public var consistencyTime = 60.0
    /// Root mean square innovation up to which the estimate counts as consistent; beyond it the
    /// filter begins again from what it believes, as unsure as at the start. Default 2.
    public var consistencyLimit = 2.0
    /// Part of the variance without measurements below which a state counts as observed.
    /// Default 0.5.
    public var observedShare = 0.5
    /// σ of the state of charge from which a filter begins again. Default 0.4.
    public var lostStateOfChargeDeviation = 0.4
    public init() {}
}
