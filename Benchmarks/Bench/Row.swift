/// One line of the report.
struct Row {
    enum Verdict: String {
        case held
        case failed = "FAILED"
        /// Nothing is promised; the number explains the others.
        case note
    }

    let name: String
    let unit: String
    let value: Double
    /// The same quantity of the reference, measured in turns with the value.
    let reference: Double?
    /// Speed over the reference's speed; more is better.
    let ratio: Double?
    /// The smallest ratio that holds.
    let bar: Double?

    var verdict: Verdict {
        guard let bar, let ratio else { return .note }
        return ratio >= bar ? .held : .failed
    }

    /// A rate: more is better.
    static func rate(
        _ name: String, _ unit: String, _ value: Double, reference: Double, bar: Double?
    ) -> Row {
        Row(
            name: name, unit: unit, value: value, reference: reference, ratio: value / reference,
            bar: bar)
    }

    /// A time: less is better.
    static func time(
        _ name: String, _ unit: String, _ value: Double, reference: Double? = nil,
        bar: Double? = nil
    ) -> Row {
        Row(
            name: name, unit: unit, value: value, reference: reference,
            ratio: reference.map { $0 / value }, bar: bar)
    }

    /// A difference, of which nothing but none at all holds.
    static func agreement(_ name: String, _ difference: Double) -> Row {
        Row(
            name: name, unit: "", value: difference, reference: nil,
            ratio: difference == 0 ? 1 : 0, bar: 1)
    }

    /// |value / expected − 1|: zero where both are the same, infinite where one is not a number.
    static func difference(_ value: Double, from expected: Double) -> Double {
        guard value != expected else { return 0 }
        let relative = ((value - expected) / expected).magnitude
        return relative.isNaN ? .infinity : relative
    }
}
