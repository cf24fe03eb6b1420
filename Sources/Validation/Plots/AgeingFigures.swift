import CellModel
import Configuration
import PackSimulation
import Reports

extension ValidationFigures {
    /// How the particle's surface approaches the analytic solution with finer shells.
    var convergenceFigure: Figure? { nil }

    /// Capacity over cycles.
    var fadeFigure: Figure? {
        guard let result = points(.retention).first,
            let count = result.point.conditions.cycleCount
        else { return nil }
        let cell = shelf.cell(result.point.cell)
        let counts = (0...10).map { count * $0 / 10 }
        let curve = counts.map { cycles in
            var conditions = result.point.conditions
            conditions.cycleCount = cycles
            return (Double(cycles), CapacityRetention.retention(cell, conditions) * 100)
        }
        return Figure(
            Chart(
                title: "Capacity over cycles",
                xAxis: Axis("Cycles"), yAxis: Axis("Capacity", unit: "% of new"),
                series: [
                    .line("simulated", curve, hue: 0),
                    .points(
                        "review", [(Double(count), result.point.published.value * 100)],
                        marker: .hollow, hue: 0),
                ]),
            caption:
                "\(cell.chemistry). The loss per cycle is solved from the one published figure, "
                + "so the course in between is an assumption. Target 17.")
    }
}
