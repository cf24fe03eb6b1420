import CellModel
import Configuration
import Reports

extension ValidationFigures {
    /// Conductivity of every electrolyte of the shown and simulated cells over inverse temperature.
    var arrheniusFigure: Figure? {
        var lines: [Series] = []
        var names: [String] = []
        for cell in shownCells + shelf.cells {
            let name = cell.composition?.electrolyte.name ?? cell.name
            if names.contains(name) { continue }
            names.append(name)
            let law = cell.parameters.resistance.electrolyte.conductivity
            let curve = stride(from: 253.15, through: 428.15, by: 2.5).map { kelvin in
                (1000 / kelvin, law.value(at: kelvin) / 100)
            }
            lines.append(.line(name, curve))
        }
        guard !lines.isEmpty else { return nil }
        let published = points(.conductivityRatio).compactMap { result -> (Double, Double)? in
            let conditions = result.point.conditions
            guard let kelvin = conditions.temperature,
                let reference = conditions.referenceTemperature
            else { return nil }
            let law = shelf.cell(result.point.cell).parameters.resistance.electrolyte.conductivity
            return (
                1000 / kelvin, law.value(at: reference) / 100 * result.point.published.value
            )
        }
        lines.append(.points("Li6PS5Cl, published (scaled)", published, marker: .hollow))
        return Figure(
            Chart(
                title: "Conductivity over inverse temperature",
                xAxis: Axis("1000 K / T"),
                yAxis: Axis("Conductivity", unit: "S/cm", scale: .logarithmic), series: lines),
            caption: "Ceramics are straight lines; PEO bends and has its knee where it "
                + "crystallises, near 55 °C. The published points of Li6PS5Cl belong to a sample "
                + "of 0.54 mS/cm and are scaled to the model's 25.4 °C, as target 14 compares "
                + "ratios.", height: 520)
    }
}
