/// How finely a cycler steps.
///
/// Steps grow until one of the figures below is reached. Ends of half cycles are found by
/// shortening the last step, so capacities hardly depend on any of them.
public struct CyclerSettings: Sendable, Equatable {
    /// First step after a change of current, s.
    public var firstInterval = 1.0
    /// By how much a step may be longer than the one before.
    public var growth = 1.5
    /// Largest part of the capacity to pass in a step.
    public var chargeMaximum = 0.005
    /// Largest step of voltage at constant current, V.
    public var voltageMaximum = 0.01
    /// Largest relative change of current in a step at constant voltage.
    public var currentMaximum = 0.03
    /// Largest change of temperature in a step, K, and of contact fraction.
    public var temperatureMaximum = 0.25
    public var contactMaximum = 0.02
    /// Longest step at rest, s; rests longer than 100 of these take as many longer steps.
    public var restInterval = 600.0
    /// How closely a voltage limit is met, V.
    public var voltageTolerance = 1e-7
    /// Longest hold of a voltage, s: a cell with a leak may never take less current.
    public var holdMaximum = 48 * 3600.0

    public init() {}

    /// The same with every step shortened by a factor, to see whether results depend on it.
    public func finer(by factor: Double) -> CyclerSettings {
        var settings = self
        settings.firstInterval /= factor
        settings.growth = 1 + (growth - 1) / factor
        settings.chargeMaximum /= factor
        settings.voltageMaximum /= factor
        settings.currentMaximum /= factor
        settings.temperatureMaximum /= factor
        settings.contactMaximum /= factor
        settings.restInterval /= factor
        return settings
    }
}
