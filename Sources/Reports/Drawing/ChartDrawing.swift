/// Draws a chart: the frame, the axes, the legend, and the series on top.
struct ChartDrawing {
    private let chart: Chart
    private let width: Double
    private let height: Double
    private let layout: ChartLayout
    private let series: [SeriesDrawing]

    init(_ chart: Chart, width: Double, height: Double) {
        self.chart = chart
        self.width = width
        self.height = height
        layout = ChartLayout(chart, width: width, height: height)
        series = SeriesDrawing.all(of: chart, layout)
    }

    func svg(style: String) -> String {
        let size = (Number.coordinate(width), Number.coordinate(height))
        var picture = Markup()
        picture.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img",
                "width": size.0, "height": size.1, "viewBox": "0 0 \(size.0) \(size.1)",
            ]
        ) { svg in
            svg.element("title", text: chart.title.isEmpty ? chart.summary : chart.title)
            svg.element("desc", text: chart.summary)
            if !style.isEmpty { svg.element("style") { $0.appendVerbatim(style) } }
            svg.element("rect", ["class": "ground", "width": size.0, "height": size.1])
            drawHeader(&svg)
            drawGrid(&svg)
            drawXAxis(&svg)
            drawYAxis(&svg)
            for part in series where part.layer == .behind { part.draw(&svg) }
            drawReferences(&svg)
            for part in series where part.layer == .middle { part.draw(&svg) }
            for part in series where part.layer == .front { part.draw(&svg) }
            drawReferenceLabels(&svg)
            if !series.contains(where: \.hasData) {
                let plot = layout.plot
                svg.text(
                    "no data", x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2,
                    anchor: .middle, style: "soft")
            }
        }
        return picture.text
    }

    private func drawHeader(_ svg: inout Markup) {
        var y = 26.0
        for line in layout.titleLines {
            svg.text(line, x: ChartLayout.margin, y: y, anchor: .start, style: "title")
            y += 20
        }
        let top = layout.titleLines.isEmpty ? 10 : y - 11
        for entry in layout.legend.entries {
            let middle = top + (Double(entry.row) + 0.5) * Legend.rowHeight
            series[entry.series].drawSymbol(
                &svg, x: entry.x, y: middle, width: Legend.symbolWidth)
            svg.text(
                entry.name, x: entry.x + Legend.symbolWidth + 6, y: middle + 4, anchor: .start)
        }
    }

    private func drawGrid(_ svg: inout Markup) {
        let plot = layout.plot
        var path = ""
        if layout.categories.isEmpty {
            for x in places(layout.xTicks.major, layout.xMap) {
                path += "M\(Number.coordinate(x)) \(Number.coordinate(plot.top))"
                path += "V\(Number.coordinate(plot.bottom))"
            }
        }
        for y in places(layout.yTicks.major, layout.yMap) {
            path += "M\(Number.coordinate(plot.left)) \(Number.coordinate(y))"
            path += "H\(Number.coordinate(plot.right))"
        }
        svg.element("path", ["class": "grid", "d": path])
    }

    private func drawXAxis(_ svg: inout Markup) {
        let plot = layout.plot
        let bottom = Number.coordinate(plot.bottom)
        var path = "M\(Number.coordinate(plot.left)) \(bottom)H\(Number.coordinate(plot.right))"
        for (values, length) in [(layout.xTicks.major, 5), (layout.xTicks.minor, 3)]
        where layout.categories.isEmpty {
            for x in places(values, layout.xMap) {
                path += "M\(Number.coordinate(x)) \(bottom)v\(length)"
            }
        }
        svg.element("path", ["class": "axis", "d": path])
        let xs = places(layout.xTicks.major, layout.xMap)
        if layout.categories.isEmpty {
            let widths = layout.xTicks.labels.map {
                TextWidth.pixels($0, size: ChartStyle.textSize)
            }
            for index in Self.legible(at: xs, sizes: widths, gap: 8) {
                svg.text(
                    layout.xTicks.labels[index], x: xs[index], y: plot.bottom + 19,
                    anchor: .middle)
            }
        }
        for (x, lines) in zip(xs, layout.categories) {
            for (row, line) in lines.enumerated() {
                let y = plot.bottom + 17 + Double(row) * ChartLayout.lineHeight
                svg.text(line, x: x, y: y, anchor: .middle)
            }
        }
        svg.text(
            layout.xHeading, x: (plot.left + plot.right) / 2, y: height - 9, anchor: .middle,
            style: "heading")
    }

    private func drawYAxis(_ svg: inout Markup) {
        let plot = layout.plot
        let left = Number.coordinate(plot.left)
        var path = "M\(left) \(Number.coordinate(plot.top))V\(Number.coordinate(plot.bottom))"
        for (values, length) in [(layout.yTicks.major, 5), (layout.yTicks.minor, 3)] {
            for y in places(values, layout.yMap) {
                path += "M\(left) \(Number.coordinate(y))h-\(length)"
            }
        }
        // Bars stand on a line also where they go to both sides.
        if !layout.categories.isEmpty, let zero = layout.yMap.place(0), layout.yMap.isInside(zero) {
            path += "M\(left) \(Number.coordinate(zero))H\(Number.coordinate(plot.right))"
        }
        svg.element("path", ["class": "axis", "d": path])
        let ys = places(layout.yTicks.major, layout.yMap)
        let sizes = ys.map { _ in ChartStyle.textSize }
        for index in Self.legible(at: ys, sizes: sizes, gap: 2) {
            svg.text(layout.yTicks.labels[index], x: plot.left - 8, y: ys[index] + 4, anchor: .end)
        }
        svg.text(
            layout.yHeading, x: ChartLayout.margin + 9, y: (plot.top + plot.bottom) / 2,
            anchor: .middle, style: "heading", turned: true)
    }

    private func drawReferences(_ svg: inout Markup) {
        let plot = layout.plot
        for reference in chart.references {
            let isHorizontal = reference.direction == .horizontal
            let map = isHorizontal ? layout.yMap : layout.xMap
            guard let place = map.place(reference.value), map.isInside(place) else { continue }
            let (x, y) = isHorizontal ? (plot.left, place) : (place, plot.top)
            let start = "M\(Number.coordinate(x)) \(Number.coordinate(y))"
            let end =
                isHorizontal
                ? "H\(Number.coordinate(plot.right))" : "V\(Number.coordinate(plot.bottom))"
            svg.element("path", ["class": "reference", "d": start + end])
        }
    }

    private func drawReferenceLabels(_ svg: inout Markup) {
        let plot = layout.plot
        for label in layout.referenceLabels {
            let y = plot.top - 6 - Double(label.row) * ChartLayout.lineHeight
            svg.text(label.text, x: label.x, y: y, anchor: .middle, style: "soft")
        }
        for reference in chart.references where reference.direction == .horizontal {
            guard let y = layout.yMap.place(reference.value), layout.yMap.isInside(y) else {
                continue
            }
            // Above the line, or below where the plot ends.
            let isHigh = y - plot.top < 18
            svg.text(
                TextWidth.shortened(
                    reference.label, toPixels: plot.width - 12, size: ChartStyle.textSize),
                x: plot.right - 6, y: isHigh ? y + 15 : y - 5, anchor: .end, style: "soft halo")
        }
    }

    private func places(_ values: [Double], _ map: AxisMap) -> [Double] {
        values.compactMap(map.place).map(map.clamped)
    }

    /// Which labels can be read: every one, or every second, third … when they would touch.
    private static func legible(at places: [Double], sizes: [Double], gap: Double) -> [Int] {
        for stride in 1...max(places.count, 1) {
            let shown = places.indices.filter { $0 % stride == 0 }
            let fits = zip(shown, shown.dropFirst()).allSatisfy { a, b in
                (places[b] - places[a]).magnitude >= (sizes[a] + sizes[b]) / 2 + gap
            }
            if fits { return shown }
        }
        return []
    }
}
