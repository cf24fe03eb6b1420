/// The lines of a TOML file, changed in place: every edit names a table and a key that are there.
struct TextEdits {
    private var lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var text: String { lines.joined(separator: "\n") }

    /// Gives a key of a table another value, which has to be TOML; `""` is what stands before all
    /// tables.
    mutating func set(_ table: String, _ key: String, _ value: String) {
        lines[line(of: key, in: table)] = "\(key) = \(value)"
    }

    /// Gives a key of a named entry of an array of tables another value.
    mutating func set(_ array: String, named name: String, _ key: String, _ value: String) {
        let first = line(ofEntry: name, in: array)
        let end = lines[first...].firstIndex(of: "") ?? lines.endIndex
        guard let index = (first..<end).first(where: { lines[$0].hasPrefix(key + " =") }) else {
            preconditionFailure("The entry \(name) of \(array) has a key \(key).")
        }
        lines[index] = "\(key) = \(value)"
    }

    /// Gives a quantity another value.
    mutating func set(_ table: String, _ key: String, _ value: Double, _ unit: String) {
        set(
            table, key,
            "{ value = \(value), unit = \"\(unit)\", source = \"fitted by the test [C]\" }")
    }

    /// Gives the grades of a limit other thresholds.
    mutating func setLimit(
        _ name: String, _ unit: String, grades: [String] = ["operating", "warning", "safety"],
        _ thresholds: (set: Double, release: Double)...
    ) {
        for (grade, new) in zip(grades, thresholds) {
            let index = line(of: grade, in: "limits.\(name)")
            let fields = lines[index].split(separator: ",", omittingEmptySubsequences: false)
            precondition(fields.count > 2, "A limit has thresholds and times.")
            let start = "\(grade) = { set = \"\(new.set) \(unit)\", "
            let rest = fields[2...].joined(separator: ",")
            lines[index] = start + "release = \"\(new.release) \(unit)\"," + rest
        }
    }

    /// Moves a derating curve to other values of its signal; the limits stay.
    mutating func setCurve(
        _ signal: String, _ direction: String, _ unit: String, _ values: [Double]
    ) {
        let place = lines.indices.first {
            lines[$0] == "signal = \"\(signal)\"" && lines[$0 + 1] == "direction = \"\(direction)\""
        }
        guard let place, lines[place + 2].hasPrefix("values = ") else {
            preconditionFailure("There is a curve of \(signal) while \(direction).")
        }
        lines[place + 2] = "values = { value = \(values), unit = \"\(unit)\" }"
    }

    /// Takes out the entries of an array of tables that have these names.
    mutating func drop(_ array: String, named names: [String]) {
        for name in names {
            let first = line(ofEntry: name, in: array)
            let end = lines[first...].firstIndex(of: "") ?? lines.endIndex
            lines.removeSubrange((first - 1)..<end)
        }
    }

    /// The line of the name, right behind the head of the entry.
    private func line(ofEntry name: String, in array: String) -> Int {
        guard let first = lines.firstIndex(of: "name = \"\(name)\""), first > 0,
            lines[first - 1] == "[[\(array)]]"
        else { preconditionFailure("There is an entry \(name) in \(array).") }
        return first
    }

    private func line(of key: String, in table: String) -> Int {
        var start = 0
        if !table.isEmpty {
            guard let head = lines.firstIndex(of: "[\(table)]") else {
                preconditionFailure("There is a table \(table).")
            }
            start = head + 1
        }
        let body = lines[start...].prefix { !$0.hasPrefix("[") }
        guard let index = body.firstIndex(where: { $0.hasPrefix(key + " =") }) else {
            preconditionFailure("There is a key \(key) in the table \(table).")
        }
        return index
    }
}
