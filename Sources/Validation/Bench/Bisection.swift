/// Finds where something starts to happen.
enum Bisection {
    /// The smallest argument at which `happens` is true, to one part in 10⁴; not-a-number when it
    /// is true at `lower` already or nowhere up to `upper`.
    ///
    /// Doubles the argument from `lower` until it happens, then halves the way: what becomes of
    /// arguments far beyond does not matter.
    static func onset(
        from lower: Double, to upper: Double, _ happens: (Double) -> Bool
    ) -> Double {
        if happens(lower) { return .nan }
        var (low, high) = (lower, lower * 2)
        while !happens(high) {
            if high >= upper { return .nan }
            (low, high) = (high, min(high * 2, upper))
        }
        while high / low > 1.0001 {
            let middle = (low * high).squareRoot()
            if happens(middle) { high = middle } else { low = middle }
        }
        return (low * high).squareRoot()
    }
}
