/// Where the parts of a chart are, found from what their labels need.
struct ChartLayout {
    let titleLines: [String]
    let legend: Legend
    let xTicks: Ticks
    let yTicks: Ticks
    let xMap: AxisMap
    let yMap: AxisMap
    let plot: PlotArea
    let xHeading: String
    let yHeading: String
    /// The labels of the categories in lines; empty without categories.
    let categories: [[String]]
    /// The row above the plot and the place of the label of each vertical reference line.
    let referenceLabels: [(text: String, x: Double, row: Int)]

    static let margin = 14.0
    static let lineHeight = 15.0

    init(_ chart: Chart, width: Double, height: Double) {
        let size = ChartStyle.textSize
        let extents = ChartExtent.ofChart(chart)
        let hasMarkers = chart.series.contains {
            if case .points = $0.shape { true } else { false }
        }
        let names = chart.categories
        xTicks =
            names.isEmpty
            ? extents.x.ticks(for: chart.xAxis, rounds: false, hasMarkers: hasMarkers)
            : Ticks(
                low: -0.5, high: Double(names.count) - 0.5,
                major: names.indices.map { Double($0) }, minor: [], labels: names, exponent: 0)
        yTicks = extents.y.ticks(for: chart.yAxis, rounds: true, hasMarkers: hasMarkers)
        xHeading = chart.xAxis.heading(exponent: xTicks.exponent)
        yHeading = chart.yAxis.heading(exponent: yTicks.exponent)

        let yLabelWidth = yTicks.labels.map { TextWidth.pixels($0, size: size) }.max() ?? 0
        let left = Self.margin + (yHeading.isEmpty ? 0 : 20) + yLabelWidth + 8
        let lastLabel = names.isEmpty ? xTicks.labels.last ?? "" : ""
        let right = width - max(Self.margin, TextWidth.pixels(lastLabel, size: size) / 2 + 4)
        titleLines =
            chart.title.isEmpty
            ? []
            : TextWidth.lines(of: chart.title) {
                TextWidth.pixels($0, size: ChartStyle.titleSize) <= width - 2 * Self.margin
            }
        legend = Legend(chart, left: Self.margin, right: width - Self.margin)

        let xScale = names.isEmpty ? chart.xAxis.scale : .linear
        xMap = AxisMap(xTicks, scale: xScale, start: left, end: right)
        referenceLabels = Self.referenceLabels(chart, xMap, width: width)
        let referenceRows = referenceLabels.map { $0.row + 1 }.max() ?? 0
        let slot = (right - left) / Double(max(names.count, 1)) - 8
        categories = names.map { name in
            TextWidth.lines(of: name) { TextWidth.pixels($0, size: size) <= max(slot, size) }
        }

        let titleHeight = Double(titleLines.count) * 20 + (titleLines.isEmpty ? 0 : 4)
        let top =
            10 + titleHeight + legend.height + Double(referenceRows) * Self.lineHeight
            + (referenceRows > 0 ? 4 : 6)
        let labelLines = max(categories.map(\.count).max() ?? 1, 1)
        let below = 8 + Double(labelLines) * Self.lineHeight + (xHeading.isEmpty ? 4 : 24)
        // A chart crowded out by its labels keeps a strip to draw in.
        let bottom = max(height - below, top + 40)
        plot = PlotArea(left: left, top: top, right: max(right, left + 40), bottom: bottom)
        yMap = AxisMap(yTicks, scale: chart.yAxis.scale, start: bottom, end: top)
    }

    /// Labels that would touch on one row go to rows above.
    private static func referenceLabels(
        _ chart: Chart, _ map: AxisMap, width: Double
    ) -> [(text: String, x: Double, row: Int)] {
        var ends: [Double] = []
        let places = chart.references.compactMap { reference -> (String, Double)? in
            guard reference.direction == .vertical, !reference.label.isEmpty,
                let x = map.place(reference.value), map.isInside(x)
            else { return nil }
            return (reference.label, x)
        }
        return places.sorted { $0.1 < $1.1 }.map { label, x in
            let shown = TextWidth.shortened(
                label, toPixels: width - 2 * margin, size: ChartStyle.textSize)
            let half = TextWidth.pixels(shown, size: ChartStyle.textSize) / 2
            let centre = min(max(x, margin + half), width - margin - half)
            let row = ends.firstIndex { $0 + 8 < centre - half } ?? ends.count
            if row == ends.count { ends.append(0) }
            ends[row] = centre + half
            return (shown, centre, row)
        }
    }
}
