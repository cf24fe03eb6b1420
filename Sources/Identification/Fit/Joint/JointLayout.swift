/// Where the columns of the joint model stand: the open-circuit curve, its shift per temperature,
/// the series resistance, and one resistance per time constant; over z first, then over
/// temperature.
struct JointLayout: Sendable {
    let curveCount: Int
    let shiftCount: Int
    let resistanceCount: Int
    /// K, ascending.
    let temperatures: [Double]
    /// s.
    let timeConstants: [Double]

    var rowCount: Int { temperatures.count }
    /// With one temperature the curve itself says it all.
    var hasShift: Bool { rowCount > 1 }
    var shiftStart: Int { curveCount }
    var seriesStart: Int { curveCount + (hasShift ? shiftCount * rowCount : 0) }
    var resistanceSize: Int { resistanceCount * rowCount }
    var columnCount: Int { seriesStart + resistanceSize * (1 + timeConstants.count) }

    func responseStart(_ index: Int) -> Int { seriesStart + resistanceSize * (1 + index) }

    /// The columns of a model with two of the time constants.
    func columns(fast: Int, slow: Int) -> [Int] {
        Array(0..<responseStart(0))
            + Array(responseStart(fast)..<(responseStart(fast) + resistanceSize))
            + Array(responseStart(slow)..<(responseStart(slow) + resistanceSize))
    }

    func selecting(fast: Int, slow: Int) -> JointLayout {
        JointLayout(
            curveCount: curveCount, shiftCount: shiftCount, resistanceCount: resistanceCount,
            temperatures: temperatures,
            timeConstants: [timeConstants[fast], timeConstants[slow]])
    }

    /// Between which rows a temperature lies, and how far: held beyond the edges, as `StateMap`.
    func place(temperature: Double) -> Place {
        guard rowCount > 1, temperature > temperatures[0] else { return Place(index: 0, share: 0) }
        guard temperature < temperatures[rowCount - 1] else {
            return Place(index: rowCount - 2, share: 1)
        }
        var index = 0
        while temperatures[index + 1] <= temperature { index += 1 }
        let span = temperatures[index + 1] - temperatures[index]
        return Place(index: index, share: (temperature - temperatures[index]) / span)
    }

    /// Between which of equally spaced knots a state of charge lies.
    static func place(stateOfCharge: Double, knots: Int) -> Place {
        let scaled = min(1, max(0, stateOfCharge)) * Double(knots - 1)
        let index = min(Int(scaled), knots - 2)
        return Place(index: index, share: scaled - Double(index))
    }

    /// A lower neighbour, and the share of the upper one.
    struct Place: Sendable {
        var index: Int
        var share: Double
    }
}
