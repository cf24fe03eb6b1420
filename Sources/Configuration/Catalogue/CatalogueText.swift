/// The catalogue as text for a terminal.
public struct CatalogueText: Sendable {
    let catalogue: Catalogue
    /// Columns of the terminal, between ``widthRange``.
    let width: Int

    /// Narrower cannot hold the tables, of which lists want 100; wider is hard to read.
    static let widthRange = 80...100

    /// - Parameter width: Columns of the terminal; taken as 80 to 100.
    public init(_ catalogue: Catalogue, width: Int = 100) {
        self.catalogue = catalogue
        self.width = min(max(width, Self.widthRange.lowerBound), Self.widthRange.upperBound)
    }

    /// A table of entries per category, and the counts at the end.
    ///
    /// - Parameter category: Only this one; nil for all.
    public func list(_ category: CatalogueCategory? = nil) -> String {
        let categories = CatalogueCategory.allCases.filter { category == nil || $0 == category }
        let tables = categories.map { category in
            let entries = catalogue.entries.filter { $0.category == category }
            return category.title + "\n" + table(entries)
        }
        var text = tables.joined(separator: "\n\n") + "\n\n"
        for (mark, meaning) in Self.marks where text.contains(" \(mark)") {
            text += "\(mark) \(meaning)\n"
        }
        if !text.hasSuffix("\n\n") { text += "\n" }
        return text + counts(categories)
    }

    /// Units that tell the property: conductivity, specific capacity, area resistance, energy.
    private static let speakingUnits = [
        "S/cm", "mS/cm", "mAh/g", "ohm cm2", "Wh/kg", "Wh/L", "mAh/cm2", "uAh/cm2", "mA/cm2",
        "cycles", "V vs Li/Li+",
    ]

    private static let marks = [
        ("*", "used in place of what the review prints; show NAME says why"),
        ("?", "doubtful or implausible; show NAME says why"),
    ]

    private func headline(_ entry: CatalogueEntry) -> String {
        guard let row = entry.headline else { return "-" }
        // "<5 min" says nothing without its property; "1.2e-3 S/cm" does.
        let words = row.valueUsed.words
        let speaks =
            row.valueUsed.numbers == .words || Self.speakingUnits.contains { words.contains($0) }
        let value = (speaks ? "" : row.propertyWords + " ") + words
        if row.valueUsed != row.value { return value + " *" }
        let isDoubted = row.plausibility == .doubtful || row.plausibility == .implausible
        return value + (isDoubted ? " ?" : "")
    }

    /// Columns as wide as they need; what is left goes to the formula, which is cut to fit. What a
    /// system is made of is its name.
    private func table(_ entries: [CatalogueEntry]) -> String {
        var rows = [["slug", "name", "formula", "value", "rows", "model"]]
        for entry in entries {
            rows.append([
                entry.slug, entry.category == .systems ? "" : entry.name, entry.formula ?? "",
                headline(entry), "\(entry.rows.count)", entry.models.isEmpty ? "no" : "yes",
            ])
        }
        if rows.dropFirst().allSatisfy({ $0[1].isEmpty }) { rows = rows.map { [$0[0]] + $0[2...] } }
        let formula = rows[0].count - 4
        var widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let others = widths.reduce(0, +) - widths[formula] + 2 * widths.count
        widths[formula] = min(widths[formula], max(width - others, 8))
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { index, pair in
                index == row.count - 2
                    ? pair.0.rightAligned(to: pair.1) : pair.0.fitted(to: pair.1)
            }
            return "  " + cells.joined(separator: "  ").withoutTail
        }.joined(separator: "\n")
    }

    private func counts(_ categories: [CatalogueCategory]) -> String {
        var rows = categories.map { category in
            (
                category.rawValue,
                catalogue.entries.count { $0.category == category },
                catalogue.rows(of: category).count,
                catalogue.entries.count { $0.category == category && !$0.models.isEmpty }
            )
        }
        if rows.count > 1 {
            rows.append(
                (
                    "total", rows.reduce(0) { $0 + $1.1 }, rows.reduce(0) { $0 + $1.2 },
                    rows.reduce(0) { $0 + $1.3 }
                ))
        }
        let header = ["entries", "rows", "models"]
        let lines = [("category", header)] + rows.map { ($0.0, ["\($0.1)", "\($0.2)", "\($0.3)"]) }
        return lines.map { name, numbers in
            "  " + name.fitted(to: 22) + numbers.map { $0.rightAligned(to: 9) }.joined()
        }.joined(separator: "\n")
    }
}
