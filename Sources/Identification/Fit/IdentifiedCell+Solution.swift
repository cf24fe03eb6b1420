import CellModel

/// From the columns of the joint fit to tables.
extension IdentifiedCell {
    init(
        solution: JointFit.Solution, joint: JointFit, checks: [PreparedTest],
        capacity: CapacityEstimate, voltageRange: ClosedRange<Double>
    ) {
        let layout = solution.layout
        let values = solution.values
        let scatter = joint.scatter(values: values, layout: layout)
        let reader = SolutionReader(
            layout: layout, values: values, factor: solution.factor,
            variance: scatter.variance * scatter.correlationTime)
        self.capacity = capacity
        let curve = reader.curve(joint: joint)
        openCircuit = UniformTable(curve.values)
        openCircuitDeviation = curve.deviations
        temperatureShift = reader.shift()
        series = reader.resistance(start: layout.seriesStart)
        fast = reader.resistance(start: layout.responseStart(0))
        slow = reader.resistance(start: layout.responseStart(1))
        fastTimeConstant = layout.timeConstants[0]
        slowTimeConstant = layout.timeConstants[1]
        search = solution.candidates.map { candidate in
            TimeConstants(
                fast: candidate.fast, slow: candidate.slow,
                residual: (max(0, candidate.objective) / max(scatter.weight, 1)).squareRoot())
        }
        tests = joint.tests.map {
            JointFit.residual(of: $0, values: values, layout: layout, isFitted: true)
        }
        tests += checks.map {
            JointFit.residual(of: $0, values: values, layout: layout, isFitted: false)
        }
        correlationTime = scatter.correlationTime
        self.voltageRange = voltageRange
    }
}

/// Reads values and their deviations out of a solution: the posterior of the penalised fit,
/// σ² (G + P)⁻¹ (Wahba 1983, J. R. Stat. Soc. B 45 133), with σ² widened by the time over which
/// residuals stay alike.
private struct SolutionReader {
    let layout: JointLayout
    let values: [Double]
    let factor: Cholesky
    let variance: Double

    /// The row nearest to 25 °C, whose shift goes into the curve.
    private var home: Int {
        layout.temperatures.indices.min { first, second in
            abs(layout.temperatures[first] - PhysicalConstants.referenceTemperature)
                < abs(layout.temperatures[second] - PhysicalConstants.referenceTemperature)
        } ?? 0
    }

    private func deviation(_ direction: SparseVector) -> Double {
        (variance * factor.quadratic(direction)).squareRoot()
    }

    func curve(joint: JointFit) -> (values: [Double], deviations: [Double]) {
        var curve: (values: [Double], deviations: [Double]) = ([], [])
        for knot in 0..<layout.curveCount {
            var direction: SparseVector = [knot: 1]
            if layout.hasShift {
                let part = joint.shift(knot, home, layout)
                for (column, value) in zip(part.columns, part.values) {
                    direction.append(column, value)
                }
            }
            curve.values.append(direction.dot(values))
            curve.deviations.append(deviation(direction))
        }
        return curve
    }

    func shift() -> IdentifiedCell.Table? {
        guard layout.hasShift else { return nil }
        return table(knots: layout.shiftCount) { knot, row in
            let start = layout.shiftStart + knot * layout.rowCount
            return row == home ? [:] : [start + row: 1, start + home: -1]
        }
    }

    func resistance(start: Int) -> IdentifiedCell.Table {
        table(knots: layout.resistanceCount) { knot, row in
            [start + knot * layout.rowCount + row: 1]
        }
    }

    private func table(
        knots: Int, _ direction: (Int, Int) -> SparseVector
    ) -> IdentifiedCell.Table {
        var rows: [UniformTable] = []
        var deviations: [[Double]] = []
        for row in 0..<layout.rowCount {
            let directions = (0..<knots).map { direction($0, row) }
            // A constraint holds to within its tolerance only.
            rows.append(
                UniformTable(directions.map { direction in
                    let value = direction.dot(values)
                    return direction.count == 1 ? max(0, value) : value
                }))
            deviations.append(directions.map(deviation))
        }
        return IdentifiedCell.Table(
            map: StateMap(temperatures: layout.temperatures, rows: rows), deviations: deviations)
    }
}
