import Testing

@testable import Reports

struct ChartTests {
    private func chart(
        _ series: [Series], x: Axis = Axis("Time", unit: "s"), y: Axis = Axis("Voltage", unit: "V"),
        references: [ReferenceLine] = []
    ) -> Chart {
        Chart(title: "A < B & C", xAxis: x, yAxis: y, series: series, references: references)
    }

    static let awkward: [[Series]] = [
        [], [.line("empty", [])], [.points("one", [(3, 4)])], [.line("one", [(3, 4)])],
        [.line("alike", [(1, 5), (2, 5), (3, 5)])], [.bars("none", [])],
        [.points("nothing", [(.nan, 1), (1, .infinity)])],
        [.line("zero", [(0, 0), (0, 0)])], [.line("huge", [(-1e308, -1e308), (1e308, 1e308)])],
        [.line("tiny", [(.leastNonzeroMagnitude, .leastNonzeroMagnitude), (1e-307, 1e-307)])],
        [.band("band", x: [1], low: [1], high: [2])],
        [.bars("\"quoted\" & <b>", [("<i>", 1), ("a very long name of a category", -2)])],
        [.points("bars", errorBars: [DataPoint(1, 1, low: -1, high: .infinity)])],
    ]

    @Test(arguments: awkward, [Axis.Scale.linear, .logarithmic])
    func `any data make a well-formed picture`(series: [Series], scale: Axis.Scale) {
        let chart = chart(
            series, x: Axis("x", scale: scale), y: Axis("y", scale: scale),
            references: [.horizontal(at: 2, "<limit>"), .vertical(at: 3, "at \"3\"")])
        for size in [(240, 160), (720, 400)] {
            let svg = chart.svg(width: size.0, height: size.1)
            #expect(MarkupBalance.problem(in: svg) == nil)
            #expect(!svg.contains("nan") && !svg.contains("inf"))
            #expect(svg == chart.svg(width: size.0, height: size.1))
        }
    }

    @Test func `a picture has a role, a name and its units`() {
        let svg = chart([.line("Simulated", [(0, 3), (10, 4)])]).svg()
        for part in [
            "role=\"img\"", "<title>A &lt; B &amp; C</title>", ">Time (s)<", ">Voltage (V)<",
            ">Simulated<", "prefers-color-scheme: dark",
        ] { #expect(svg.contains(part), "\(part)") }
        #expect(chart([]).svg().contains(">no data<"))
        #expect(!svg.contains(">no data<"))
    }

    @Test func `published points are hollow and a second line is dashed`() {
        let svg = chart([
            .points("Published", [(1, 2)]), .points("Simulated", [(2, 3)], marker: .solid),
            .line("First", [(1, 1), (2, 2)]), .line("Second", [(1, 2), (2, 1)]),
        ]).svg()
        #expect(svg.contains("mark hollow") && svg.contains("mark solid"))
        // One dashed line, in the legend and in the plot.
        #expect(svg.split(separator: "stroke-dasharray=\"").count - 1 == 2)
        #expect(svg.contains("<title>Published: 1.000, 2.000</title>"))
    }

    @Test func `a hundred thousand points stay small and keep their extremes`() {
        var values = (0..<100_000).map { (Double($0), Double($0 % 97) / 97) }
        values[40_000].1 = 9
        values[70_001].1 = -7
        let svg = chart([.line("Saw-tooth", values)], y: Axis("y", range: -10...10)).svg()
        #expect(svg.utf8.count < 60_000)
        let layout = ChartLayout(
            chart([.line("Saw-tooth", values)], y: Axis("y", range: -10...10)), width: 720,
            height: 400)
        for extreme in [9.0, -7] {
            let place = layout.yMap.place(extreme).map(Number.coordinate) ?? "none"
            #expect(svg.contains(" \(place)L"), "\(extreme)")
        }
    }

    @Test func `decimation keeps the ends and both extremes of a column in their order`() {
        let column = [(0.1, 5.0), (0.2, 9), (0.3, 1), (0.4, 6), (0.9, 5.5), (1.2, 3)]
        let kept = Decimation.columns(column.map { Spot(x: $0.0, y: $0.1) })
        #expect(kept.map(\.y) == [5, 9, 1, 5.5, 3])
        #expect(Decimation.columns([]).isEmpty)
    }

    @Test func `a line is cut at the edges of the plot and comes back where it returns`() {
        let area = PlotArea(left: 0, top: 0, right: 10, bottom: 10)
        let parts = area.clip(line: [
            Spot(x: -5, y: 5), Spot(x: 5, y: 5), Spot(x: 5, y: 25), Spot(x: 8, y: 25),
            Spot(x: 8, y: -10),
        ])
        #expect(
            parts == [
                [Spot(x: 0, y: 5), Spot(x: 5, y: 5), Spot(x: 5, y: 10)],
                [Spot(x: 8, y: 10), Spot(x: 8, y: 0)],
            ])
        #expect(area.clip(line: [Spot(x: 11, y: 0), Spot(x: 12, y: 9)]).isEmpty)
        let corners = area.clip(polygon: [
            Spot(x: -5, y: -5), Spot(x: 20, y: -5), Spot(x: 20, y: 5), Spot(x: -5, y: 5),
        ])
        #expect(corners.allSatisfy(area.contains) && corners.count == 4)
        #expect(
            area.clip(polygon: [Spot(x: 20, y: 20), Spot(x: 30, y: 20), Spot(x: 30, y: 30)])
                .isEmpty)
    }

    @Test func `a gap in the data is a gap in the line`() {
        let drawn = chart([.line("", [(0, 1), (1, 2), (2, .nan), (3, 2), (4, 1)])]).svg()
        let path = drawn.split(separator: "class=\"line\" d=\"").last?.prefix { $0 != "\"" } ?? ""
        #expect(path.count { $0 == "M" } == 2)
    }

    @Test func `what a logarithmic axis cannot show is left out`() {
        let svg = chart(
            [.points("", [(1, -1), (1, 0), (2, 5), (3, 50)])], y: Axis("y", scale: .logarithmic)
        ).svg()
        #expect(svg.split(separator: "mark hollow").count - 1 == 2)
    }
}
