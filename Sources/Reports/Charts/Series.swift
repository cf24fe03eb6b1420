/// One named set of data in a chart.
///
/// A point or bar with a coordinate that is not finite is skipped, and a line or band is broken
/// there: a gap in the data is a gap in the drawing.
public struct Series: Sendable {
    /// Published results are drawn hollow and simulated ones solid.
    public enum Marker: Sendable {
        case hollow
        case solid
    }

    enum Shape: Sendable {
        case line([DataPoint])
        case points([DataPoint], Marker)
        /// Points whose `low` and `high` are the edges.
        case band([DataPoint])
        case bars([(category: String, value: Double)])
    }

    /// What the legend says; a series without a name is not in the legend.
    public let name: String
    let shape: Shape
    let hue: Int?

    /// A line through the points in their order.
    /// - Parameter hue: Series with the same number share a colour; without one, the next is taken.
    public static func line(
        _ name: String, _ values: [(Double, Double)], hue: Int? = nil
    ) -> Series {
        Series(name: name, shape: .line(values.map { DataPoint($0.0, $0.1) }), hue: hue)
    }

    /// A line through the points that two arrays of equal length give.
    public static func line(_ name: String, x: [Double], y: [Double], hue: Int? = nil) -> Series {
        precondition(x.count == y.count, "Each x has its y.")
        return line(name, Array(zip(x, y)), hue: hue)
    }

    /// Markers, one per point; of those that would cover each other exactly, one.
    public static func points(
        _ name: String, _ values: [(Double, Double)], marker: Marker = .hollow, hue: Int? = nil
    ) -> Series {
        points(name, errorBars: values.map { DataPoint($0.0, $0.1) }, marker: marker, hue: hue)
    }

    /// Markers with vertical error bars.
    public static func points(
        _ name: String, errorBars points: [DataPoint], marker: Marker = .hollow, hue: Int? = nil
    ) -> Series {
        Series(name: name, shape: .points(points, marker), hue: hue)
    }

    /// The area between two lines.
    public static func band(
        _ name: String, x: [Double], low: [Double], high: [Double], hue: Int? = nil
    ) -> Series {
        precondition(x.count == low.count && x.count == high.count, "Each x has both its edges.")
        let points = x.indices.map { DataPoint(x[$0], high[$0], low: low[$0], high: high[$0]) }
        return Series(name: name, shape: .band(points), hue: hue)
    }

    /// Bars from zero, one per category; on a logarithmic axis, from its lower end.
    ///
    /// Bars give the chart an axis of categories, in the order in which they first appear. The
    /// first stands at x = 0, the next at 1 and so on: there other series can be drawn over them.
    public static func bars(
        _ name: String, _ values: [(String, Double)], hue: Int? = nil
    ) -> Series {
        Series(
            name: name, shape: .bars(values.map { (category: $0.0, value: $0.1) }), hue: hue)
    }
}
