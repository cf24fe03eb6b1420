public import Protection
public import Quantities

/// The contactors, the precharge circuit and the load capacitance behind them.
public struct ContactorDescription: Sendable, Equatable {
    /// Times and limits of closing and opening.
    public var settings: ContactorSettings
    public var prechargeResistor: Resistance
    /// Capacitance on the load side, F; for the simulation and for the check of the time-out.
    public var busCapacitance: Double
    /// Dead band around zero within which the pack counts as resting.
    public var restCurrent: Current

    public init(
        settings: ContactorSettings, prechargeResistor: Resistance, busCapacitance: Double,
        restCurrent: Current
    ) {
        self.settings = settings
        self.prechargeResistor = prechargeResistor
        self.busCapacitance = busCapacitance
        self.restCurrent = restCurrent
    }
}
