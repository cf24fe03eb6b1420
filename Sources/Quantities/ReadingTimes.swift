/// A time for each kind of reading: how old one may be, or how long a raw code may stay the same.
public struct ReadingTimes: Sendable, Equatable {
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
