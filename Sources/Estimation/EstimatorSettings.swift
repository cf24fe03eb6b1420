/// How far the filter trusts the model and the sensors.
///
/// Errors that persist (an offset, a wrong curve) are not white noise. They are given as a standard
/// deviation with a correlation time τ, and enter each step as σ² τ / Δt (measurements) or
/// σ² τ Δt (integrated inputs), so that results do not depend on how often the filter runs.
public struct EstimatorSettings: Sendable, Equatable {
    // MARK: Start

    /// σ of the state of charge at start. Default 0.3: one σ covers most wrong starts, and a start
    /// wrong by half the range is still inside two.
    public var initialStateOfChargeDeviation = 0.3
    /// σ of the contact fraction at start. Default 0.05: cells are assembled with good contact.
    public var initialContactDeviation = 0.05
    /// σ of R_i at start over R₀. Default 0.1: spread of new cells around their parameter file.
    public var initialInterphaseDeviation = 0.1
    /// σ of the pressure bias at start, Pa. Default 50 kPa: load-cell tare and preload setting.
    public var initialPressureBiasDeviation = 50e3

    /// σ of the voltage that past currents have left in a cell at start, V. Default 10 mV.
    public var initialPolarisationDeviation = 10e-3

    // MARK: Current

    /// σ of the current offset in units of capacity per hour. Default 0.002 (C/500).
    public var currentOffsetRate = 0.002
    /// σ of current gain and capacity together, relative. Default 0.01.
    public var currentGainDeviation = 0.01
    /// τ of both, s. Default 3600: offset and gain drift with temperature within hours.
    public var currentCorrelationTime = 3600.0
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

    /// σ of the voltage sensor, V, white. Default 2 mV: cell monitors with filtering.
    public var voltageDeviation = 2e-3
    /// σ of the open-circuit curve, V, beside its hysteresis. Default 8 mV: fit and sensor offset.
    public var openCircuitDeviation = 8e-3
    /// σ of the branch of the hysteresis, −1 to 1, at start and after a time without a current.
    /// Default 0.6: anywhere, with equal likelihood.
    public var initialBranchDeviation = 0.6
    /// σ of the branch that never goes away. Default 0.15: one rate stands for a law that depends
    /// on where the direction turned (assumed).
    public var branchDeviation = 0.15
    /// σ of R₀ relative to itself: the voltage counts less at high current. Default 0.1.
    public var resistanceDeviation = 0.1
    /// σ of each RC voltage relative to R |I|. Default 0.5: two RC pairs stand for diffusion.
    /// Raised from 0.3 after the measured US06 cycle at 25 °C, which heats the cell: its root mean
    /// square error fell from 1.1 % to 0.8 %, those of the other cycles stayed within 0.05 %.
    public var polarisationDeviation = 0.5
    /// τ of the voltage model's errors, s. Default 900: an error of the curve stays until the
    /// charge has moved by several percent. Chosen on measured drive cycles (LG 18650HG2, 25 °C,
    /// Mixed2 to Mixed8): with 120 s the root mean square error was a third larger and 6 % of the
    /// errors lay outside three of the filter's own deviations, instead of 2 %.
    public var voltageCorrelationTime = 900.0

    // MARK: Pressure

    /// Whether pressure corrects the state; it is a condition of the contact law in any case.
    public var usesPressure = true
    /// σ of the pressure sensor, Pa, white. Default 10 kPa.
    public var pressureDeviation = 10e3
    /// σ of the swelling model, Pa, beside what the cell says of its own curve. Default 10 kPa.
    public var pressureModelDeviation = 10e3
    /// τ of the pressure model's errors and of the other cells' estimates, s. Default 120.
    public var pressureCorrelationTime = 120.0
    /// Random walk of the bias, Pa/√h. Default 10 kPa/√h: creep and drift of the fixture,
    /// 1.2 MPa in 110 h at the worst in Zhang et al. 2017.
    public var pressureBiasWalk = 10e3
    /// Time constant of the smoothing before pressure enters the contact law and the highest
    /// pressure, s. Default 10.
    public var pressureSmoothingTime = 10.0

    /// Share by which a mechanical channel may be wrongly scaled and still be believed.
    /// Default 0.25: measured curves of one cell are up to 18 % steeper or flatter over ten
    /// minutes than their mean (POLISOC).
    public var mechanicalGainTolerance = 0.25
    /// Likelihood of an honest channel over one of unknown gain below which it is distrusted.
    /// Default 0.5; it starts at 1.
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
    /// τ of the contact law's error, s. Default 1800.
    public var contactCorrelationTime = 1800.0
    /// Random walk of R_i over R₀, 1/√h. Default 0.02.
    public var interphaseWalk = 0.02

    // MARK: Checks

    /// Innovations beyond this many σ are weighted down (Huber 1964): their influence stops
    /// growing but never vanishes, so that a lost filter finds back. Default 3.
    public var innovationGate = 3.0
    /// Time constant of the running mean square innovation, s. Default 60.
    public var consistencyTime = 60.0
    /// Root mean square innovation up to which the estimate counts as consistent. Default 2.
    public var consistencyLimit = 2.0
    /// σ added to the state of charge per √s while inconsistent. Default 0.003: a filter that is
    /// wrong but sure becomes unsure within a minute or two.
    public var recoveryWalk = 0.003

    public init() {}
}
