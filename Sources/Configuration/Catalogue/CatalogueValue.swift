/// A value as it is printed, and the numbers in it.
public struct CatalogueValue: Sendable, Equatable {
    /// How the first number of a value is meant.
    public enum Relation: String, Sendable {
        case exactly
        case about
        case above
        case atLeast = "at-least"
        case below
    }

    /// The numbers of a value.
    public enum Numbers: Sendable, Equatable {
        /// No number: "n/a", "high/high".
        case words
        case number(Double)
        case range(low: Double, high: Double)
        /// Before and after a treatment, or the first and a later cycle.
        case change(before: Double, after: Double)
        /// Several values side by side, each with its own meaning.
        case list([Double])
    }

    /// The value in plain letters: `12`, `~1`, `>=1e-3`, `1e-4..1e-3`, `1190 -> 6`, `9; 1.1`.
    public let text: String
    public let relation: Relation
    public let numbers: Numbers
    /// As written; nil for words, "1" for a plain number.
    public let unit: String?

    /// Nil when the text begins like a number and is none.
    init?(text: String, unit: String?) {
        self.text = text
        self.unit = unit
        var plain = text
        if let remark = plain.firstIndex(of: "(") { plain = String(plain[..<remark]) }
        relation = Self.relation(of: plain)
        if let (before, after) = Self.pair(plain, "->") {
            guard let before = Self.number(before), let after = Self.number(after) else {
                return nil
            }
            numbers = .change(before: before, after: after)
        } else if let (first, last) = Self.pair(plain, "..") {
            guard let first = Self.number(first), let last = Self.number(last) else { return nil }
            numbers = .range(low: min(first, last), high: max(first, last))
        } else {
            let parts = plain.split { $0 == ";" || $0 == "/" }.map(String.init)
            let values = parts.compactMap(Self.number)
            if values.count == parts.count, let first = values.first {
                numbers = values.count == 1 ? .number(first) : .list(values)
            } else if values.isEmpty, !plain.contains(where: { "0123456789".contains($0) }) {
                numbers = .words
            } else {
                return nil
            }
        }
    }

    /// For people: `1e-4 to 1e-3 S/cm`, `9 ohm cm2; 1.1 mA/cm2`, `no number`.
    public var words: String {
        if text == "n/a" { return "no number" }
        let shown = text.replacing("..", with: " to ")
        guard let unit, unit != "1" else { return shown }
        let units = unit.split(separator: ";")
        let parts = shown.split(separator: ";")
        guard units.count > 1, units.count == parts.count else {
            return unit == "%" ? "\(shown) %" : "\(shown) \(unit)"
        }
        return zip(parts, units).map { "\($0.trimmed) \($1.trimmed)" }.joined(separator: "; ")
    }

    private static func pair(_ text: String, _ separator: String) -> (String, String)? {
        guard let range = text.firstRange(of: separator) else { return nil }
        return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    }

    private static func relation(of text: String) -> Relation {
        if text.hasPrefix(">=") { return .atLeast }
        if text.hasPrefix(">") { return .above }
        if text.hasPrefix("<") { return .below }
        if text.hasPrefix("~") { return .about }
        let first = text.prefix { $0 != "/" && $0 != ";" }.trimmed
        return first.hasSuffix("+") ? .atLeast : .exactly
    }

    /// A number without what stands around it: `>=1e-3`, `400+`.
    private static func number(_ text: String) -> Double? {
        var digits = text[...].trimmed.drop { "~<>=".contains($0) }
        if digits.hasSuffix("+") { digits = digits.dropLast() }
        return Double(String(digits)).flatMap { $0.isFinite ? $0 : nil }
    }
}
