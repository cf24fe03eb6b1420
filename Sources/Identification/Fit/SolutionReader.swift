import CellModel

/// Reads values and their deviations out of a solution: the posterior of the penalised fit,
/// σ² (G + P)⁻¹ (Wahba 1983, J. R. Stat. Soc. B 45 133), with σ² widened by the time over which
/// residuals stay alike.
struct SolutionReader {
    let solution: JointFit.Solution
    let variance: Double

    private var layout: JointLayout { solution.layout }
    private var values: [Double] { solution.values }

    /// The row nearest to 25 °C, whose shift goes into the curve.
    private var home: Int {
        layout.temperatures.indices.min { first, second in
            abs(layout.temperatures[first] - PhysicalConstants.referenceTemperature)
                < abs(layout.temperatures[second] - PhysicalConstants.referenceTemperature)
        } ?? 0
    }

    private func deviation(_ direction: SparseVector) -> Double {
        (variance * solution.factor.quadratic(direction)).squareRoot()
    }

    /// R₀ + R₁ + R₂ at a point, Ω, and one standard deviation.
    func totalResistance(
        at stateOfCharge: Double, _ temperature: Double
    ) -> (value: Double, deviation: Double) {
        let z = JointLayout.place(stateOfCharge: stateOfCharge, knots: layout.resistanceCount)
        let row = layout.place(temperature: temperature)
        var direction = SparseVector()
        for start in [layout.seriesStart, layout.responseStart(0), layout.responseStart(1)] {
            for (knot, share) in [(z.index, 1 - z.share), (z.index + 1, z.share)] {
                let base = start + knot * layout.rowCount + row.index
                direction.append(base, share * (1 - row.share))
                if layout.rowCount > 1 { direction.append(base + 1, share * row.share) }
            }
        }
        return (direction.dot(values), variance > 0 ? deviation(direction) : 0)
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
