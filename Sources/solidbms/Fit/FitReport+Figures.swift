import CellModel
import Identification
import Reports

/// The pictures of the report of a fit.
extension FitReport {
    private static let charge = Axis("State of charge", unit: "%", range: 0...100)

    var equilibrium: Report.Section {
        let curve = cell.openCircuit.samples
        let z = Self.percent(curve.count)
        var series = [
            Series.band(
                "95 %", x: z, low: zip(curve, cell.openCircuitDeviation).map { $0 - 2 * $1 },
                high: zip(curve, cell.openCircuitDeviation).map { $0 + 2 * $1 }, hue: 0),
            Series.line("open-circuit voltage", x: z, y: curve, hue: 0),
        ]
        let home = cell.temperatures.min {
            abs($0 - PhysicalConstants.referenceTemperature)
                < abs($1 - PhysicalConstants.referenceTemperature)
        }
        for (index, cycle) in cell.slowCycles.enumerated()
        where abs(cycle.temperature - (home ?? 298.15)) < 5 {
            series.append(
                .line(
                    cycle.kind == .slowCharge ? "slow charge" : "slow discharge",
                    x: cycle.stateOfCharge.map { $0 * 100 }, y: cycle.voltage, hue: 1 + index % 6))
        }
        if let rests = home.map({ row in cell.rests.filter { abs($0.temperature - row) < 5 } }),
            !rests.isEmpty
        {
            series.append(
                .points("end of rests", rests.map { ($0.stateOfCharge * 100, $0.voltage) }, hue: 7))
        }
        var figures = [
            Report.Section.Block.figure(
                Figure(
                    Chart(
                        title: "Open-circuit voltage", xAxis: Self.charge,
                        yAxis: Axis("Voltage", unit: "V"), series: series),
                    caption: "At the row nearest to 25 °C, with the slow cycles and the rests "
                        + "nearby as they were measured."))
        ]
        if let shift = cell.temperatureShift {
            figures.append(
                .figure(
                    figure(
                        shift, title: "Shift of the open-circuit voltage", scale: 1e3,
                        Axis("Shift", unit: "mV"),
                        caption: "What the rows add to the curve above; zero in its own row.")))
        }
        return Report.Section("Open-circuit voltage", figures)
    }

    var resistances: Report.Section {
        let ohms = Axis("Resistance", unit: "mΩ")
        return Report.Section(
            "Resistances",
            [
                .figure(
                    figure(
                        cell.series, title: "Series resistance R0", scale: 1e3, ohms,
                        caption: "What a step sees within a second.")),
                .figure(
                    figure(
                        cell.fast, title: "Fast polarisation R1", scale: 1e3, ohms,
                        caption: "")),
                .figure(
                    figure(
                        cell.slow, title: "Slow polarisation R2", scale: 1e3, ohms,
                        caption: "Where a cold cell cannot go, its row follows the next.")),
            ])
    }

    var residuals: Report.Section {
        var blocks: [Report.Section.Block] = []
        for test in cell.tests {
            let words =
                "\(Self.baseName(test.name)), \(Self.celsius(test.temperature)), "
                + (test.isFitted ? "fitted" : "held out")
            blocks.append(
                .figure(
                    Figure(
                        Chart(
                            title: words, xAxis: Axis("Time", unit: "h"),
                            yAxis: Axis("Residual", unit: "mV"),
                            series: [
                                .line("", test.samples.map { ($0.time / 3600, $0.residual * 1e3) })
                            ]), width: 720, height: 220)))
        }
        var series: [Series] = []
        for (index, row) in cell.temperatures.enumerated() {
            let points = cell.tests.filter { test in
                nearest(test.temperature) == index
            }.flatMap { test in
                stride(from: 0, to: test.samples.count, by: 4).map {
                    (test.samples[$0].stateOfCharge * 100, test.samples[$0].residual * 1e3)
                }
            }
            series.append(.points(Self.celsius(row), points, hue: index))
        }
        blocks.insert(
            .figure(
                Figure(
                    Chart(
                        title: "Residuals over state of charge", xAxis: Self.charge,
                        yAxis: Axis("Measured minus model", unit: "mV"), series: series),
                    caption: "The largest of each stretch of time, all tests; below, test by test.")
            ), at: 0)
        return Report.Section("Residuals", blocks)
    }

    var timeConstants: Report.Section {
        var series: [Series] = []
        var fasts: [Double] = []
        for pair in cell.search where !fasts.contains(pair.fast) { fasts.append(pair.fast) }
        for (index, fast) in fasts.sorted().enumerated() {
            let points = cell.search.filter { $0.fast == fast }.sorted { $0.slow < $1.slow }
            series.append(
                .line(
                    "\(Number.text(fast, digits: 2)) s",
                    points.map { ($0.slow, $0.residual * 1e3) }, hue: index % 8))
        }
        return Report.Section(
            "Time constants",
            [
                .figure(
                    Figure(
                        Chart(
                            title: "Residual of the joint fit",
                            xAxis: Axis("Slow time constant", unit: "s", scale: .logarithmic),
                            yAxis: Axis("Weighted residual", unit: "mV"), series: series),
                        caption: "Every pair that was tried, a line for every fast time constant."
                    ))
            ])
    }

    private func nearest(_ temperature: Double) -> Int {
        cell.temperatures.indices.min {
            abs(cell.temperatures[$0] - temperature) < abs(cell.temperatures[$1] - temperature)
        } ?? 0
    }

    private func figure(
        _ table: IdentifiedCell.Table, title: String, scale: Double, _ axis: Axis, caption: String
    ) -> Figure {
        var series: [Series] = []
        for (index, row) in table.map.rows.enumerated() {
            let values = row.samples.map { $0 * scale }
            let widths = table.deviations[index].map { 2 * $0 * scale }
            let z = Self.percent(values.count)
            let name = Self.celsius(table.map.temperatures[index])
            series.append(
                .band(
                    "", x: z, low: zip(values, widths).map { $0 - $1 },
                    high: zip(values, widths).map { $0 + $1 }, hue: index))
            series.append(.line(name, x: z, y: values, hue: index))
        }
        return Figure(
            Chart(title: title, xAxis: Self.charge, yAxis: axis, series: series), caption: caption)
    }

    private static func percent(_ count: Int) -> [Double] {
        (0..<count).map { 100 * Double($0) / Double(count - 1) }
    }
}
