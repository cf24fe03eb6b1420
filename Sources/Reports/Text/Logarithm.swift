/// Powers of ten and their inverse, from arithmetic alone.
enum Logarithm {
    /// The decimal logarithm of a positive finite number, to some parts in 10¹⁶; whole at powers of
    /// ten.
    ///
    /// ln m = 2 artanh((m − 1)/(m + 1)) for the significand m scaled to √½…√2; twelve terms
    /// of the series leave an error below 10⁻¹⁸.
    static func base10(_ value: Double) -> Double {
        precondition(value > 0 && value.isFinite, "Only a positive number has a logarithm.")
        var significand = value.significand
        var exponent = Double(value.exponent)
        if significand > 1.414_213_562_373_095_1 {
            significand /= 2
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        for term in stride(from: 23, through: 1, by: -2) { sum = sum * square + 1 / Double(term) }
        let natural = exponent * 0.693_147_180_559_945_3 + 2 * ratio * sum
        let decimal = natural * 0.434_294_481_903_251_8
        let whole = decimal.rounded()
        return (decimal - whole).magnitude < 1e-12 * max(1, whole.magnitude) ? whole : decimal
    }

    /// The whole power of ten at or below a positive number.
    static func decade(_ value: Double) -> Int { Int(base10(value).rounded(.down)) }

    /// Ten to a whole power, correctly rounded.
    static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}
