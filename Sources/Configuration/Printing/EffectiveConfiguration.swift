/// Everything in force, as text: each value with its file, unit and source, in a fixed order.
///
/// The same files give the same text and the same digest on every machine; two runs with one digest
/// ran with the same configuration.
public struct EffectiveConfiguration: Sendable, Equatable, CustomStringConvertible {
    private let sections: [(title: String, values: [Provenance])]

    /// The cell and its materials.
    public init(_ cell: CellDescription) {
        sections = Self.sections([("cell \(cell.name)", cell.provenance)])
    }

    /// The pack, then its cell.
    public init(_ pack: PackDescription) {
        sections = Self.sections([
            ("pack \(pack.name)", pack.provenance),
            ("cell \(pack.cell.name)", pack.cell.provenance),
        ])
    }

    /// The scenario, then its pack and cell.
    public init(_ scenario: ScenarioDescription) {
        let pack = scenario.pack
        sections = Self.sections([
            ("scenario \(scenario.name)", scenario.provenance),
            ("pack \(pack.name)", pack.provenance),
            ("cell \(pack.cell.name)", pack.cell.provenance),
        ])
    }

    /// One section per file, in the order of first mention.
    private static func sections(
        _ groups: [(String, [Provenance])]
    ) -> [(title: String, values: [Provenance])] {
        var sections: [(title: String, values: [Provenance])] = []
        for (title, values) in groups {
            var files: [String] = []
            for value in values where !files.contains(value.file) { files.append(value.file) }
            for file in files {
                let own = values.filter { $0.file == file }
                sections.append((file == files.first ? title : "material", own))
            }
        }
        return sections
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.canonicalText == right.canonicalText
    }

    /// The text to print: the columns aligned, the file names as they were given, the digest last.
    public var description: String {
        var text = ""
        for (title, values) in sections {
            text += "[\(title)]  \(values.first?.file ?? "")\n"
            let keyWidth = values.map(\.keyPath.count).max() ?? 0
            let valueWidth = values.map { Self.valueText($0).count }.filter { $0 <= 40 }.max() ?? 0
            for value in values {
                let shown = Self.valueText(value)
                var line = "  " + Self.padded(value.keyPath, keyWidth) + "  "
                line += value.source.isEmpty ? shown : Self.padded(shown, valueWidth)
                if !value.source.isEmpty { line += "  " + value.source }
                if let method = value.method { line += "; \(method)" }
                if let note = value.note { line += "; \(note)" }
                text += line + "\n"
            }
            text += "\n"
        }
        return text + "digest \(digestText)\n"
    }

    /// The text that the digest is taken of: no file names, no alignment.
    public var canonicalText: String {
        var text = ""
        for (title, values) in sections {
            text += "[\(title)]\n"
            for value in values {
                text += "\(value.keyPath)\t\(Self.valueText(value))\t\(value.source)"
                text += "\t\(value.method ?? "")\t\(value.note ?? "")\n"
            }
        }
        return text
    }

    /// A stable fingerprint of the configuration.
    public var digest: UInt64 { FowlerNollVo.hash(canonicalText) }

    /// The digest in 16 hexadecimal digits.
    public var digestText: String {
        let digits = String(digest, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func valueText(_ value: Provenance) -> String {
        var text = value.text
        if let uncertainty = value.uncertainty { text += " ± \(numberText(uncertainty))" }
        return value.unit.isEmpty ? text : text + " " + value.unit
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
