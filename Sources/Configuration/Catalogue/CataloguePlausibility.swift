/// What is thought of a number that a review prints.
public enum CataloguePlausibility: String, Sendable, CaseIterable {
    /// Agrees with what else is known.
    case plausible
    /// Optimistic, a special case, or at odds with another source.
    case doubtful
    /// Contradicted by measurements; never used.
    case implausible
    /// A slip of unit, sign or digit.
    case misprint
    /// Measured in liquid electrolyte: says little of a solid-state cell.
    case liquidCell = "liquid-cell"
    /// Calculated or predicted, not measured.
    case prediction
    /// A statement without a number.
    case qualitative
    /// Nothing was found to hold it against.
    case unchecked

    /// Whether the row must say which value to use instead.
    var needsInstead: Bool { self == .implausible || self == .misprint }
}
