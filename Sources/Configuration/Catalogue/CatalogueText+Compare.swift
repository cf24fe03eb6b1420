extension CatalogueText {
    /// Two entries side by side: what the models use, then property by property what the reviews
    /// print; the value used first where it is another.
    public func compare(_ left: CatalogueEntry, _ right: CatalogueEntry) -> String {
        var sections = [
            tableOf(
                "", left.slug, right.slug,
                [
                    ("name", [left.name], [right.name]),
                    ("formula", [left.formula ?? "-"], [right.formula ?? "-"]),
                    ("category", [left.category.rawValue], [right.category.rawValue]),
                    ("rows", ["\(left.rows.count)"], ["\(right.rows.count)"]),
                ])
        ]
        let models = modelRows(left, right)
        if !models.isEmpty { sections.append(tableOf("model", left.slug, right.slug, models)) }
        var properties: [String] = []
        for row in left.rows + right.rows where !properties.contains(row.property) {
            properties.append(row.property)
        }
        if !properties.isEmpty {
            let rows = properties.map { property in
                (
                    property.replacing("_", with: " "), cells(left, property),
                    cells(right, property)
                )
            }
            sections.append(tableOf("reviews", left.slug, right.slug, rows))
        }
        return sections.joined(separator: "\n\n")
    }

    private func cells(_ entry: CatalogueEntry, _ property: String) -> [String] {
        let rows = entry.rows.filter { $0.property == property }
        return rows.isEmpty ? ["-"] : rows.map(cell)
    }

    private func cell(_ row: CatalogueRow) -> String {
        var text = row.valueUsed.words
        if row.valueUsed != row.value { text += ", not \(row.value.words)" }
        if case .celsius(let value) = row.temperature { text += " at \(numberText(value)) degC" }
        text += " (\(row.source)"
        text += row.plausibility == .plausible ? ")" : ", \(row.plausibility.rawValue))"
        if let instead = row.instead, let quantity = instead.quantity {
            text += "; \(quantity) \(instead.value.words)"
        }
        return text
    }

    private func modelRows(
        _ left: CatalogueEntry, _ right: CatalogueEntry
    ) -> [(String, [String], [String])] {
        func values(_ entry: CatalogueEntry) -> [Provenance] { entry.models.flatMap(\.values) }
        var paths: [String] = []
        for value in values(left) + values(right) where !paths.contains(value.keyPath) {
            paths.append(value.keyPath)
        }
        // Keys at the top of a file first, then table by table.
        var tables: [String] = [""]
        for path in paths where !tables.contains(Provenance.tableAndKey(path).table) {
            tables.append(Provenance.tableAndKey(path).table)
        }
        paths = tables.flatMap { table in
            paths.filter { Provenance.tableAndKey($0).table == table }
        }
        var table = ""
        return paths.flatMap { path in
            func texts(_ entry: CatalogueEntry) -> [String] {
                let own = values(entry).filter { $0.keyPath == path }
                return own.isEmpty ? ["-"] : own.map(\.valueWords)
            }
            let place = Provenance.tableAndKey(path)
            let isNew = place.table != table
            table = place.table
            let heading: [(String, [String], [String])] = isNew ? [("[\(table)]", [], [])] : []
            return heading + [(place.key, texts(left), texts(right))]
        }
    }

    /// Three columns, each cell wrapped; entries of one cell begin on lines of their own.
    private func tableOf(
        _ title: String, _ left: String, _ right: String,
        _ rows: [(name: String, left: [String], right: [String])]
    ) -> String {
        let nameWidth = width < 100 ? 26 : 30
        let columnWidth = (width - nameWidth - 4) / 2
        func wrapped(_ texts: [String], _ width: Int) -> [String] {
            texts.flatMap { text in
                text.wrapped(to: width - 2).enumerated().map { index, line in
                    index == 0 ? line : "  " + line
                }
            }
        }
        var lines = [
            (title.fitted(to: nameWidth) + "  " + left.fitted(to: columnWidth) + "  " + right)
                .withoutTail
        ]
        for row in rows {
            let names = wrapped([row.name], nameWidth)
            let lefts = wrapped(row.left, columnWidth)
            let rights = wrapped(row.right, columnWidth)
            for index in 0..<max(names.count, lefts.count, rights.count) {
                let parts = [(names, nameWidth), (lefts, columnWidth), (rights, columnWidth)]
                let cells = parts.map { texts, width in
                    (index < texts.count ? texts[index] : "").padded(to: width)
                }
                lines.append(cells.joined(separator: "  ").withoutTail)
            }
        }
        return lines.joined(separator: "\n")
    }
}
