public import Quantities

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

/// What a measured value can be at all; beyond, the reading is implausible.
public struct PlausibleRanges: Sendable, Equatable {
    public var cellVoltage: ClosedRange<Voltage>
    public var temperature: ClosedRange<Temperature>
    public var pressure: ClosedRange<Pressure>
    /// The largest plausible magnitude.
    public var current: Current

    public init(
        cellVoltage: ClosedRange<Voltage>, temperature: ClosedRange<Temperature>,
        pressure: ClosedRange<Pressure>, current: Current
    ) {
        self.cellVoltage = cellVoltage
        self.temperature = temperature
        self.pressure = pressure
        self.current = current
    }
}
