/// What a solution leaves of the tests.
extension JointFit {
    /// Drawn samples per test.
    private static var sampleLimit: Int { 1200 }

    static func residual(
        of test: PreparedTest, values: [Double], layout: JointLayout, isFitted: Bool
    ) -> TestResidual {
        var (sum, squares, seconds, largest) = (0.0, 0.0, 0.0, 0.0)
        var rows = 0
        var samples: [TestResidual.Sample] = []
        let stretch = (test.time.last ?? 0) / Double(sampleLimit)
        JointDesign(layout: layout).visit(test) { row, design in
            let residual = test.voltage[row] - design.dot(values)
            let weight = test.weight[row]
            sum += weight * residual
            squares += weight * residual * residual
            seconds += weight
            largest = max(largest, abs(residual))
            rows += 1
            let sample = TestResidual.Sample(
                time: test.time[row], stateOfCharge: test.stateOfCharge[row], residual: residual)
            if let last = samples.last, Int(last.time / stretch) == Int(sample.time / stretch) {
                if abs(residual) > abs(last.residual) { samples[samples.count - 1] = sample }
            } else {
                samples.append(sample)
            }
        }
        let total = max(seconds, .leastNonzeroMagnitude)
        return TestResidual(
            name: test.name, kind: test.kind, temperature: test.meanTemperature,
            isFitted: isFitted, rootMeanSquare: (squares / total).squareRoot(), mean: sum / total,
            maximum: largest, rowCount: rows, notes: test.notes, samples: samples)
    }

    /// How the residuals of all tests scatter, for the uncertainty of what was fitted.
    struct Scatter {
        /// Weighted mean square, V²: per second of a drive cycle.
        var variance: Double
        /// s.
        var correlationTime: Double
        /// Sum of the weights, s.
        var weight: Double
    }

    /// Mean square and integrated autocorrelation of the weighted residuals.
    ///
    /// Residuals of one second differ little from those of the next, so n seconds count for
    /// n / T independent ones with T = Δ (1 + 2 Σ ρ(kΔ)), summed to the first ρ ≤ 0 (Sokal 1997,
    /// in: Functional Integration, NATO ASI B 361, eq. 2.19). Residuals are averaged over
    /// Δ = 10 s first.
    func scatter(values: [Double], layout: JointLayout) -> Scatter {
        let step = 10.0
        let lagCount = 360
        var (squares, weights) = (0.0, 0.0)
        var products = [Double](repeating: 0, count: lagCount)
        var smoothed = 0.0
        for test in tests {
            var bins: [(sum: Double, weight: Double)] = Array(
                repeating: (0, 0), count: Int((test.time.last ?? 0) / step) + 1)
            JointDesign(layout: layout).visit(test) { row, design in
                let residual = test.voltage[row] - design.dot(values)
                let weight = test.weight[row]
                squares += weight * residual * residual
                weights += weight
                let bin = Int(test.time[row] / step)
                bins[bin].sum += weight * residual
                bins[bin].weight += weight
            }
            let means = bins.map { $0.weight > 0 ? $0.sum / $0.weight : 0 }
            for lag in 0..<min(lagCount, bins.count) {
                for bin in 0..<(bins.count - lag) {
                    let pair = (bins[bin].weight * bins[bin + lag].weight).squareRoot()
                    products[lag] += pair * means[bin] * means[bin + lag]
                }
            }
            smoothed += bins.reduce(0) { $0 + $1.weight }
        }
        var sum = 1.0
        for lag in 1..<lagCount {
            guard products[0] > 0, products[lag] > 0 else { break }
            sum += 2 * products[lag] / products[0]
        }
        // Averages over 10 s scatter less than seconds do; what they have lost is white.
        let share = weights > 0 && squares > 0 ? products[0] / squares : 1
        return Scatter(
            variance: weights > 0 ? squares / weights : 0,
            correlationTime: max(1, min(1, share) * step * sum), weight: weights)
    }
}
