import Control
import Estimation
import Foundation
import Protection
import Quantities

extension RunSummary {
    /// What the pack could give and take at the end, for how long, and how its cells are.
    var outlook: String {
        guard let last, let outlook = last.outlook else { return "" }
        return [limits(outlook), reserves(outlook.energy), health(last.cells)]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func limits(_ outlook: OutlookSnapshot) -> String {
        var rows: [[String]] = []
        for (direction, reports) in [("charge", outlook.charge), ("discharge", outlook.discharge)] {
            for horizon in PowerHorizon.allCases {
                let report = reports[horizon]
                rows.append([
                    direction, String(format: "%.0f s", horizon.seconds),
                    String(format: "%.3f A", report.limit.current.amperes),
                    String(format: "%.1f W", report.power), report.limit.reason,
                ])
            }
        }
        return "Limits of current at the end, at the lower confidence bound\n"
            + table(["direction", "for", "current", "power", "because"], rows, right: [1, 2, 3])
    }

    private func reserves(_ energy: EnergyOutlook) -> String {
        func row(
            _ end: String, _ energy: BoundedValue?, _ charge: BoundedValue?, _ time: BoundedValue?
        ) -> [String] {
            func text(_ value: BoundedValue?, _ format: String, _ unit: String) -> String {
                guard let value else { return "–" }
                return String(
                    format: "\(format) (\(format) to \(format)) \(unit)", value.value / 3600,
                    value.low / 3600, value.high / 3600)
            }
            let span =
                time.map {
                    "\(spanText(.seconds($0.value))) (\(spanText(.seconds($0.low))) to "
                        + "\(spanText(.seconds($0.high))))"
                } ?? "–"
            return [end, text(energy, "%.2f", "Wh"), text(charge, "%.3f", "Ah"), span]
        }
        return "Left at the end, with bounds\n"
            + table(
                ["until", "energy", "charge", "time at the mean current"],
                [
                    row("empty", energy.energyToEmpty, energy.chargeToEmpty, energy.timeToEmpty),
                    row("full", energy.energyToFull, energy.chargeToFull, energy.timeToFull),
                ], right: [1, 2, 3])
    }

    private func health(_ cells: [CellSnapshot]) -> String {
        func row(_ name: String, _ figure: (CellHealth) -> HealthFigure) -> [String] {
            let seen = cells.map { figure($0.health) }.filter(\.isObserved)
            let count = "\(seen.count) of \(cells.count) cells"
            guard let low = seen.map(\.ratio).min(), let high = seen.map(\.ratio).max() else {
                return [name, "not observable", "", count]
            }
            let deviation = seen.reduce(0) { $0 + $1.deviation } / Double(seen.count)
            return [
                name, String(format: "%.1f to %.1f %%", low * 100, high * 100),
                String(format: "± %.1f %%", deviation * 100), count,
            ]
        }
        return "Health at the end, against a new cell in the same state\n"
            + table(
                ["", "cells", "deviation", "observed"],
                [
                    row("capacity") { $0.capacity }, row("resistance") { $0.resistance },
                    row("interface") { $0.interface },
                ], right: [1, 2])
    }
}
