import CellModel

/// Turns the rows of a test into rows of the joint linear model
///
///     V = U(z) + d(z, T) + I R₀(z, T) + f₁[I R₁(z, T)] + f₂[I R₂(z, T)] (+ s g(z), known)
///
/// with f the low-pass of a time constant. Every table is piecewise linear between its knots, as
/// the filter reads it, so V is linear in the values at the knots.
struct JointDesign {
    let layout: JointLayout
    /// A state below this many amperes is taken for zero, which keeps rows short.
    private static let smallest = 1e-6

    /// Calls `body` with every row of the test and its columns, ascending.
    func visit(_ test: PreparedTest, _ body: (Int, SparseVector) -> Void) {
        let size = layout.resistanceSize
        let responses = layout.timeConstants.count
        var states = [Double](repeating: 0, count: size * responses)
        var row = SparseVector()
        var decays = [Double](repeating: 1, count: responses)
        var decayed = -1.0
        for index in 0..<test.count {
            let temperature = layout.place(temperature: test.temperature[index])
            let z = JointLayout.place(
                stateOfCharge: test.stateOfCharge[index], knots: layout.resistanceCount)
            let interval = test.interval[index]
            if interval != decayed {
                for response in 0..<responses {
                    decays[response] = Double.exp(-interval / layout.timeConstants[response])
                }
                decayed = interval
            }
            if test.restarts[index] {
                for state in states.indices { states[state] = 0 }
            } else {
                for response in 0..<responses {
                    let decay = decays[response]
                    let start = response * size
                    for state in start..<(start + size) where states[state] != 0 {
                        states[state] *= decay
                        if abs(states[state]) < Self.smallest { states[state] = 0 }
                    }
                    let current = test.chargeCurrent[index] * (1 - decay)
                    guard current != 0 else { continue }
                    forEach(z, temperature) { states[start + $0] += current * $1 }
                }
            }
            guard test.weight[index] > 0 || test.wantsAllRows else { continue }
            row.removeAll()
            addEquilibrium(test.stateOfCharge[index], temperature, to: &row)
            if test.current[index] != 0 {
                forEach(z, temperature) {
                    row.append(layout.seriesStart + $0, $1 * test.current[index])
                }
            }
            let start = layout.responseStart(0)
            for state in states.indices where states[state] != 0 {
                row.append(start + state, states[state])
            }
            body(index, row)
        }
    }

    private func addEquilibrium(
        _ stateOfCharge: Double, _ temperature: JointLayout.Place, to row: inout SparseVector
    ) {
        let curve = JointLayout.place(stateOfCharge: stateOfCharge, knots: layout.curveCount)
        row.append(curve.index, 1 - curve.share)
        row.append(curve.index + 1, curve.share)
        guard layout.hasShift else { return }
        let shift = JointLayout.place(stateOfCharge: stateOfCharge, knots: layout.shiftCount)
        forEach(shift, temperature) { row.append(layout.shiftStart + $0, $1) }
    }

    /// The up to four knots around a point, ascending, with their shares.
    @inline(__always)
    private func forEach(
        _ z: JointLayout.Place, _ temperature: JointLayout.Place, _ body: (Int, Double) -> Void
    ) {
        let base = z.index * layout.rowCount + temperature.index
        let isSingle = layout.rowCount == 1
        body(base, (1 - z.share) * (1 - temperature.share))
        if !isSingle { body(base + 1, (1 - z.share) * temperature.share) }
        body(base + layout.rowCount, z.share * (1 - temperature.share))
        if !isSingle { body(base + layout.rowCount + 1, z.share * temperature.share) }
    }
}
