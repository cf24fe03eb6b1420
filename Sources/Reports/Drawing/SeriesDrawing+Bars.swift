extension SeriesDrawing {
    func drawBars(_ bars: [(category: String, value: Double)], _ svg: inout Markup) {
        let slot = layout.plot.width / Double(max(categories.count, 1))
        let width = min(slot * 0.76 / Double(count), 56)
        let map = layout.yMap
        let base = map.clamped(map.place(0) ?? map.start)
        for bar in bars {
            guard let index = categories.firstIndex(of: bar.category),
                let centre = layout.xMap.place(Double(index)), let place = map.place(bar.value)
            else { continue }
            let end = map.clamped(place)
            let x = centre + (Double(rank) - Double(count) / 2) * width
            drawBar(
                x: x + 1, y: min(base, end), width: max(width - 2, 1),
                height: (end - base).magnitude, &svg)
        }
    }

    /// Tinted, full or hatched: published results come first and are not full, as markers are.
    func drawBar(
        x: Double, y: Double, width: Double, height: Double, _ svg: inout Markup
    ) {
        let style = ["tint", "solid", "outline"][rank % 3]
        svg.appendVerbatim(rectangle(x: x, y: y, width: width, height: height, style))
        guard style == "outline" else { return }
        let lines = stride(from: y + height - 4, to: y, by: -4).map {
            "M\(Number.coordinate(x)) \(Number.coordinate($0))h\(Number.coordinate(width))"
        }
        if !lines.isEmpty { svg.element("path", ["class": "error", "d": lines.joined()]) }
    }

    func rectangle(
        x: Double, y: Double, width: Double, height: Double, _ style: String
    ) -> String {
        "<rect class=\"\(style)\" x=\"\(Number.coordinate(x))\" y=\"\(Number.coordinate(y))\" "
            + "width=\"\(Number.coordinate(width))\" height=\"\(Number.coordinate(height))\"/>"
    }
}
