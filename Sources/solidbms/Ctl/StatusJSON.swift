import OperatorChannel

/// A status for programs: one object with the fields as the daemon names them; stacks, flags and
/// cells as arrays, other groups as objects, and what has a unit in its name as a number.
struct StatusJSON {
    /// The object.
    let text: String

    /// - Parameter kinds: Of what there are several; an array each, empty where there is none.
    init(_ fields: [OperatorReply.Field], kinds: [String] = ["stack", "flag"]) {
        let view = StatusView(fields)
        var groups: [(name: String, members: [String])] = []
        var members: [String] = []
        for field in fields {
            let parts = field.key.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                members.append(Self.member(field))
                continue
            }
            if kinds.contains(parts[0]) { continue }
            let inner = Self.member(OperatorReply.Field(parts[1], field.value))
            if let index = groups.firstIndex(where: { $0.name == parts[0] }) {
                groups[index].members.append(inner)
            } else {
                groups.append((parts[0], [inner]))
            }
        }
        for group in groups {
            members.append(
                "\(Self.quoted(group.name)): {\(group.members.joined(separator: ", "))}")
        }
        for kind in kinds { members.append("\(Self.quoted(kind)): \(Self.array(of: kind, view))") }
        text = "{\n  \(members.joined(separator: ",\n  "))\n}"
    }

    private static func array(of kind: String, _ view: StatusView) -> String {
        let items = view.items(kind)
        guard !items.isEmpty else { return "[]" }
        let objects = items.map { item in
            let fields = view.group("\(kind).\(item.number)")
            return "    {" + fields.map { member($0) }.joined(separator: ", ") + "}"
        }
        return "[\n" + objects.joined(separator: ",\n") + "\n  ]"
    }

    private static func member(_ field: OperatorReply.Field) -> String {
        "\(quoted(field.key)): \(value(field))"
    }

    /// A number as it was sent, when it is one that JSON has; everything else as text.
    private static func value(_ field: OperatorReply.Field) -> String {
        let text = field.value
        let isNumber =
            numberKeys.contains(field.key)
            || field.key.split(separator: "_").count > 1
                && units.contains { field.key.hasSuffix("_" + $0) }
        guard isNumber, let number = Double(text), number.isFinite,
            text.allSatisfy({ "-.0123456789".contains($0) })
        else { return quoted(text) }
        return text
    }

    private static let units = [
        "s", "ms", "volt", "ampere", "celsius", "percent", "megapascal", "cell", "missing",
        "milliohm", "errors", "snapshots", "events", "dropped", "count", "copies",
    ]
    private static let numberKeys = [
        "steps", "cells", "stacks", "flags", "number", "count", "stack",
    ]

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
