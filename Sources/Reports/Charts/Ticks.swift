/// Where an axis is divided, and the ends it has for that.
struct Ticks {
    /// The values at the ends of the axis, the lower one first.
    let low: Double
    let high: Double
    /// The divisions that have a label, ascending, all between the ends.
    let major: [Double]
    /// The divisions that have none.
    let minor: [Double]
    /// One per major division.
    let labels: [String]
    /// The power of ten the labels leave to the heading of the axis.
    let exponent: Int

    /// An axis from the data: `low` and `high` are the least and the greatest value.
    /// - Parameter rounds: Whether the axis is lengthened to the next division at both ends.
    static func automatic(
        low: Double, high: Double, scale: Axis.Scale, rounds: Bool
    ) -> Ticks {
        switch scale {
        case .linear: LinearTicks(low: low, high: high).ticks(rounds: rounds)
        case .logarithmic: LogarithmicTicks(low: low, high: high).ticks(rounds: rounds)
        }
    }

    /// A number beside an axis: its minus sign is as wide as its plus sign would be.
    static func label(_ text: String) -> String {
        text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }
}
