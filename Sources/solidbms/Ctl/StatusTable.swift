import Control
import OperatorChannel

/// A status for people.
struct StatusTable {
    private let view: StatusView

    init(_ view: StatusView) { self.view = view }

    /// The whole table.
    var text: String {
        var parts = [head, pack, stacks, flags]
        if !loop.isEmpty { parts.append(loop) }
        parts.append(log)
        return parts.joined(separator: "\n\n")
    }

    private var head: String {
        var text = "\(view["pack"] ?? "?"): \(view["state"] ?? "?")"
        if let time = span("time_in_state_s") { text += " for \(time)" }
        if view["contactors_commanded"] != "open", let time = span("time_to_open_s") {
            text += ", contactors open in \(time)"
        }
        text += "\nsolidbmsd \(view["program"] ?? "?")"
        if let time = span("uptime_s") { text += ", up \(time)" }
        if let digest = view["configuration"] { text += ", configuration \(digest)" }
        if view["drives_outputs"] == "no" { text += "\nDRY RUN: no output is driven" }
        if let age = view.number("snapshot_age_s"), age > 2 {
            text += "\nTHE LOOP STANDS STILL: what follows is \(spanText(.seconds(age))) old"
        }
        return text
    }

    private var pack: String {
        var rows: [[String]] = []
        rows.append(["contactors", contactors, ""])
        let closings = view.group("closings").map { field in
            "\(field.key.split(separator: "_").first ?? "?") \(field.value)"
        }
        if !closings.isEmpty {
            rows.append(["  closed so often", closings.joined(separator: ", "), ""])
        }
        rows.append([
            "inputs", "interlock \(view["interlock"] ?? "?")",
            "emergency stop \(view["emergency_stop"] ?? "?")",
        ])
        rows.append([
            "voltage", value("pack_voltage", "volt", "V", 2),
            "bus \(value("bus_voltage", "volt", "V", 2))",
        ])
        rows.append(["current", value("current", "ampere", "A", 3, isSigned: true), ""])
        rows.append(["  charge limit", limit("charge"), view["charge_limit_reason"] ?? ""])
        rows.append(["  discharge limit", limit("discharge"), view["discharge_limit_reason"] ?? ""])
        rows.append(["cell voltage"] + extremes("voltage", "volt", "V", 3))
        rows.append(["cell temperature"] + extremes("temperature", "celsius", "°C", 1))
        rows.append(["state of charge", charge, chargeRange])
        if let cells = view["balancing_cells"] { rows.append(["balancing", "cells \(cells)", ""]) }
        return columns(rows)
    }

    private var contactors: String {
        let commanded = view["contactors_commanded"] ?? "?"
        guard let feedback = view["contactors_feedback"], feedback != commanded else {
            return commanded
        }
        return "commanded \(commanded), read \(feedback)"
    }

    private var charge: String {
        guard let mean = view.number("state_of_charge_percent") else { return "unknown" }
        let deviation = view.number("state_of_charge_deviation_percent") ?? 100
        return "\(fixedDecimals(mean, 1)) % ± \(fixedDecimals(deviation, 1)) %"
    }

    private var chargeRange: String {
        guard let low = view.number("lowest_state_of_charge_percent"),
            let high = view.number("highest_state_of_charge_percent")
        else { return "" }
        return "\(fixedDecimals(low, 1)) to \(fixedDecimals(high, 1)) %"
    }

    private func limit(_ direction: String) -> String {
        value("\(direction)_limit", "ampere", "A", 3)
    }

    private func extremes(
        _ quantity: String, _ unit: String, _ symbol: String, _ decimals: Int
    ) -> [String] {
        func text(_ end: String) -> String? {
            guard let number = view.number("\(end)_cell_\(quantity)_\(unit)") else { return nil }
            let cell = view["\(end)_cell_\(quantity)_cell"] ?? "?"
            return "\(fixedDecimals(number, decimals)) \(symbol) (cell \(cell))"
        }
        let missing = view["cell_\(quantity)s_missing"].map { "\($0) missing" }
        guard let lowest = text("lowest"), let highest = text("highest") else {
            return ["none measured", missing ?? ""]
        }
        return ["\(lowest) to", highest + (missing.map { ", \($0)" } ?? "")]
    }

    // MARK: - Stacks and flags

    private var stacks: String {
        let rows = view.stacks.map { stack in
            let measured =
                stack.number("pressure_megapascal").map { fixedDecimals($0, 3) }
                ?? stack["pressure_missing"] ?? "?"
            let expected = stack.number("pressure_expected_megapascal")
            return [
                "\(stack.number)", stack["name"] ?? "", measured,
                expected.map { fixedDecimals($0, 3) } ?? "", tare(stack),
            ]
        }
        return table(
            ["stack", "name", "pressure MPa", "expected MPa", "zero"], rows, right: [0, 2, 3])
    }

    private func tare(_ stack: StatusView.Item) -> String {
        var text = stack["tare_source"] ?? ""
        if let offset = stack.number("tare_offset_megapascal") {
            text += ", \(fixedDecimals(offset, 4)) MPa"
        }
        if let latest = stack["tare_latest"], latest != "stored" { text += " (\(latest))" }
        return text
    }

    private var flags: String {
        let rows = view.flags.map { flag in
            [
                flag["number"] ?? "", flag["name"] ?? "", flag["grade"] ?? "", flag["place"] ?? "",
                flag["value"] ?? "", flag["limit"] ?? "",
                flag.number("active_s").map { spanText(.seconds($0)) } ?? "",
                flag["acknowledgement"] ?? "",
            ]
        }
        guard !rows.isEmpty else { return "  no flags" }
        return table(
            ["flag", "name", "grade", "place", "value", "limit", "for", "acknowledge"], rows,
            right: [0, 4, 5])
    }

    // MARK: - Loop and log

    private var loop: String {
        columns(
            view.group("loop").map { field in
                var words = field.key.split(separator: "_").map(String.init)
                let isTime = words.last == "ms"
                if isTime || words.last == "count" { words.removeLast() }
                return [
                    "loop " + words.joined(separator: " "), field.value + (isTime ? " ms" : ""),
                ]
            })
    }

    private var log: String {
        var text = "  log  "
        if view["log_snapshots"] == "none" || view["log_snapshots"] == nil {
            text += "nothing is recorded"
        } else {
            text += "\(view["log_snapshots"] ?? "?") snapshots, \(view["log_events"] ?? "?") events"
            let dropped = [
                view.number("log_snapshots_dropped") ?? 0, view.number("log_events_dropped") ?? 0,
            ]
            if dropped.contains(where: { $0 > 0 }) {
                text += ", dropped \(fixedDecimals(dropped[0], 0)) snapshots"
                text += " and \(fixedDecimals(dropped[1], 0)) events"
            }
        }
        if let failure = view["log_failure"] { text += "\n  log  WRITING FAILS: \(failure)" }
        if let copies = view["state_copies"] {
            text += "\n  state  "
            text += copies == "none" ? "nothing survives a restart" : "kept, \(copies) copies"
        }
        if let failure = view["state_failure"] { text += ", WRITING FAILS: \(failure)" }
        if let errors = view["transfer_errors"], errors != "0" {
            text += "\n  bus  \(errors) transfers failed since the start"
        }
        return text
    }

    private func span(_ key: String) -> String? {
        view.number(key).map { spanText(.seconds($0)) }
    }

    private func value(
        _ key: String, _ unit: String, _ symbol: String, _ decimals: Int, isSigned: Bool = false
    ) -> String {
        guard let number = view.number("\(key)_\(unit)") else {
            return "missing: \(view["\(key)_missing"] ?? "no value")"
        }
        let sign = isSigned && number > 0 ? "+" : ""
        return "\(sign)\(fixedDecimals(number, decimals)) \(symbol)"
    }

    /// Columns without a header.
    private func columns(_ rows: [[String]]) -> String {
        guard let first = rows.first else { return "" }
        return table(first, Array(rows.dropFirst()))
    }
}
