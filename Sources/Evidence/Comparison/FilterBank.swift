import CellModel
import Estimation
import Identification

/// One cell followed by eight of the project's filters, each of which holds another charge for
/// true: a Gaussian sum (Alspach and Sorenson 1972, IEEE Trans. Autom. Control 17 439).
///
/// Two things were learned from measured logs and make it the best bank we know how to build. At
/// start a cell settles from a past no filter knows, and whichever settles like it would win by
/// that alone: for five minutes readings count as one per ten seconds, but for the first. And
/// weights fade within hours, so that a hypothesis that once failed may come back.
struct FilterBank {
    private var filters: CellFilter<SIMD8<Double>>
    /// ln of the weights, the best 0.
    private(set) var logWeights: SIMD8<Double>

    /// Filters spread over all charges, weighed by a first guess.
    init(parameters: CellParameters, settings: EstimatorSettings, stateOfCharge: Double) {
        var starts = SIMD8<Double>()
        var logs = SIMD8<Double>()
        for lane in 0..<8 {
            starts[lane] = (Double(lane) + 0.5) / 8
            let distance =
                (starts[lane] - stateOfCharge) / settings.initialStateOfChargeDeviation
            logs[lane] = -0.5 * distance * distance
        }
        var local = settings
        local.initialStateOfChargeDeviation = 0.6 / 8
        filters = CellFilter(parameters: parameters, settings: local, stateOfCharge: starts)
        logWeights = logs
    }

    /// One whole step of all filters: predict, measure, weigh.
    mutating func step(
        inputs: CellInputs<Double>, parameters: CellParameters, settings: EstimatorSettings,
        interval: Double
    ) {
        guard interval > 0, interval < 1e6 else { return }
        var local = settings
        // A hypothesis that fails must not wander to where the others are, unless all fail.
        let limit = settings.consistencyLimit * settings.consistencyLimit
        if consistency < limit { local.consistencyLimit = 1e6 }
        filters.logLikelihood = SIMD8(repeating: 0)
        filters.step(
            inputs: Self.lanes(inputs), parameters: parameters, settings: local, load: .none,
            interval: interval)
        let readings = filters.voltageCount.max()
        let settles = readings > 1 && readings * interval < 300
        let counted = settles ? min(1, interval / 10) : 1
        let kept = 1 - min(1, interval / 14_400)
        var sums = SIMD8<Double>()
        for lane in 0..<8 {
            sums[lane] = logWeights[lane] * kept + filters.logLikelihood[lane] * counted
        }
        let best = sums.max()
        for lane in 0..<8 { logWeights[lane] = max(sums[lane] - best, -30) }
    }

    /// Mean and variance of the sum.
    var reading: FilterReading {
        let weights = weights
        var mean = 0.0
        for lane in 0..<8 { mean += weights[lane] * filters.state[0][lane] }
        var variance = 0.0
        for lane in 0..<8 {
            let distance = filters.state[0][lane] - mean
            variance += weights[lane] * (filters.covariance[0, 0][lane] + distance * distance)
        }
        return FilterReading(
            stateOfCharge: mean, deviation: max(variance, 0).squareRoot(),
            voltageConsistency: consistency,
            resets: filters.resetCount.sum())
    }

    /// The weights, with the sum 1.
    private var weights: SIMD8<Double> {
        var result = SIMD8<Double>()
        for lane in 0..<8 { result[lane] = Double.exp(logWeights[lane]) }
        return result / SIMD8(repeating: result.sum())
    }

    /// Running mean square of the innovations, weighed.
    private var consistency: Double { (weights * filters.voltageConsistency).sum() }

    /// The same measurements for all hypotheses; there is no press.
    private static func lanes(_ inputs: CellInputs<Double>) -> CellInputs<SIMD8<Double>> {
        var lanes = CellInputs<SIMD8<Double>>()
        lanes.current = SIMD8(repeating: inputs.current)
        lanes.chargeCurrent = SIMD8(repeating: inputs.chargeCurrent)
        lanes.currentIsKnown = SIMDMask(repeating: inputs.currentIsKnown)
        lanes.voltage = SIMD8(repeating: inputs.voltage)
        lanes.voltageIsKnown = SIMDMask(repeating: inputs.voltageIsKnown)
        lanes.temperature = SIMD8(repeating: inputs.temperature)
        lanes.temperatureIsKnown = SIMDMask(repeating: inputs.temperatureIsKnown)
        return lanes
    }
}
