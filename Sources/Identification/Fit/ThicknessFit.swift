public import CellModel

/// The thickness of a cell over its charge, as measured.
public struct ThicknessCurve: Sendable, Equatable {
    /// Thickness above its value when empty, m, at 21 equally spaced states of charge.
    public var thickness: [Double]
    /// σ of each of them, m: what the logs differ by among one another and along themselves.
    public var deviation: [Double]
    /// Root mean square of what the curve leaves of the readings, m.
    public var residual: Double
    /// Growth with temperature that was taken off first, m/K.
    public var thermalExpansion: Double

    /// Largest thickness less the smallest, m.
    public var range: Double { (thickness.max() ?? 0) - (thickness.min() ?? 0) }

    /// The curve as the filter uses it, for a cell of one layer; nil where full and empty cells
    /// are as good as equally thick, which no course from 0 to 1 describes.
    ///
    /// - Parameter arealCapacity: q, C/m².
    public func swelling(arealCapacity: Double) -> Swelling? {
        Swelling(
            thickness: thickness, arealCapacity: arealCapacity,
            thermalExpansion: thermalExpansion, deviation: courseDeviation)
    }

    /// σ of the course over its range: what the fit leaves, and never less than
    /// ``ThicknessFit/deviationMinimum``.
    public var courseDeviation: Double { max(ThicknessFit.deviationMinimum, residual / range) }
}

/// Finds the thickness of a cell over its charge from logs of a gauge.
///
/// Every reading is explained by a curve of straight pieces that all logs share and an offset of
/// its own for every log, because gauges have no zero:
///
///     h − α (T − T₀) = f(z) + cₖ
///
/// That is linear least squares, with a small penalty on the second differences of f (Whittaker
/// 1923, Proc. Edinburgh Math. Soc. 41 63) for charges no log has reached.
public struct ThicknessFit: Sendable {
    /// The least σ of the course, over its range. Default 0.05: two load profiles of one cell
    /// leave 1.5 to 5 % of the range between them (POLISOC), and a fit to one does not show it.
    public static let deviationMinimum = 0.05

    /// Growth with temperature at constant charge, m/K. It cannot be told from growth with charge
    /// in a log that warms as it discharges, so it is given. Default 0.
    public var thermalExpansion: Double
    /// Weight of the smoothness.
    public var smoothness: Double

    public init(thermalExpansion: Double = 0, smoothness: Double = 2.5e-3) {
        self.thermalExpansion = thermalExpansion
        self.smoothness = smoothness
    }

    /// The curve through all logs that hold thickness and a reference state of charge; nil when
    /// none does.
    public func identify(_ logs: [MeasuredLog]) -> ThicknessCurve? {
        let used = logs.filter { !$0.thickness.isEmpty && !$0.referenceStateOfCharge.isEmpty }
        guard !used.isEmpty else { return nil }
        let count = 21 + used.count
        var gram = GramMatrix(columnCount: count)
        for (index, log) in used.enumerated() {
            for row in 0..<log.count {
                let (left, share) = Self.position(log.referenceStateOfCharge[row])
                gram.add(
                    [left: 1 - share, left + 1: share, 21 + index: 1],
                    target: reading(log, row) * Self.scale, weight: 1 / Double(log.count))
            }
        }
        for index in 0..<19 {
            gram.penalise([index: 1, index + 1: -2, index + 2: 1], strength: smoothness)
        }
        // The thickness of the empty cell is the zero.
        gram.penalise([0: 1], strength: 1)
        guard let factor = Cholesky(gram.products, size: count) else { return nil }
        let solution = factor.solve(gram.targets).map { $0 / Self.scale }
        let curve = solution[0..<21].map { $0 - solution[0] }
        return judged(curve, offsets: solution[21...].map { $0 + solution[0] }, logs: used)
    }

    /// Sums in micrometres, near 1, keep their digits.
    private static let scale = 1e6

    /// The curve with what it leaves of the readings.
    private func judged(
        _ curve: [Double], offsets: [Double], logs: [MeasuredLog]
    ) -> ThicknessCurve {
        var squares = [Double](repeating: 0, count: 21)
        var weights = [Double](repeating: 0, count: 21)
        for (log, offset) in zip(logs, offsets) {
            for row in 0..<log.count {
                let (left, share) = Self.position(log.referenceStateOfCharge[row])
                let expected =
                    curve[left] * (1 - share) + curve[left + 1] * share + offset
                let error = reading(log, row) - expected
                let nearest = share < 0.5 ? left : left + 1
                squares[nearest] += error * error / Double(log.count)
                weights[nearest] += 1 / Double(log.count)
            }
        }
        let whole = squares.reduce(0, +) / weights.reduce(0, +)
        return ThicknessCurve(
            thickness: curve,
            deviation: zip(squares, weights).map { (($1 > 0 ? $0 / $1 : whole)).squareRoot() },
            residual: whole.squareRoot(), thermalExpansion: thermalExpansion)
    }

    private func reading(_ log: MeasuredLog, _ row: Int) -> Double {
        log.thickness[row]
            - thermalExpansion * (log.temperature[row] - PhysicalConstants.referenceTemperature)
    }

    private static func position(_ stateOfCharge: Double) -> (Int, Double) {
        let scaled = min(1, max(0, stateOfCharge)) * 20
        let left = min(19, Int(scaled))
        return (left, scaled - Double(left))
    }
}
