/// The names of the series above the plot, in as many rows as they need.
struct Legend {
    struct Entry {
        let name: String
        let series: Int
        let x: Double
        let row: Int
    }

    static let rowHeight = 19.0
    static let symbolWidth = 30.0
    private static let gap = 18.0

    let entries: [Entry]
    var height: Double { entries.last.map { Double($0.row + 1) * Self.rowHeight + 4 } ?? 0 }

    /// A single series needs no legend when it is what the vertical axis is about.
    init(_ chart: Chart, left: Double, right: Double) {
        let named = chart.series.indices.filter { !chart.series[$0].name.isEmpty }
        guard named.count > 1 || named.first.map({ chart.series[$0].name }) != chart.yAxis.label
        else {
            entries = []
            return
        }
        var entries: [Entry] = []
        var x = left
        var row = 0
        for index in named {
            let name = chart.series[index].name
            let room = right - left - Self.symbolWidth - 6
            let shown = TextWidth.shortened(name, toPixels: room, size: ChartStyle.textSize)
            let width =
                Self.symbolWidth + 6 + TextWidth.pixels(shown, size: ChartStyle.textSize)
            if x > left, x + width > right {
                x = left
                row += 1
            }
            entries.append(Entry(name: shown, series: index, x: x, row: row))
            x += width + Self.gap
        }
        self.entries = entries
    }
}
