/// What a cell scientist would refuse to build. Each rule has a name, with which a cell file can
/// accept the refusal, giving a written reason.
enum RefusalRule: String, CaseIterable {
    case reducedByAnode = "reduced-by-anode"
    case oxidisedByCathode = "oxidised-by-cathode"
    case treatmentDoesNotApply = "treatment-does-not-apply"
    case outsideOperationTemperature = "outside-operation-temperature"
    case windowOutsideOpenCircuit = "voltage-window-outside-open-circuit"
    case cathodeBelowAnode = "cathode-below-anode"
    case noStackPressure = "no-stack-pressure"
    case stackPressureLost = "stack-pressure-lost"
    case lithiumSqueezedThrough = "lithium-squeezed-through"
}

/// The refusals of one cell, and which of them its file accepts.
final class Refusals {
    private struct Entry {
        let table: TableReader
        let rule: RefusalRule
        let reason: String
        var refusals: [String] = []
    }

    private let root: TableReader
    private var entries: [Entry] = []

    /// Reads `[[accepted]]`.
    init(_ root: TableReader) {
        self.root = root
        for table in root.tables("accepted") {
            let rule: RefusalRule? = table.choice("rule")
            let reason = table.text("reason")
            guard let rule, !reason.isEmpty else { continue }
            if entries.contains(where: { $0.rule == rule }) {
                table.add("rule", "accepted twice", found: "\"\(rule.rawValue)\"")
            }
            entries.append(Entry(table: table, rule: rule, reason: reason))
        }
    }

    /// Refuses the cell, unless its file accepts that.
    ///
    /// - Parameters:
    ///   - keyPath: The key of the cell file that could be another.
    ///   - reason: Why, in the words of physics.
    ///   - found: The figure of this cell.
    ///   - allowed: What would be well.
    func refuse(
        _ rule: RefusalRule, _ keyPath: String, _ reason: String, found: String, allowed: String
    ) {
        if let index = entries.firstIndex(where: { $0.rule == rule }) {
            entries[index].refusals.append("\(reason) (\(found))")
            return
        }
        root.add(
            keyPath, "refused, \(rule.rawValue): \(reason)", found: found,
            allowed: "\(allowed); or [[accepted]] rule = \"\(rule.rawValue)\" with a reason")
    }

    /// Complains about what is accepted for nothing, and records what was refused otherwise; call
    /// after every check.
    func finish() {
        for (index, entry) in entries.enumerated() where !entry.refusals.isEmpty {
            root.document.record(
                "accepted[\(index + 1)].refused", entry.refusals.joined(separator: "; "))
        }
        for entry in entries where entry.refusals.isEmpty {
            entry.table.add(
                "rule", "accepted, but this cell is not refused by it",
                found: "\"\(entry.rule.rawValue)\"", allowed: "remove the entry")
        }
    }

    /// What was accepted and why.
    var accepted: [AcceptedRefusal] {
        entries.map {
            AcceptedRefusal(
                rule: $0.rule.rawValue, reason: $0.reason,
                refusal: $0.refusals.joined(separator: "; "))
        }
    }
}
