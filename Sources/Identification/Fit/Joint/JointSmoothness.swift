/// What the joint fit holds against roughness and against differences between temperatures.
///
/// P-splines (Eilers & Marx 1996, Stat. Sci. 11 89) with linear hats as basis: the squared second
/// differences of neighbouring knots, scaled so that a strength means the same for any number of
/// knots, and the squared differences of neighbouring temperatures. Strengths are in V² s per V²,
/// for resistances per square of the voltage that a current of 1C makes at one of them; so they
/// serve a cell of any size. Chosen once, on drive cycles of one cell that the fit had not seen: a
/// hundred times more or less changes their residual by a tenth.
struct JointSmoothness: Sendable {
    var curveCurvature = 1e-3
    var shiftSize = 1e-2
    var shiftCurvature = 1e-2
    var shiftDifference = 1e-1
    var resistanceCurvature = 0.013
    var resistanceDifference = 0.13

    /// Adds the penalties.
    ///
    /// - Parameter unitCurrent: 1C, A.
    func penalise(_ gram: inout GramMatrix, layout: JointLayout, unitCurrent: Double) {
        curvature(
            &gram, start: 0, knots: layout.curveCount, rows: 1, strength: curveCurvature)
        if layout.hasShift {
            block(
                &gram, start: layout.shiftStart, knots: layout.shiftCount, rows: layout.rowCount,
                curvature: shiftCurvature, difference: shiftDifference)
            for column in layout.shiftStart..<layout.seriesStart {
                gram.penalise([column: 1], strength: shiftSize / Double(layout.shiftCount))
            }
        }
        let square = unitCurrent * unitCurrent
        for part in 0...layout.timeConstants.count {
            block(
                &gram, start: layout.seriesStart + part * layout.resistanceSize,
                knots: layout.resistanceCount, rows: layout.rowCount,
                curvature: resistanceCurvature * square, difference: resistanceDifference * square)
        }
        for column in 0..<layout.columnCount { gram.penalise([column: 1], strength: 1e-9) }
    }

    private func block(
        _ gram: inout GramMatrix, start: Int, knots: Int, rows: Int, curvature strength: Double,
        difference: Double
    ) {
        curvature(&gram, start: start, knots: knots, rows: rows, strength: strength)
        for knot in 0..<knots {
            for row in 0..<(rows - 1) {
                let column = start + knot * rows + row
                gram.penalise([column: -1, column + 1: 1], strength: difference / Double(knots))
            }
        }
    }

    private func curvature(
        _ gram: inout GramMatrix, start: Int, knots: Int, rows: Int, strength: Double
    ) {
        let intervals = Double(knots - 1)
        let scaled = strength / Double(knots) * intervals * intervals * intervals * intervals
        for knot in 1..<(knots - 1) {
            for row in 0..<rows {
                let column = start + knot * rows + row
                gram.penalise(
                    [column - rows: 1, column: -2, column + rows: 1], strength: scaled)
            }
        }
    }
}

