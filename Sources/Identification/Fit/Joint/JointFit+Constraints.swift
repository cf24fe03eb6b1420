/// What the solution must obey whatever the data say.
extension JointFit {
    func constraints(_ layout: JointLayout) -> [ConstrainedMinimum.Constraint] {
        resistancesAreNotNegative(layout) + voltageRises(layout) + voltageStaysInside(layout)
    }

    private func resistancesAreNotNegative(
        _ layout: JointLayout
    ) -> [ConstrainedMinimum.Constraint] {
        (layout.seriesStart..<layout.columnCount).map { column in
            ConstrainedMinimum.Constraint(
                direction: [column: 1], bound: 0, tolerance: 1e-6 / unitCurrent)
        }
    }

    private func voltageRises(_ layout: JointLayout) -> [ConstrainedMinimum.Constraint] {
        let intervals = layout.curveCount - 1
        let rise = settings.minimumSlope / Double(intervals)
        var result: [ConstrainedMinimum.Constraint] = []
        for knot in 0..<intervals {
            for row in 0..<layout.rowCount {
                var direction = ([knot: -1, knot + 1: 1] as SparseVector)
                if layout.hasShift {
                    let (low, high) = (shift(knot, row, layout), shift(knot + 1, row, layout))
                    for (column, value) in zip(low.columns, low.values) {
                        direction.append(column, -value)
                    }
                    for (column, value) in zip(high.columns, high.values) {
                        direction.append(column, value)
                    }
                }
                result.append(
                    ConstrainedMinimum.Constraint(
                        direction: direction, bound: rise, tolerance: 1e-6))
            }
        }
        return result
    }

    /// Within the voltages the tests were run between.
    private func voltageStaysInside(_ layout: JointLayout) -> [ConstrainedMinimum.Constraint] {
        var result: [ConstrainedMinimum.Constraint] = []
        for row in 0..<layout.rowCount {
            for (knot, sign, bound) in [
                (0, 1.0, voltageRange.lowerBound),
                (layout.curveCount - 1, -1.0, -voltageRange.upperBound),
            ] {
                var direction = ([knot: sign] as SparseVector)
                if layout.hasShift {
                    let part = shift(knot, row, layout)
                    for (column, value) in zip(part.columns, part.values) {
                        direction.append(column, sign * value)
                    }
                }
                result.append(
                    ConstrainedMinimum.Constraint(
                        direction: direction, bound: bound, tolerance: 1e-6))
            }
        }
        return result
    }

    /// d at a knot of the curve and a row of temperature.
    func shift(_ knot: Int, _ row: Int, _ layout: JointLayout) -> SparseVector {
        let z = Double(knot) / Double(layout.curveCount - 1)
        let place = JointLayout.place(stateOfCharge: z, knots: layout.shiftCount)
        let column = layout.shiftStart + place.index * layout.rowCount + row
        return [column: 1 - place.share, column + layout.rowCount: place.share]
    }
}

extension SparseVector: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (Int, Double)...) {
        self.init()
        for (column, value) in elements { append(column, value) }
    }
}
