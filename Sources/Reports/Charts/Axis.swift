/// One axis of a chart: what it shows, in which unit, how it is divided.
public struct Axis: Sendable {
    /// How values become distances.
    public enum Scale: Sendable {
        case linear
        /// Equal ratios are equal distances. What is not positive cannot be shown and is skipped.
        case logarithmic
    }

    /// The quantity, without its unit.
    public var label: String
    /// The unit, empty for a number without one.
    public var unit: String
    public var scale: Scale
    /// The values at the ends; what lies outside is cut off. Without it, the data decide.
    public var range: ClosedRange<Double>?

    public init(
        _ label: String, unit: String = "", scale: Scale = .linear,
        range: ClosedRange<Double>? = nil
    ) {
        if let range {
            precondition(
                range.lowerBound.magnitude <= 1e300 && range.upperBound.magnitude <= 1e300,
                "The ends of an axis are numbers that can be drawn.")
            precondition(
                scale == .linear || range.lowerBound > 0,
                "A logarithmic axis starts above zero.")
        }
        self.label = label
        self.unit = unit
        self.scale = scale
        self.range = range
    }

    /// Label and unit, with the power of ten that was taken out of the numbers beside the axis.
    func heading(exponent: Int) -> String {
        let factor = exponent == 0 ? "" : Number.powerOfTen(exponent)
        let scaledUnit = [factor, unit].filter { !$0.isEmpty }.joined(separator: " ")
        if scaledUnit.isEmpty { return label }
        return label.isEmpty ? scaledUnit : "\(label) (\(scaledUnit))"
    }
}
