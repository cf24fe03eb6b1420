import Configuration
import Reports

extension ValidationFigures {
    /// Resistance of a cell pressed for the first time and let go again.
    var resistanceFigure: Figure? {
        let all = points(.cellResistance)
        guard let first = all.first, let temperature = first.point.conditions.temperature else {
            return nil
        }
        let highest = all.compactMap(\.point.conditions.pressure).max() ?? 0
        let rising = PowerLawFit.sweep(from: 1e6, to: highest, count: 33)
        let trace = Compression.trace(
            shelf.cell(first.point.cell), temperature: temperature,
            pressures: rising + rising.reversed())
        func line(_ part: ArraySlice<(pressure: Double, resistance: Double)>) -> [(Double, Double)]
        {
            part.map { ($0.pressure / 1e6, $0.resistance) }
        }
        let virgin = all.filter { $0.point.conditions.highestPressure == nil }
        let back = all.filter { $0.point.conditions.highestPressure != nil }
        return Figure(
            Chart(
                title: "Resistance of Li | Li6PS5Cl | Li over stack pressure",
                xAxis: Axis("Stack pressure", unit: "MPa"),
                yAxis: Axis("Resistance", unit: "Ω", scale: .logarithmic),
                series: [
                    .line("first compression, simulated", line(trace.prefix(33)), hue: 0),
                    .line("letting go, simulated", line(trace.suffix(33)), hue: 1),
                ]
                    + series(
                        virgin, over: \.pressure, xScale: 1e6, yScale: 1,
                        name: "first compression, Doux et al. 2020", hue: 0)
                    + series(
                        back, over: \.pressure, xScale: 1e6, yScale: 1,
                        name: "back from 25 MPa, Doux et al. 2020", hue: 1)),
            caption: "One simulated cell is pressed and let go: it remembers the highest pressure. "
                + "The figure at 1 MPa is a bound from below."
                + targetWords(.cellResistance))
    }
}
