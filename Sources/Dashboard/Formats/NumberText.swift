import Quantities

/// Numbers as JSON and the exposition format write them.
enum NumberText {
    /// The shortest text that reads back as the same number, without a fraction when it has none.
    static func shortest(_ value: Double) -> String {
        let isWhole = value == value.rounded() && value.magnitude < 1e15
        return isWhole ? String(Int64(value)) : value.description
    }

    /// Seconds rounded once, so that 118.8 s does not become 118.80000000000001.
    static func seconds(_ instant: Instant) -> Double {
        Double(instant.nanoseconds) / 1e9
    }
}
