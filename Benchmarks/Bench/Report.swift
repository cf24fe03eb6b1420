/// The rows as text for people and as JSON for programs.
enum Report {
    static func table(_ rows: [Row]) -> String {
        var lines = [["benchmark", "value", "reference", "unit", "ratio", "bar", "verdict"]]
        for row in rows {
            lines.append([
                row.name, number(row.value), row.reference.map(number) ?? "", row.unit,
                row.ratio.map(number) ?? "", row.bar.map(number) ?? "", row.verdict.rawValue,
            ])
        }
        let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        let isLeft = [true, false, false, true, false, false]
        return lines.map { line in
            line.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - line[column].count)
                if column == line.count - 1 { return line[column] }
                return isLeft[column] ? line[column] + padding : padding + line[column]
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    static func json(_ rows: [Row]) -> String {
        let items = rows.map { row in
            "  {\"name\": \"\(row.name)\", \"unit\": \"\(row.unit)\", \"value\": \(row.value), "
                + "\"reference\": \(optional(row.reference)), \"ratio\": \(optional(row.ratio)), "
                + "\"bar\": \(optional(row.bar)), \"verdict\": \"\(row.verdict)\"}"
        }
        return "[\n" + items.joined(separator: ",\n") + "\n]"
    }

    private static func optional(_ value: Double?) -> String { value.map { "\($0)" } ?? "null" }

    /// Three significant digits, without an exponent where that is readable.
    private static func number(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return "\(value)" }
        if value.magnitude < 1e-4 { return shortExponent(value) }
        var scale = 1.0
        var digits = 0
        while value.magnitude * scale < 100, digits < 6 {
            scale *= 10
            digits += 1
        }
        let scaled = Int((value * scale).rounded())
        guard digits > 0 else { return "\(scaled)" }
        let whole = scaled / Int(scale)
        let fraction = "\(scaled % Int(scale))"
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(whole).\(zeros)\(fraction)"
    }

    private static func shortExponent(_ value: Double) -> String {
        var exponent = 0
        var mantissa = value
        while mantissa.magnitude < 1 {
            mantissa *= 10
            exponent -= 1
        }
        return "\(Int(mantissa.rounded()))e\(exponent)"
    }
}
