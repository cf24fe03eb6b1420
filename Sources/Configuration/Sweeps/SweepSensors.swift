/// How the sensors of a sweep err.
public struct SweepSensors: Sendable, Equatable {
    /// In V.
    public var voltage: SensorErrors
    /// In capacities per hour, so that a shunt fits each cell.
    public var current: SensorErrors
    /// In K.
    public var temperature: SensorErrors
    /// In shares of the full scale of the load cell; the gain in shares of the reading.
    public var pressure: SensorErrors

    public init(
        voltage: SensorErrors, current: SensorErrors, temperature: SensorErrors,
        pressure: SensorErrors
    ) {
        self.voltage = voltage
        self.current = current
        self.temperature = temperature
        self.pressure = pressure
    }
}

/// The errors of one sensor, in its unit.
public struct SensorErrors: Sendable, Equatable {
    /// Half width of a uniform distribution, drawn once.
    public var offset: Double
    /// Half width of a uniform distribution of the relative error, drawn once.
    public var gain: Double
    /// σ of the white noise.
    public var noise: Double
    /// Step of the converter; 0 has none.
    public var resolution: Double
    /// σ of the random walk of the zero, per root of a second.
    public var walk: Double

    public init(
        offset: Double = 0, gain: Double = 0, noise: Double = 0, resolution: Double = 0,
        walk: Double = 0
    ) {
        self.offset = offset
        self.gain = gain
        self.noise = noise
        self.resolution = resolution
        self.walk = walk
    }

    /// A sensor that shows the truth.
    public static let none = SensorErrors()
}
