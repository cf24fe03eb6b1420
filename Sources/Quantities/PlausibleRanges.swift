/// What a measured value can be at all; beyond, the reading is implausible and so missing.
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
