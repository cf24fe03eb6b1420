/// Whether an estimator is ever worse than counting charge with the same sensor over an hour.
///
/// For every row that has a row an hour or more before it, a count is started there from the
/// estimator's own value. What the magnitude of the estimator's error then exceeds that of the
/// count by is the cost of having listened to the voltage.
public struct HourlyComparison: Sendable, Equatable {
    /// Windows compared.
    public private(set) var count = 0
    /// The largest excess over all windows, negative where counting was always worse; nil without
    /// a window.
    public private(set) var worst: Double?
    /// s.
    private let window: Double
    private var times: [Double] = []
    private var errors: [Double] = []
    private var drifts: [Double] = []
    private var begin = 0

    /// - Parameter window: s.
    public init(window: Double = 3600) { self.window = window }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - time: s, never falling.
    ///   - error: Estimate less reference.
    ///   - drift: Count of charge less reference, from whatever start.
    public mutating func add(time: Double, error: Double, drift: Double) {
        times.append(time)
        errors.append(error)
        drifts.append(drift)
        guard times[begin] <= time - window else { return }
        while begin + 1 < times.count, times[begin + 1] <= time - window { begin += 1 }
        let counted = errors[begin] + drift - drifts[begin]
        let excess = error.magnitude - counted.magnitude
        count += 1
        worst = max(worst ?? excess, excess)
    }

    /// The result without the rows it came from.
    var summary: HourlyComparison {
        var result = self
        result.times = []
        result.errors = []
        result.drifts = []
        result.begin = 0
        return result
    }
}
