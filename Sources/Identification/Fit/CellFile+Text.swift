import CellModel

/// Values as the text of a cell file.
extension CellFile {
    func temperatures(_ cell: IdentifiedCell) -> String {
        let texts = cell.temperatures.map { rounded($0 - 273.15, 2) }
        return "{ value = [" + texts.joined(separator: ", ") + "], unit = \"degC\" }"
    }

    func table(
        _ table: IdentifiedCell.Table, _ scale: Double, _ unit: String, _ places: Int,
        _ method: String
    ) -> String {
        let values = table.map.rows.map { block($0.samples, scale, places) }
        let deviations = table.deviations.map { block($0, scale, places) }
        return "{ value = [" + values.joined(separator: ", ") + "], uncertainty = ["
            + deviations.joined(separator: ", ") + "], unit = \"\(unit)\", method = "
            + quoted(method) + " }"
    }

    private func block(_ values: [Double], _ scale: Double, _ places: Int) -> String {
        "[\n" + lines(values.map { rounded($0 * scale, places) }, perLine: 11) + "\n]"
    }

    func times(_ value: Double, rows: Int) -> String {
        let text = rounded(value, 3)
        let row = "[\(text), \(text)]"
        return "{ value = [" + [String](repeating: row, count: rows).joined(separator: ", ")
            + "], unit = \"s\", method = \"search on a grid\" }"
    }

    func lines(_ values: [String], perLine: Int, indent: String = "    ") -> String {
        stride(from: 0, to: values.count, by: perLine).map { start in
            indent + values[start..<min(start + perLine, values.count)].joined(separator: ", ")
        }.joined(separator: ",\n")
    }

    func rounded(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let result = (value * scale).rounded() / scale
        return result == 0 ? "0.0" : "\(result)"
    }

    func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// The last part of a path: where a file lay on somebody's machine is nobody's business.
    static func baseName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    func comment(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where character.value < 0x20: result += " "
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }
}
