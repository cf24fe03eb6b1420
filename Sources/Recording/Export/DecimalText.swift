/// Numbers as text, the same on every machine.
enum DecimalText {
    /// Whole nanoseconds as decimal seconds, exactly: no binary fraction comes between.
    static func seconds(nanoseconds: Int64) -> String {
        let magnitude = nanoseconds.magnitude
        let whole = magnitude / 1_000_000_000
        var digits = String(magnitude % 1_000_000_000)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        let sign = nanoseconds < 0 ? "-" : ""
        return "\(sign)\(whole)" + (digits.isEmpty ? "" : ".\(digits)")
    }

    /// The shortest text that reads back as the same number; empty for what is no number.
    static func shortest(_ value: Double) -> String {
        value.isFinite ? value.description : ""
    }

    /// The shortest text that reads back as the same Float32; empty for what is no number.
    static func shortest(_ value: Float) -> String {
        value.isFinite ? value.description : ""
    }
}
