/// The rate of change of a measured quantity, low-pass filtered: (x − x̄)/τ with x̄ following x in
/// a first-order lag of time constant τ. A ramp is reported with a delay of about τ; noise σ
/// appears as σ/τ.
struct RateFilter: Sendable {
    private let timeConstant: Double
    private var mean: Double?

    /// - Parameter timeConstant: τ, s, > 0.
    init(timeConstant: Double) {
        precondition(timeConstant > 0, "A rate needs a positive time constant.")
        self.timeConstant = timeConstant
    }

    /// Takes a value after `interval` seconds; `nil` keeps the past but gives no rate.
    mutating func update(_ value: Double?, interval: Double) -> Double? {
        guard let value else { return nil }
        guard let before = mean else {
            mean = value
            return 0
        }
        let rate = (value - before) / timeConstant
        let part = interval < timeConstant ? interval / timeConstant : 1
        mean = before + part * (value - before)
        return rate
    }

    /// Starts anew with the next value.
    mutating func reset() { mean = nil }
}
