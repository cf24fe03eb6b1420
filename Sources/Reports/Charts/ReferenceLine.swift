/// A straight line across a chart at one value, with a label: a limit, a temperature, an event.
public struct ReferenceLine: Sendable {
    enum Direction: Sendable {
        case horizontal
        case vertical
    }

    let direction: Direction
    let value: Double
    let label: String

    /// A line at a value of y, labelled at its right end.
    public static func horizontal(at value: Double, _ label: String) -> ReferenceLine {
        ReferenceLine(direction: .horizontal, value: value, label: label)
    }

    /// A line at a value of x, labelled above the plot.
    public static func vertical(at value: Double, _ label: String) -> ReferenceLine {
        ReferenceLine(direction: .vertical, value: value, label: label)
    }
}
