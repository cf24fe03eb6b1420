import Control
import Estimation
import Protection
import Quantities

extension MetricsText {
    mutating func putOutlook(_ outlook: OutlookSnapshot?) {
        guard let outlook else { return }
        let directions = [("charge", outlook.charge), ("discharge", outlook.discharge)]
        var reports: [(labels: [(String, String)], report: HorizonReport)] = []
        for (direction, of) in directions {
            for horizon in PowerHorizon.allCases {
                let seconds = NumberText.shortest(horizon.seconds)
                reports.append(
                    ([("direction", direction), ("horizon_seconds", seconds)], of[horizon]))
            }
        }
        family("power_limit_amperes", "Largest constant current for so long, the magnitude.")
        for one in reports { sample(one.report.limit.current.amperes, one.labels) }
        family("power_limit_watts", "The power of that current, the magnitude.")
        for one in reports { sample(one.report.power, one.labels) }
        family("power_limit_cause", "1 for what binds the limit.")
        for one in reports {
            let limit = one.report.limit
            sample(
                1,
                one.labels + [
                    ("cause", limit.cause.snakeCaseName), ("signal", limit.cause.boundName),
                    ("place", limit.place.words),
                ])
        }
        let energy = outlook.energy
        bounded(
            "energy_to_empty_joules", "Energy until the first cell is empty", energy.energyToEmpty)
        bounded("energy_to_full_joules", "Energy until the first cell is full", energy.energyToFull)
        bounded("time_to_empty_seconds", "Time to empty at the mean current", energy.timeToEmpty)
        bounded("time_to_full_seconds", "Time to full at the mean current", energy.timeToFull)
    }

    /// A value with its bounds; no sample while it is not known.
    private mutating func bounded(_ name: String, _ help: String, _ value: BoundedValue?) {
        family(name, help + ", with its bounds.")
        guard let value else { return }
        sample(value.value, [("bound", "value")])
        sample(value.low, [("bound", "low")])
        sample(value.high, [("bound", "high")])
    }

    /// A figure has samples once readings have confirmed it.
    mutating func putHealth(_ cells: [CellSnapshot]) {
        figure("capacity_health", "Capacity over that of the cell file", cells) { $0.capacity }
        figure("resistance_health", "Series resistance over that of a new cell", cells) {
            $0.resistance
        }
        figure("interface_health", "Interface resistance over that of a new cell", cells) {
            $0.interface
        }
    }

    private mutating func figure(
        _ name: String, _ help: String, _ cells: [CellSnapshot],
        _ figure: (CellHealth) -> HealthFigure
    ) {
        family(name + "_ratio", help + ".")
        for (index, cell) in cells.enumerated() where figure(cell.health).isObserved {
            sample(figure(cell.health).ratio, [("cell", String(index + 1))])
        }
        family(name + "_deviation_ratio", "Its standard deviation.")
        for (index, cell) in cells.enumerated() where figure(cell.health).isObserved {
            sample(figure(cell.health).deviation, [("cell", String(index + 1))])
        }
    }
}

extension LimitCause {
    /// The signal or the predicted quantity that binds; empty when neither does.
    var boundName: String { signal?.snakeCaseName ?? quantity?.snakeCaseName ?? "" }
}
