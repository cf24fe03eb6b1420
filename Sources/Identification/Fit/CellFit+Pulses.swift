import CellModel

/// The local model around one state of charge: a, [R₀, R₁, R₂] and what is left, V.
struct LocalFit {
    var offset: Double
    var resistances: [Double]
    var residual: Double
}

extension CellFit {
    /// Columns of the local model before the low-passed currents.
    private static let offset = 0
    private static let slope = 1
    private static let current = 2
    private static let firstResponse = 3

    /// The circuit at every state of charge, with the pair of time constants that serves all.
    func identifyRow(
        _ tests: CellTests, slow: UniformTable, capacity: Double
    ) throws(FitError) -> IdentifiedCell.Row {
        let log = tests.pulses
        let charge = log.charge.map { 1 + $0 / capacity }
        let responses = timeConstants.map { response(of: log, timeConstant: $0) }
        let grams = (0..<pointCount).map { index in
            gram(
                log, charge: charge, responses: responses, slow: slow, capacity: capacity,
                center: Double(index) / Double(pointCount - 1))
        }
        let (fast, slowest) = try bestPair(grams, file: log.name)
        let fits = grams.map { constrained($0, fast: fast, slow: slowest) }
        var points: [IdentifiedCell.Point] = []
        for (index, gram) in grams.enumerated() {
            let z = Double(index) / Double(pointCount - 1)
            // A cold cell reaches its lower voltage limit early: what the pulses did not reach
            // takes over from the nearest state of charge that they did.
            guard let fit = nearest(to: index, in: fits) else {
                throw .tooLittleData(file: log.name, stateOfCharge: z)
            }
            points.append(
                IdentifiedCell.Point(
                    stateOfCharge: z,
                    openCircuitVoltage: slow.value(at: z).value + fit.offset,
                    seriesResistance: fit.resistances[0], fastResistance: fit.resistances[1],
                    slowResistance: fit.resistances[2], residual: fit.residual,
                    sampleCount: fits[index] == nil ? 0 : gram.sampleCount))
        }
        return IdentifiedCell.Row(
            temperature: mean(log.temperature), fastTimeConstant: timeConstants[fast],
            slowTimeConstant: timeConstants[slowest], points: points,
            deliveredCharge: try delivered(tests.discharge))
    }

    private func nearest(to index: Int, in fits: [LocalFit?]) -> LocalFit? {
        for distance in fits.indices {
            for candidate in [index + distance, index - distance]
            where fits.indices.contains(candidate) {
                if let fit = fits[candidate] { return fit }
            }
        }
        return nil
    }

    /// The current after a low-pass: the voltage of an RC pair of 1 Ω.
    func response(of log: MeasuredLog, timeConstant: Double) -> [Double] {
        var result = [0.0]
        result.reserveCapacity(log.count)
        for row in 1..<log.count {
            let relaxed = EquivalentCircuit<Double>.relaxed(
                voltage: result[row - 1], resistance: 1, timeConstant: timeConstant,
                current: log.chargeCurrent[row], interval: log.time[row] - log.time[row - 1])
            result.append(relaxed.voltage)
        }
        return result
    }

    /// All samples near one state of charge.
    private func gram(
        _ log: MeasuredLog, charge: [Double], responses: [[Double]], slow: UniformTable,
        capacity: Double, center: Double
    ) -> GramMatrix {
        var gram = GramMatrix(columnCount: Self.firstResponse + timeConstants.count)
        var sample = [Double](repeating: 0, count: gram.columnCount + 1)
        let moderate = 2 * capacity / 3600
        for row in 1..<log.count {
            let distance = charge[row] - center
            let relative = abs(distance) / halfWidth
            guard relative < 1 else { continue }
            let cube = 1 - relative * relative * relative
            let rate = log.current[row] / moderate
            // A rest logged once a minute does not count sixty times as much as one second.
            let duration = min(1, log.time[row] - log.time[row - 1])
            let weight = cube * cube * cube * duration / (1 + rate * rate)
            guard weight > 0 else { continue }
            sample[Self.offset] = 1
            sample[Self.slope] = distance
            sample[Self.current] = log.current[row]
            for index in timeConstants.indices {
                sample[Self.firstResponse + index] = responses[index][row]
            }
            sample[gram.columnCount] = log.voltage[row] - slow.value(at: charge[row]).value
            gram.add(sample, weight: weight)
        }
        return gram
    }

    /// The pair of grid time constants with the smallest sum of relative residuals.
    private func bestPair(
        _ grams: [GramMatrix], file: String
    ) throws(FitError) -> (fast: Int, slow: Int) {
        var best: (fast: Int, slow: Int)?
        var smallest = Double.infinity
        var floors = [Double](repeating: .infinity, count: grams.count)
        var squares: [(fast: Int, slow: Int, values: [Double])] = []
        for fast in timeConstants.indices {
            // Closer neighbours than a factor of four share what one of them could explain.
            for slow in timeConstants.indices where timeConstants[slow] >= 4 * timeConstants[fast] {
                var values: [Double] = []
                for (index, gram) in grams.enumerated() {
                    guard let fit = constrained(gram, fast: fast, slow: slow) else {
                        values.append(.infinity)
                        continue
                    }
                    let square = fit.residual * fit.residual
                    floors[index] = min(floors[index], square)
                    values.append(square)
                }
                squares.append((fast, slow, values))
            }
        }
        for pair in squares {
            var sum = 0.0
            for (value, floor) in zip(pair.values, floors) where floor.isFinite {
                sum += value / max(floor, 1e-12)
            }
            if sum < smallest {
                smallest = sum
                best = (pair.fast, pair.slow)
            }
        }
        let told = floors.count { $0.isFinite }
        guard let best, told * 2 > floors.count else {
            throw .tooLittleData(file: file, stateOfCharge: 0)
        }
        return best
    }

    /// Least squares with no resistance below zero: a column that wants to be is left out.
    private func constrained(
        _ gram: GramMatrix, fast: Int, slow: Int
    ) -> LocalFit? {
        guard gram.sampleCount >= 30 else { return nil }
        let resistanceColumns = [
            Self.current, Self.firstResponse + fast, Self.firstResponse + slow,
        ]
        var kept = [true, true, true]
        while true {
            let columns =
                [Self.offset, Self.slope]
                + resistanceColumns.indices.filter { kept[$0] }.map { resistanceColumns[$0] }
            // The slope correction is held near zero: one-sided neighbourhoods hardly tell it.
            let ridge = [0, 1e-5] + [Double](repeating: 1e-12, count: columns.count - 2)
            guard let fit = gram.solve(columns, ridge: ridge) else { return nil }
            var resistances = [0.0, 0, 0]
            var next = 2
            var worst: (index: Int, value: Double)?
            for index in 0..<3 where kept[index] {
                resistances[index] = fit.values[next]
                next += 1
                if resistances[index] < (worst?.value ?? 0) { worst = (index, resistances[index]) }
            }
            guard let worst else {
                return LocalFit(
                    offset: fit.values[0], resistances: resistances,
                    residual: fit.meanSquare.squareRoot())
            }
            kept[worst.index] = false
        }
    }
}
