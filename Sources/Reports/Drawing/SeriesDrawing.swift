/// Draws one series into the plot area, and its symbol into the legend.
struct SeriesDrawing {
    enum Layer {
        case behind
        case middle
        case front
    }

    private let series: Series
    let layout: ChartLayout
    let categories: [String]
    private let hue: Int
    /// The place among the series of the same shape, which chooses dashes, markers and fillings.
    let rank: Int
    /// How many series of the same shape there are.
    let count: Int

    static func all(of chart: Chart, _ layout: ChartLayout) -> [SeriesDrawing] {
        let layers = chart.series.map(\.shape.rank)
        // Colours that no series asked for, in turn; all of them where each is asked for.
        let asked = chart.series.compactMap { $0.hue.map { abs($0) % ChartStyle.hueCount } }
        let free = (0..<ChartStyle.hueCount).filter { !asked.contains($0) }
        let hues = free.isEmpty ? Array(0..<ChartStyle.hueCount) : free
        return chart.series.indices.map { index in
            let series = chart.series[index]
            let before = chart.series[..<index]
            return SeriesDrawing(
                series: series, layout: layout, categories: chart.categories,
                hue: series.hue.map { abs($0) % ChartStyle.hueCount }
                    ?? hues[before.count { $0.hue == nil } % hues.count],
                rank: layers[..<index].count { $0 == layers[index] },
                count: layers.count { $0 == layers[index] })
        }
    }

    var layer: Layer {
        switch series.shape {
        case .band, .bars: .behind
        case .line: .middle
        case .points: .front
        }
    }

    var hasData: Bool {
        switch series.shape {
        case .line(let points), .points(let points, _), .band(let points):
            points.contains { spot($0.x, $0.y) != nil }
        case .bars(let bars): bars.contains { layout.yMap.place($0.value) != nil }
        }
    }

    func draw(_ svg: inout Markup) {
        svg.element("g", ["class": "hue\(hue)"]) { group in
            switch series.shape {
            case .line(let points): drawLine(points, &group)
            case .points(let points, let marker): drawPoints(points, marker, &group)
            case .band(let points): drawBand(points, &group)
            case .bars(let bars): drawBars(bars, &group)
            }
        }
    }

    func drawSymbol(_ svg: inout Markup, x: Double, y: Double, width: Double) {
        svg.element("g", ["class": "hue\(hue)"]) { group in
            switch series.shape {
            case .line:
                let from = Number.coordinate(x) + " " + Number.coordinate(y)
                group.element("path", lineStyle("line", "M\(from)h\(Number.coordinate(width))"))
            case .points(_, let marker):
                group.element(
                    "path",
                    ["class": style(marker), "d": shape.path(x: x + width / 2, y: y)])
            case .band:
                group.appendVerbatim(
                    rectangle(x: x, y: y - 6, width: width, height: 12, "area"))
            case .bars: drawBar(x: x + width / 2 - 7, y: y - 6, width: 14, height: 12, &group)
            }
        }
    }

    // MARK: - Lines and bands

    private func drawLine(_ points: [DataPoint], _ svg: inout Markup) {
        var path = ""
        var drawn = 0
        for run in runs(points, { spot($0.x, $0.y) }) {
            for part in layout.plot.clip(line: Decimation.columns(run)) {
                drawn += part.count
                path += "M" + Self.polyline(part)
                // A point alone shows as a dot, as wide as the line.
                if part.count == 1 { path += "h0.1" }
            }
        }
        if path.isEmpty { return }
        let isDense = Double(drawn) > 1.5 * layout.plot.width
        svg.element("path", lineStyle(isDense ? "line dense" : "line", path))
    }

    private func drawBand(_ points: [DataPoint], _ svg: inout Markup) {
        let edges = runs(points) { point -> (Spot, Spot)? in
            guard let low = point.low.flatMap({ spot(point.x, $0) }),
                let high = point.high.flatMap({ spot(point.x, $0) })
            else { return nil }
            return (low, high)
        }
        let path = edges.map { run in
            let low = Decimation.columns(run.map(\.0))
            let high = Decimation.columns(run.map(\.1))
            let outline = layout.plot.clip(polygon: high + low.reversed())
            return outline.isEmpty ? "" : "M" + Self.polyline(outline) + "z"
        }.joined()
        if !path.isEmpty { svg.element("path", ["class": "area", "d": path]) }
    }

    private func lineStyle(_ style: String, _ path: String) -> KeyValuePairs<String, String> {
        let dash = ChartStyle.dashes[rank % ChartStyle.dashes.count]
        return dash.isEmpty
            ? ["class": style, "d": path]
            : ["class": style, "stroke-dasharray": dash, "d": path]
    }

    // MARK: - Points

    private var shape: MarkerShape {
        MarkerShape.allCases[rank % MarkerShape.allCases.count]
    }

    private func style(_ marker: Series.Marker) -> String {
        marker == .hollow ? "mark hollow" : "mark solid"
    }

    private func drawPoints(
        _ points: [DataPoint], _ marker: Series.Marker, _ svg: inout Markup
    ) {
        let shown = points.compactMap { point -> (DataPoint, Spot)? in
            spot(point.x, point.y).map { (point, $0) }
        }.filter { layout.plot.contains($0.1) }
        let distinct = Decimation.pixels(shown.map(\.1))
        let bars = distinct.map { errorBar(shown[$0].0, at: shown[$0].1) }.joined()
        if !bars.isEmpty { svg.element("path", ["class": "error", "d": bars]) }
        if distinct.isEmpty { return }
        // Few points say their values when they are pointed at; many share one path.
        guard distinct.count <= 200 else {
            let path = distinct.map { shape.path(x: shown[$0].1.x, y: shown[$0].1.y) }.joined()
            svg.element("path", ["class": style(marker), "d": path])
            return
        }
        for index in distinct {
            let (point, spot) = shown[index]
            let path = shape.path(x: spot.x, y: spot.y)
            svg.element("path", ["class": style(marker), "d": path]) { mark in
                let place = "\(Number.text(point.x, digits: 4)), \(Number.text(point.y, digits: 4))"
                mark.element(
                    "title", text: series.name.isEmpty ? place : "\(series.name): \(place)")
            }
        }
    }

    /// A bar from end to end with caps, cut to the plot; a cut end has no cap.
    private func errorBar(_ point: DataPoint, at spot: Spot) -> String {
        if point.low == nil, point.high == nil { return "" }
        let map = layout.yMap
        // What a logarithmic axis cannot show reaches to its lower end.
        func end(_ value: Double?, beyond: Double) -> Double {
            guard let value, !value.isNaN else { return spot.y }
            return map.place(value) ?? beyond
        }
        let low = end(point.low, beyond: 1e6)
        let high = end(point.high, beyond: -1e6)
        let x = Number.coordinate(spot.x)
        var path =
            "M\(x) \(Number.coordinate(map.clamped(low)))V\(Number.coordinate(map.clamped(high)))"
        for place in [low, high] where map.isInside(place) && place != spot.y {
            path += "M\(Number.coordinate(spot.x - 4)) \(Number.coordinate(place))h8"
        }
        return path
    }

    // MARK: - Places

    private func spot(_ x: Double, _ y: Double) -> Spot? {
        guard let x = layout.xMap.place(x), let y = layout.yMap.place(y) else { return nil }
        return Spot(x: x, y: y)
    }

    /// What follows each other without a gap.
    private func runs<Value>(
        _ points: [DataPoint], _ value: (DataPoint) -> Value?
    ) -> [[Value]] {
        var runs: [[Value]] = []
        var run: [Value] = []
        for point in points {
            if let value = value(point) {
                run.append(value)
            } else if !run.isEmpty {
                runs.append(run)
                run = []
            }
        }
        return run.isEmpty ? runs : runs + [run]
    }

    private static func polyline(_ spots: [Spot]) -> String {
        var text = ""
        var last = ""
        for spot in spots {
            let place = Number.coordinate(spot.x) + " " + Number.coordinate(spot.y)
            if place == last { continue }
            text += last.isEmpty ? place : "L" + place
            last = place
        }
        return text
    }
}

extension Series.Shape {
    /// A number for each kind of shape.
    fileprivate var rank: Int {
        switch self {
        case .line: 0
        case .points: 1
        case .band: 2
        case .bars: 3
        }
    }
}
