import CellModel

/// Finds where something starts to happen.
enum Bisection {
    /// The smallest argument at which `happens` is true, to one part in 10⁴; not-a-number unless it
    /// is false at `lower` and true at `upper`.
    ///
    /// - Precondition: `happens` is false up to some argument and true from there on.
    static func logarithmic(
        between lower: Double, and upper: Double, _ happens: (Double) -> Bool
    ) -> Double {
        if happens(lower) || !happens(upper) { return .nan }
        var (low, high) = (lower, upper)
        while high / low > 1.0001 {
            let middle = (low * high).squareRoot()
            if happens(middle) { high = middle } else { low = middle }
        }
        return (low * high).squareRoot()
    }
}
