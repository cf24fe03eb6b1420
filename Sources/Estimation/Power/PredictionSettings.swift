/// How sure a prediction must be, and how far what the filter does not estimate is trusted.
///
/// Every figure is taken at `deviations` standard deviations to the side that leaves less current.
/// A deviation the filter gives counts; where no reading has confirmed a quantity, it counts as no
/// smaller than the prior here.
public struct PredictionSettings: Sendable, Equatable {
    /// k. Default 2: one wrong prediction in forty, if the errors are normal.
    public var deviations = 2.0
    /// σ of the open-circuit curve, V. Default 8 mV: less than the filter takes, whose estimate has
    /// its share of the curve's error in σ_z already.
    public var openCircuitDeviation = 8e-3
    /// σ of the branch of the hysteresis, −1 to 1. Default 0.15, as the filter takes it.
    public var branchDeviation = 0.15
    /// σ of the resistances of the RC pairs relative to themselves. Default 0.2 (assumed).
    public var polarisationDeviation = 0.2
    /// Prior σ of R₀ relative to itself. Default 0.1: spread of cells around their file.
    public var resistancePrior = 0.1
    /// Prior σ of the capacity relative to itself. Default 0.05 (assumed).
    public var capacityPrior = 0.05
    /// Prior σ of the contact fraction. Default 0.05: cells are assembled with good contact.
    public var contactPrior = 0.05
    /// σ of i_sup relative to itself. Default 0.13: two of them reach the published point that lies
    /// furthest below the fit, by 26 %.
    public var sustainableCurrentDeviation = 0.13
    /// σ of a measured temperature, K. Default 0.5: sensor and place.
    public var temperatureDeviation = 0.5
    /// σ of a measured stack pressure, Pa. Default 10 kPa.
    public var pressureDeviation = 10e3
    /// Time constant of the mean current that times to empty and full are told for, s. Default 60.
    public var meanCurrentTime = 60.0
    /// Below this mean current, capacities per hour, there is no time to empty or full. Default
    /// 0.01: the answer would be beyond four days.
    public var meanCurrentRate = 0.01

    public init() {}
}
