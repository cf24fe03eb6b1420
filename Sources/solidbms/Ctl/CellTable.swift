import Control
import OperatorChannel

/// The cells and stacks of a pack for people.
struct CellTable {
    private let view: StatusView

    init(_ view: StatusView) { self.view = view }

    /// The whole of it.
    var text: String {
        var parts = [head]
        // No cell: nothing that a table could show.
        if !view.cells.isEmpty { parts.append(cells + "\n" + spread) }
        if !view.stacks.isEmpty { parts.append(stacks) }
        parts.append(legend)
        return parts.joined(separator: "\n\n")
    }

    private var head: String {
        var text = "\(view["pack"] ?? "?"): \(view["state"] ?? "?"), current "
        if let current = view.number("current_ampere") {
            text += (current > 0 ? "+" : "") + fixedDecimals(current, 3) + " A"
        } else {
            text += "missing: \(view["current_missing"] ?? "no value")"
        }
        switch view["flags"] {
        case nil, "0": text += ", no flags"
        case "1": text += ", 1 flag"
        case let count?: text += ", \(count) flags"
        }
        if view["drives_outputs"] == "no" { text += "\nDRY RUN: no output is driven" }
        if let age = view.number("snapshot_age_s"), age > 2 {
            text += "\nTHE LOOP STANDS STILL: what follows is \(spanText(.seconds(age))) old"
        }
        return text
    }

    // MARK: - Cells

    private var cells: String {
        let rows = view.cells.map { cell in
            [
                "\(cell.number)", cell["stack"] ?? "", measured(cell, "voltage", "volt", 3),
                measured(cell, "temperature", "celsius", 1),
                charge(cell), estimate(cell, "resistance", "milliohm", 2),
                estimate(cell, "interface_resistance", "milliohm", 2),
                estimate(cell, "contact", "percent", 1),
                cell["balancing"] == "yes" ? "on" : "", cell["flags"] ?? "",
            ]
        }
        return table(
            [
                "cell", "stack", "V", "°C", "charge %", "R0 mΩ", "interface mΩ", "contact %",
                "bleed", "flags",
            ], rows, right: [0, 1, 2, 3, 4, 5, 6, 7])
    }

    private func measured(
        _ item: StatusView.Item, _ quantity: String, _ unit: String, _ decimals: Int
    ) -> String {
        guard let number = item.number("\(quantity)_\(unit)") else {
            return "missing: \(item["\(quantity)_missing"] ?? "no value")"
        }
        return fixedDecimals(number, decimals)
    }

    private func estimate(
        _ cell: StatusView.Item, _ quantity: String, _ unit: String, _ decimals: Int
    ) -> String {
        guard let number = cell.number("\(quantity)_\(unit)") else {
            return cell["\(quantity)_missing"] == nil ? "missing: no value" : Self.unknown
        }
        let doubt = cell.number("\(quantity)_three_sigma_\(unit)") ?? .nan
        return "\(fixedDecimals(number, decimals)) ±\(padded(doubt, decimals))"
    }

    private func charge(_ cell: StatusView.Item) -> String {
        let isGuess = cell["state_of_charge_observed"] != "yes"
        return estimate(cell, "state_of_charge", "percent", 1) + (isGuess ? " ?" : "  ")
    }

    /// Doubts under each other: as wide as two digits before the point.
    private func padded(_ number: Double, _ decimals: Int) -> String {
        let text = fixedDecimals(number, decimals)
        let missing = max(0, 4 + decimals - text.count)
        return String(repeating: " ", count: missing) + text
    }

    private static let unknown = "–"

    /// How far the cells are apart, which is what one looks for in a column of numbers.
    private var spread: String {
        let parts = [
            spread("voltage_volt", 1e3, "mV", 1), spread("temperature_celsius", 1, "K", 1),
            spread("state_of_charge_percent", 1, "% of charge", 1),
        ].compactMap { $0 }
        return parts.isEmpty ? "" : "  apart  " + parts.joined(separator: ", ")
    }

    private func spread(
        _ key: String, _ scale: Double, _ unit: String, _ decimals: Int
    ) -> String? {
        let known = view.cells.compactMap { cell in
            cell.number(key).map { (value: $0, cell: cell.number) }
        }
        guard known.count > 1, let low = known.min(by: { $0.value < $1.value }),
            let high = known.max(by: { $0.value < $1.value })
        else { return nil }
        let span = fixedDecimals((high.value - low.value) * scale, decimals)
        return "\(span) \(unit) (cell \(low.cell) to \(high.cell))"
    }

    // MARK: - Stacks

    private var stacks: String {
        let rows = view.stacks.map { stack in
            [
                "\(stack.number)", stack["name"] ?? "",
                measured(stack, "pressure", "megapascal", 3),
                stack.number("pressure_expected_megapascal").map { fixedDecimals($0, 3) } ?? "",
                stack.number("pressure_rate_kilopascal_per_s").map { signed($0, 1) } ?? "",
                stack["tare_source"] ?? "", stack["flags"] ?? "",
            ]
        }
        return table(
            ["stack", "name", "pressure MPa", "expected MPa", "rate kPa/s", "zero", "flags"], rows,
            right: [0, 2, 3, 4])
    }

    private func signed(_ number: Double, _ decimals: Int) -> String {
        let text = fixedDecimals(number, decimals)
        // A rate that rounds to nothing has no direction.
        if text.allSatisfy({ "-0.".contains($0) }) { return fixedDecimals(0, decimals) }
        return number > 0 ? "+" + text : text
    }

    private var legend: String {
        var lines = ["  ± three standard deviations; \(Self.unknown) no reading tells yet"]
        if view.cells.contains(where: { $0["state_of_charge_observed"] != "yes" }) {
            lines.append("  ? counted from a guess that no reading has confirmed")
        }
        return lines.joined(separator: "\n")
    }
}
