/// How a sensor differs from the truth: offset and gain fixed for the run, white noise per sample.
///
/// The chip behind it adds its own quantisation.
struct SensorError: Sendable {
    private let offset: Double
    private let gain: Double
    private let deviation: Double
    private var stream: RandomStream

    /// Draws one sensor's error.
    ///
    /// - Parameters:
    ///   - offset: Half width of a uniform distribution, in the sensor's unit.
    ///   - gain: Half width, relative.
    ///   - deviation: σ of the white noise, in the sensor's unit.
    init(offset: Double, gain: Double, deviation: Double, seed: UInt64, name: String, index: Int) {
        stream = RandomStream(seed: seed, name: name, index: index)
        self.offset = stream.uniform(-offset, offset)
        self.gain = stream.uniform(-gain, gain)
        self.deviation = deviation
    }

    /// What the sensor sees.
    mutating func apply(to truth: Double) -> Double {
        truth * (1 + gain) + offset + deviation * stream.normal()
    }
}
