import CellModel
import Quantities

/// What the cycler does: the `[protocol]` table.
extension CyclingFile {
    func readPlan(_ cell: CellDescription?) -> CyclingPlan? {
        let table = root.table("protocol")
        let temperature = table.value("temperature", .temperature, in: 150...500)
        let charge = readCurrent(table, "charge_current", cell)
        let discharge = readCurrent(table, "discharge_current", cell)
        let hold = table.node("hold_until") != nil ? readCurrent(table, "hold_until", cell) : nil
        let rest = table.duration("rest", in: .zero ... .seconds(86_400 * 3_660))
        let cycleCount = table.integer("cycle_count", in: 1...1_000_000)
        let seriesCount =
            table.node("series_count") != nil ? table.integer("series_count", in: 1...64) : 1
        let start = table.value("initial_state_of_charge", .ratio, in: 0...1)
        let halfCycle = readHalfCycle(table, cell)
        let voltages = readVoltages(table, cell, isGuard: halfCycle != nil)
        let formation = readFormation(table, cell)
        let checkUp = readCheckUp(table, cell)
        if let hold, hold >= charge {
            table.add("hold_until", "not below \"charge_current\"; the hold would end at once")
        }
        if hold != nil, halfCycle != nil {
            table.add("hold_until", "half cycles of a fixed charge hold no voltage")
        }
        if let cell { checkTemperature(table, temperature, cell) }
        guard let voltages, let cycleCount, let seriesCount else { return nil }
        return CyclingPlan(
            temperature: .kelvins(temperature), chargeCurrent: .amperes(charge),
            dischargeCurrent: .amperes(discharge),
            voltageRange: .volts(voltages.lowerBound) ... .volts(voltages.upperBound),
            holdUntil: hold.map { .amperes($0) }, rest: rest, cycleCount: cycleCount,
            seriesCount: seriesCount, initialStateOfCharge: StateOfCharge(fraction: start),
            halfCycleCharge: halfCycle.map { .coulombs($0) }, formation: formation,
            checkUp: checkUp)
    }

    /// The charge of a half cycle, C of the cell; nil when the voltage ends half cycles.
    private func readHalfCycle(_ table: TableReader, _ cell: CellDescription?) -> Double? {
        guard table.node("half_cycle_capacity") != nil else {
            if cell?.composition?.isSymmetric == true {
                table.add(
                    "half_cycle_capacity",
                    "missing key; no voltage ends the half cycles of a cell "
                        + "with the same electrode on both sides",
                    allowed: "a charge per area in \(Dimension.arealCapacity.unitList)")
            }
            return nil
        }
        let density = table.value("half_cycle_capacity", .arealCapacity, in: 1...1e7)
        return density * (cell?.parameters.totalArea ?? .nan)
    }

    /// The voltages between which to cycle: the cell's own window, or as the file says.
    private func readVoltages(
        _ table: TableReader, _ cell: CellDescription?, isGuard: Bool
    ) -> ClosedRange<Double>? {
        guard isGuard else {
            let lower = table.optionalValue("discharge_voltage", .voltage, in: 0...6)
            let upper = table.optionalValue("charge_voltage", .voltage, in: 0...6)
            let range = cell?.voltageRange
            let first = lower ?? range?.lowerBound.volts ?? .nan
            let last = upper ?? range?.upperBound.volts ?? .nan
            if first >= last {
                table.add("charge_voltage", "not above the voltage at which discharging ends")
            }
            return first < last ? first...last : nil
        }
        let limit = table.optionalValue("voltage_limit", .voltage, in: 1e-3...10) ?? 5
        for key in ["charge_voltage", "discharge_voltage"] where table.has(key) {
            _ = table.node(key)
            table.add(
                key, "half cycles of a fixed charge end by charge",
                allowed: "voltage_limit, which ends a half cycle in both directions")
        }
        return limit > 0 ? -limit...limit : nil
    }

    private func readFormation(
        _ table: TableReader, _ cell: CellDescription?
    ) -> CyclingPlan.Formation? {
        guard let formation = table.optionalTable("formation") else { return nil }
        let current = readCurrent(formation, "current", cell)
        return formation.integer("cycle_count", in: 1...1000).map {
            CyclingPlan.Formation(cycleCount: $0, current: .amperes(current))
        }
    }

    private func readCheckUp(
        _ table: TableReader, _ cell: CellDescription?
    ) -> CyclingPlan.CheckUp? {
        guard let checkUp = table.optionalTable("check_up") else { return nil }
        let current = readCurrent(checkUp, "current", cell)
        return checkUp.integer("every", in: 1...1_000_000).map {
            CyclingPlan.CheckUp(every: $0, current: .amperes(current))
        }
    }

    /// A current in amperes of the cell, given as a rate (1/h of the capacity), per area or as it
    /// is; not-a-number after a problem.
    private func readCurrent(
        _ table: TableReader, _ key: String, _ cell: CellDescription?
    ) -> Double {
        let dimensions: [Dimension] = [.rate, .currentDensity, .current]
        let symbols = dimensions.map(\.unitList).joined(separator: ", ")
        guard let node = table.required(key, "a current or a rate in \(symbols)") else {
            return .nan
        }
        let symbol = Self.unitSymbol(of: node)
        let dimension = dimensions.first { dimension in
            dimension.units.contains { $0.symbol == symbol }
        }
        guard let dimension else {
            table.add(
                key, symbol == nil ? "missing unit" : "unit of something else",
                found: symbol.map { "\"\($0)\"" }, allowed: symbols)
            return .nan
        }
        let factor =
            switch dimension {
            case .rate: cell?.parameters.capacity
            case .currentDensity: cell?.parameters.totalArea
            default: 1.0
            }
        return table.value(key, dimension, in: Double.leastNormalMagnitude...1e6)
            * (factor ?? .nan)
    }

    static func unitSymbol(of node: Node) -> String? {
        switch node {
        case .text(let text):
            let words = text.split(separator: " ", maxSplits: 1)
            return words.count > 1 ? String(words[1]) : nil
        case .table(let entries):
            guard case .text(let text)? = entries.first(where: { $0.key == "unit" })?.value else {
                return nil
            }
            return text
        case .array, .integer, .number, .boolean, .other:
            return nil
        }
    }

    private func checkTemperature(
        _ table: TableReader, _ temperature: Double, _ cell: CellDescription
    ) {
        let range = cell.temperatureRange
        if temperature < range.lowerBound.kelvins || temperature > range.upperBound.kelvins {
            table.add(
                "temperature", "outside the temperature window of the cell",
                found: "\(shortText(temperature - 273.15)) degC",
                allowed: "\(shortText(range.lowerBound.celsius)) to "
                    + "\(shortText(range.upperBound.celsius)) degC")
        }
    }
}
