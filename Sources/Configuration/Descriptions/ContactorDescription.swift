public import Quantities

/// The contactors, the precharge circuit and the load capacitance behind them.
public struct ContactorDescription: Sendable, Equatable {
    /// Time a contactor has to show its feedback after a command.
    public var feedbackTimeout: Duration
    public var prechargeResistor: Resistance
    /// Capacitance on the load side, F; for the simulation and for the check of the time-out.
    public var busCapacitance: Double
    /// Precharge is done when the magnitude of the current is below this …
    public var prechargeCurrent: Current
    /// … and the voltage across the contactors below this.
    public var prechargeVoltageDifference: Voltage
    public var prechargeTimeout: Duration
    public var prechargeAttempts: Int
    /// Pause between attempts.
    public var prechargePause: Duration
    /// Largest current that may be broken without harm.
    public var breakCurrent: Current
    /// Longest wait for the load to reduce the current when opening in order.
    public var breakWait: Duration
    /// Current below which the pack counts as disconnected; evidence against a weld.
    public var openCurrent: Current
    /// Dead band around zero within which the pack counts as resting.
    public var restCurrent: Current

    public init(
        feedbackTimeout: Duration, prechargeResistor: Resistance, busCapacitance: Double,
        prechargeCurrent: Current, prechargeVoltageDifference: Voltage,
        prechargeTimeout: Duration, prechargeAttempts: Int, prechargePause: Duration,
        breakCurrent: Current, breakWait: Duration, openCurrent: Current, restCurrent: Current
    ) {
        self.feedbackTimeout = feedbackTimeout
        self.prechargeResistor = prechargeResistor
        self.busCapacitance = busCapacitance
        self.prechargeCurrent = prechargeCurrent
        self.prechargeVoltageDifference = prechargeVoltageDifference
        self.prechargeTimeout = prechargeTimeout
        self.prechargeAttempts = prechargeAttempts
        self.prechargePause = prechargePause
        self.breakCurrent = breakCurrent
        self.breakWait = breakWait
        self.openCurrent = openCurrent
        self.restCurrent = restCurrent
    }
}

/// How old a reading may be before it counts as missing.
public struct AgeBudgets: Sendable, Equatable {
    public var cellVoltage: Duration
    public var current: Duration
    public var pressure: Duration
    public var temperature: Duration

    public init(
        cellVoltage: Duration, current: Duration, pressure: Duration, temperature: Duration
    ) {
        self.cellVoltage = cellVoltage
        self.current = current
        self.pressure = pressure
        self.temperature = temperature
    }
}

/// For how long a raw code may stay the same before the sensor counts as frozen.
public struct FrozenBudgets: Sendable, Equatable {
    public var cellVoltage: Duration
    public var current: Duration
    public var pressure: Duration
    public var temperature: Duration

    public init(
        cellVoltage: Duration, current: Duration, pressure: Duration, temperature: Duration
    ) {
        self.cellVoltage = cellVoltage
        self.current = current
        self.pressure = pressure
        self.temperature = temperature
    }
}
