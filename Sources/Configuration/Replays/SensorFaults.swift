/// What is wrong with the sensors of a replay, the same in every row of a log.
public struct SensorFaults: Sendable, Equatable {
    /// The sensors that can be spoilt.
    public enum Channel: String, Sendable, CaseIterable {
        case current
        case voltage
        case temperature
        case thickness
    }

    /// Readings that do not arrive, again and again.
    public struct Dropout: Sendable, Equatable {
        /// From one loss to the next, s; the first comes after as long.
        public var interval: Double
        /// How long each lasts, s, less than the interval.
        public var duration: Double

        public init(interval: Double, duration: Double) {
            self.interval = interval
            self.duration = duration
        }
    }

    /// One sensor, in the unit of its quantity (A, V, K, m):
    /// shown = (1 + gain error) × true + bias + noise.
    public struct Fault: Sendable, Equatable {
        public var bias = 0.0
        /// Relative.
        public var gainError = 0.0
        /// Standard deviation of white noise.
        public var noise = 0.0
        public var dropout: Dropout?

        public init(
            bias: Double = 0, gainError: Double = 0, noise: Double = 0, dropout: Dropout? = nil
        ) {
            self.bias = bias
            self.gainError = gainError
            self.noise = noise
            self.dropout = dropout
        }
    }

    /// Of the noise.
    public var seed: UInt64 = 1
    /// A positive bias makes the sensor show more charging.
    public var current = Fault()
    public var voltage = Fault()
    public var temperature = Fault()
    public var thickness = Fault()

    /// Sensors that show the truth.
    public init() {}

    /// The fault of one sensor.
    public subscript(channel: Channel) -> Fault {
        get {
            switch channel {
            case .current: current
            case .voltage: voltage
            case .temperature: temperature
            case .thickness: thickness
            }
        }
        set {
            switch channel {
            case .current: current = newValue
            case .voltage: voltage = newValue
            case .temperature: temperature = newValue
            case .thickness: thickness = newValue
            }
        }
    }
}
