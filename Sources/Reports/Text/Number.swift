/// Numbers as text: the same bytes on every machine and in every locale.
///
/// Rounding starts from the shortest decimal that reads back as the same number and takes ties
/// away from zero. A zero has no sign, nor has what rounds to zero.
public enum Number {
    /// A number with so many significant digits: plain from 0.001 to 99,999, above and below as
    /// `1.23e-4`. Trailing zeros stay, for they are significant; zero is `0`.
    public static func text(_ value: Double, digits: Int = 3) -> String {
        precondition(digits > 0, "A number has at least one digit.")
        if let word = word(for: value) { return word }
        let rounded = DecimalDigits(value).rounded(toDigits: digits)
        if rounded.isZero { return "0" }
        let sign = value < 0 ? "-" : ""
        let exponent = rounded.exponent
        if exponent >= -3, exponent <= max(digits - 1, 4) {
            return sign + rounded.plain(decimals: max(0, digits - 1 - exponent))
        }
        return sign + rounded.mantissa(decimals: digits - 1) + "e\(exponent)"
    }

    /// A number with so many places after the point, never in powers of ten.
    public static func fixed(_ value: Double, decimals: Int) -> String {
        precondition(decimals >= 0, "Places after the point are counted from zero.")
        if let word = word(for: value) { return word }
        let rounded = DecimalDigits(value).rounded(toDecimals: decimals)
        let sign = value < 0 && !rounded.isZero ? "-" : ""
        return sign + rounded.plain(decimals: decimals)
    }

    /// A number with a unit and the prefix that leaves one to three places before the point:
    /// 0.000123 A is `123 µA`. The unit must take a prefix: not cm², °C or %.
    public static func text(_ value: Double, unit: String, digits: Int = 3) -> String {
        precondition(digits > 0, "A number has at least one digit.")
        if let word = word(for: value) { return word + " " + unit }
        let rounded = DecimalDigits(value).rounded(toDigits: digits)
        if rounded.isZero { return "0 " + unit }
        let thousands = floorDivision(rounded.exponent, 3)
        guard let prefix = prefixes.first(where: { $0.key == thousands })?.value else {
            return text(value, digits: digits) + " " + unit
        }
        let shifted = rounded.shifted(by: thousands * 3)
        let digitsAfterPoint = max(0, digits - 1 - shifted.exponent)
        let sign = value < 0 ? "-" : ""
        return sign + shifted.plain(decimals: digitsAfterPoint) + " " + prefix + unit
    }

    /// Ten to a whole power, as 10⁻⁴.
    static func powerOfTen(_ exponent: Int) -> String {
        let raised = String(exponent).map { digit in
            digit == "-" ? "⁻" : superscripts[digit.wholeNumberValue ?? 0]
        }
        return "10" + String(raised)
    }

    /// A place in a drawing, to a tenth of a pixel and without a needless zero.
    static func coordinate(_ value: Double) -> String {
        precondition(value.magnitude < 1e12, "A place in a drawing is near the drawing.")
        let tenths = Int((value * 10).rounded())
        let magnitude = tenths.magnitude
        let fraction = magnitude % 10 == 0 ? "" : "." + String(magnitude % 10)
        return (tenths < 0 ? "-" : "") + String(magnitude / 10) + fraction
    }

    static func floorDivision(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }

    private static func word(for value: Double) -> String? {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-∞" : "∞" }
        return nil
    }

    private static let superscripts: [Character] = [
        "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹",
    ]

    /// Prefixes by their power of a thousand.
    private static let prefixes: KeyValuePairs = [
        -5: "f", -4: "p", -3: "n", -2: "µ", -1: "m", 0: "", 1: "k", 2: "M", 3: "G", 4: "T", 5: "P",
    ]
}
