import CellModel
import Configuration
import PackSimulation
import Reports

/// The pictures of the report: curves of the model through the published points.
struct ValidationFigures {
    let results: [TargetResult]
    let shelf: CellShelf
    /// Cells whose open-circuit voltage and conductivity are shown.
    let shownCells: [CellDescription]

    /// Every picture that the results have points for, in the order of the report.
    var sections: [Report.Section] {
        [
            Report.Section("Pressure and resistance", figures([resistanceFigure])),
            Report.Section(
                "Stripping, voids and shorts",
                figures([
                    strippingPressureFigure, strippingTemperatureFigure, contactFigure,
                    timeToShortFigure,
                ])),
            Report.Section("Pressure of a charging cell", figures([pressureChargeFigure])),
            Report.Section("Conductivity", figures([arrheniusFigure])),
            Report.Section(
                "Open-circuit voltage",
                figures([
                    cathodeFigure, anodeFigure, cellVoltageFigure, hysteresisFigure,
                ])),
            Report.Section("Numerics and ageing", figures([convergenceFigure, fadeFigure])),
        ].filter { !$0.blocks.isEmpty }
    }

    private func figures(_ figures: [Figure?]) -> [Report.Section.Block] {
        figures.compactMap { $0.map(Report.Section.Block.figure) }
    }

    /// All figures of a quantity, bounds and shown ones included.
    func points(_ quantity: PublishedPoint.Quantity) -> [PointResult] {
        results.flatMap(\.points).filter { $0.point.quantity == quantity }
    }

    /// The cell of the first figure of a quantity.
    func cell(_ quantity: PublishedPoint.Quantity) -> CellDescription? {
        points(quantity).first.map { shelf.cell($0.point.cell) }
    }

    /// What a caption says of the targets behind the published points: source, evidence and law.
    func targetWords(_ quantities: PublishedPoint.Quantity...) -> String {
        let targets = results.filter { result in
            result.points.contains { quantities.contains($0.point.quantity) }
        }.map(\.target)
        return targets.map { target in
            let secondary = target.evidence.isSecondary ? ", secondary" : ""
            return " Target \(target.number): \(target.shortSource) "
                + "[\(target.evidence.rawValue)\(secondary)], \(target.relation.rawValue)."
        }.joined()
    }

    /// Published figures over one condition: measured values, and bounds beside them.
    func series(
        _ points: [PointResult], over path: KeyPath<TestConditions, Double?>, xScale: Double = 1,
        xOffset: Double = 0, yScale: Double, name: String = "published", hue: Int? = nil
    ) -> [Series] {
        func values(_ comparison: PublishedPoint.Comparison) -> [(Double, Double)] {
            points.compactMap { result in
                guard result.point.comparison == comparison else { return nil }
                return result.point.conditions[keyPath: path].map {
                    (($0 - xOffset) / xScale, result.point.published.value / yScale)
                }
            }
        }
        let kinds: [(String, PublishedPoint.Comparison)] = [
            (name, .value), (name + ", at least", .atLeast), (name + ", at most", .atMost),
        ]
        return kinds.compactMap { name, comparison in
            let values = values(comparison)
            return values.isEmpty ? nil : .points(name, values, marker: .hollow, hue: hue)
        }
    }
}
