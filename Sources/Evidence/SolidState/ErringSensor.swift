import CellModel
public import Configuration
import PackSimulation

/// A sensor with an offset and a gain of its own, noise, a wandering zero and the steps of its
/// converter, all from one named stream of the seed.
public struct ErringSensor: Sendable {
    /// Drawn once, in the unit of the sensor, and relative.
    public let offset: Double
    public let gain: Double
    private let errors: SensorErrors
    private let scale: Double
    private var drift = 0.0
    private var stream: RandomStream

    /// - Parameters:
    ///   - errors: In units of `scale`, but for the gain.
    ///   - scale: What an error of 1 is in the unit of the sensor.
    ///   - name: Of the stream.
    ///   - index: Of the cell in the sweep.
    public init(_ errors: SensorErrors, scale: Double, seed: UInt64, name: String, index: Int) {
        self.errors = errors
        self.scale = scale
        stream = RandomStream(seed: seed, name: "sweep sensor " + name, index: index)
        offset = stream.uniform(-1, 1) * errors.offset * scale
        gain = stream.uniform(-1, 1) * errors.gain
    }

    /// What the sensor shows.
    ///
    /// - Parameters:
    ///   - truth: In the unit of the sensor.
    ///   - interval: Since the last reading, s: what the zero had to wander in.
    public mutating func read(_ truth: Double, interval: Double) -> Double {
        if errors.walk > 0 {
            drift += errors.walk * scale * interval.squareRoot() * stream.normal()
        }
        let shown =
            truth * (1 + gain) + offset + drift + errors.noise * scale * stream.normal()
        let step = errors.resolution * scale
        return step > 0 ? (shown / step).rounded() * step : shown
    }
}
