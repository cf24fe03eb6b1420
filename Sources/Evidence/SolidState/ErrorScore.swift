/// What is kept of a row of errors.
public struct ErrorScore: Sendable, Equatable, Encodable {
    /// √ of the mean square.
    public var rootMeanSquare: Double
    /// Largest magnitude.
    public var maximum: Double
    /// The last error.
    public var final: Double
    /// Share of errors of no more than three of the deviations that the estimator gave; nil when
    /// it gave none.
    public var insideThreeSigma: Double?
}

/// Gathers errors one by one.
struct ErrorTally: Sendable {
    private var count = 0
    private var squares = 0.0
    private var largest = 0.0
    private var last = 0.0
    private var judged = 0
    private var inside = 0

    /// - Parameters:
    ///   - error: Estimate less truth.
    ///   - deviation: What the estimator says of itself, in the same unit; 0 says nothing.
    mutating func add(_ error: Double, deviation: Double) {
        count += 1
        squares += error * error
        largest = max(largest, error.magnitude)
        last = error
        guard deviation > 0 else { return }
        judged += 1
        if error.magnitude <= 3 * deviation { inside += 1 }
    }

    /// Nil before the first error.
    var score: ErrorScore? {
        guard count > 0 else { return nil }
        return ErrorScore(
            rootMeanSquare: (squares / Double(count)).squareRoot(), maximum: largest, final: last,
            insideThreeSigma: judged > 0 ? Double(inside) / Double(judged) : nil)
    }
}
