import Configuration
import Quantities

/// How a load cell differs from the force on it: tare, gain, curvature, warmth, drift and noise.
///
/// All as shares of the full scale, in the manner of data sheets; the converter behind it adds its
/// quantisation. Each figure is drawn once from the seed, but noise and drift go on for the run.
struct LoadCellError: Sendable {
    /// What is usual for a compression load cell with a two-point calibration of its chain. Half
    /// widths of uniform distributions, but for the last two.
    private enum Size {
        /// Zero left after taring, of full scale (CHIPS §13).
        static let tare = 5e-4
        /// Left after two points (CHIPS §13).
        static let gain = 1e-3
        /// Zero over temperature, of full scale per kelvin (CHIPS §13).
        static let zeroPerKelvin = 3e-4
        /// Bow half way between the two points of the calibration, of full scale; assumed, as large
        /// as the tare.
        static let bow = 5e-4
        /// Random walk of the zero, σ of full scale per root of an hour; assumed.
        static let walk = 5e-5
        /// White noise, σ of full scale: a quarter of the peak to peak of CHIPS §13.
        static let noise = 5e-5
    }

    private let fullScale: Double
    private let calibrated: ClosedRange<Double>
    private let tare: Double
    private let gain: Double
    private let zeroPerKelvin: Double
    private let bow: Double
    private var drift = 0.0
    private var noise: RandomStream
    private var walk: RandomStream

    /// Draws the errors of one load cell.
    ///
    /// - Parameter index: Of its stack.
    init(_ loadCell: LoadCellDescription, seed: UInt64, index: Int) {
        fullScale = loadCell.capacity / loadCell.plateArea
        calibrated =
            loadCell.calibratedRange.lowerBound
            .pascals...loadCell.calibratedRange.upperBound.pascals
        noise = RandomStream(seed: seed, name: "pressure", index: index)
        tare = noise.uniform(-Size.tare, Size.tare) * fullScale
        gain = noise.uniform(-Size.gain, Size.gain)
        walk = RandomStream(seed: seed, name: "load cell", index: index)
        zeroPerKelvin = walk.uniform(-Size.zeroPerKelvin, Size.zeroPerKelvin) * fullScale
        bow = walk.uniform(-Size.bow, Size.bow) * fullScale
    }

    /// What the load cell shows, Pa.
    ///
    /// - Parameters:
    ///   - pressure: As it is, Pa.
    ///   - warming: Of the load cell since it was tared, K.
    ///   - interval: Since the last call, s: what the zero had to drift in.
    mutating func apply(to pressure: Double, warming: Double, interval: Double) -> Double {
        drift += Size.walk * fullScale * (interval / 3600).squareRoot() * walk.normal()
        return steady(pressure, warming: warming) + drift
            + Size.noise * fullScale * noise.normal()
    }

    /// Without drift and noise, Pa.
    func steady(_ pressure: Double, warming: Double) -> Double {
        // The bow is gone at both points of the calibration and largest between them.
        let span = calibrated.upperBound - calibrated.lowerBound
        let below = (pressure - calibrated.lowerBound) / span
        return pressure * (1 + gain) + tare + zeroPerKelvin * warming
            + 4 * bow * below * (1 - below)
    }
}
