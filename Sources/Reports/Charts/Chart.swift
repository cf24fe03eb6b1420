/// A chart of series over two axes, drawn as an SVG picture that needs nothing else.
///
/// The picture follows the reader's light or dark setting, is cut to the plot area, and tells
/// series apart by shape as well as by colour. A long line keeps the highest and lowest point of
/// each column of pixels, so that 100,000 points make a small file without losing an extreme.
public struct Chart: Sendable {
    public var title: String
    public var xAxis: Axis
    public var yAxis: Axis
    public var series: [Series]
    public var references: [ReferenceLine]

    public init(
        title: String, xAxis: Axis, yAxis: Axis, series: [Series] = [],
        references: [ReferenceLine] = []
    ) {
        self.title = title
        self.xAxis = xAxis
        self.yAxis = yAxis
        self.series = series
        self.references = references
    }

    /// The picture with its style sheet, as a file of its own or inside a page.
    /// - Parameters:
    ///   - width: Pixels, at least 240.
    ///   - height: Pixels, at least 160.
    public func svg(width: Int = 720, height: Int = 400) -> String {
        svg(width: width, height: height, style: ChartStyle.text)
    }

    /// The picture; `style` is empty inside a page that has the style sheet already.
    func svg(width: Int, height: Int, style: String) -> String {
        precondition(width >= 240 && height >= 160, "A smaller chart cannot be read.")
        return ChartDrawing(self, width: Double(width), height: Double(height)).svg(style: style)
    }

    /// The categories of the bars in the order of their first appearance; empty without bars.
    var categories: [String] {
        var names: [String] = []
        for series in series {
            guard case .bars(let bars) = series.shape else { continue }
            for bar in bars where !names.contains(bar.category) { names.append(bar.category) }
        }
        return names
    }

    /// What somebody is told who cannot see the picture.
    var summary: String {
        let axes = "\(yAxis.heading(exponent: 0)) against \(xAxis.heading(exponent: 0))"
        let names = series.map(\.name).filter { !$0.isEmpty }
        return names.isEmpty ? axes + "." : axes + ": " + names.joined(separator: "; ") + "."
    }
}
