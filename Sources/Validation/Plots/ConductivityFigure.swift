import CellModel
import Configuration
import Reports

extension ValidationFigures {
    /// As many lines as there are colours, so that no two look alike.
    private static let lineLimit = 6

    /// Conductivity of electrolytes of the shown and then the simulated cells over inverse
    /// temperature.
    var arrheniusFigure: Figure? {
        var lines: [Series] = []
        var names: [String] = []
        for cell in shownCells + shelf.cells {
            let name = cell.composition?.electrolyte.name ?? cell.name
            if names.contains(name) || names.count == Self.lineLimit { continue }
            names.append(name)
            let law = cell.parameters.resistance.electrolyte.conductivity
            let curve = stride(from: 253.15, through: 428.15, by: 2.5).map { kelvin in
                (1000 / kelvin, law.value(at: kelvin) / 100)
            }
            lines.append(.line(name + ", simulated", curve, hue: names.count - 1))
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
        let hue = points(.conductivityRatio).first.flatMap { result in
            names.firstIndex {
                $0 == shelf.cell(result.point.cell).composition?.electrolyte.name
            }
        }
        lines.append(
            .points("Li6PS5Cl, published (scaled)", published, marker: .hollow, hue: hue))
        return Figure(
            Chart(
                title: "Conductivity over inverse temperature",
                xAxis: Axis("1000 K / T"),
                yAxis: Axis("Conductivity", unit: "S/cm", scale: .logarithmic), series: lines),
            caption: "Ceramics are straight lines; PEO bends and has its knee where it "
                + "crystallises, near 55 °C. The published points of Li6PS5Cl belong to a sample "
                + "of 0.54 mS/cm and are scaled to the model's 25.4 °C, as ratios are "
                + "compared." + targetWords(.conductivityRatio), height: 520)
    }
}
