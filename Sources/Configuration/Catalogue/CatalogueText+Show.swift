extension CatalogueText {
    /// Everything about one entry: what the model uses, then every row of the reviews.
    public func show(_ entry: CatalogueEntry) -> String {
        var lines = ["\(entry.slug)  \(entry.name)"]
        if let formula = entry.formula, formula != entry.name { lines.append("  \(formula)") }
        let count = entry.rows.count
        var about = "  \(entry.category.rawValue), \(count) row\(count == 1 ? "" : "s")"
        for mark in [CataloguePlausibility.doubtful, .implausible] {
            let marked = entry.rows.count { $0.plausibility == mark }
            if marked > 0 { about += ", \(marked) \(mark.rawValue)" }
        }
        lines.append(about)
        for model in entry.models {
            lines.append("")
            lines += modelLines(model)
        }
        if entry.models.isEmpty { lines += ["", "No model file: described, not simulated."] }
        for row in entry.rows {
            lines.append("")
            lines += rowLines(row, of: entry)
        }
        let reviews = catalogue.reviews.filter { review in
            entry.rows.contains { $0.review == review.key }
        }
        if !reviews.isEmpty { lines.append("") }
        for review in reviews { lines += reviewLines(review) }
        return lines.joined(separator: "\n")
    }

    private func modelLines(_ model: CatalogueModel) -> [String] {
        let word = model.file.contains("/Cells/") ? "Cell" : "Model"
        var lines = ["\(word) \(model.file)"]
        let keyWidth = model.values.map { $0.tableAndKey.key.count }.max() ?? 0
        var table = ""
        let atTop = model.values.filter { $0.tableAndKey.table.isEmpty }
        let inTables = model.values.filter { !$0.tableAndKey.table.isEmpty }
        for value in atTop + inTables {
            let shown = value.valueWords
            let place = value.tableAndKey
            if place.table != table { lines.append("  [\(place.table)]") }
            table = place.table
            var first = "  " + place.key.padded(to: keyWidth) + "  "
            let fits = first.count + shown.count <= width
            first += fits ? shown : ""
            lines.append(first.withoutTail)
            if !fits { lines += block(shown, indent: 6) }
            if !value.source.isEmpty { lines += block(value.source, indent: 6) }
            if let method = value.method { lines += block("method: \(method)", indent: 6) }
            if let note = value.note { lines += block(note, indent: 6) }
        }
        return lines
    }

    private func rowLines(_ row: CatalogueRow, of entry: CatalogueEntry) -> [String] {
        var head = row.source.fitted(to: 7) + row.propertyWords + ": " + row.value.words
        if let temperature = row.temperature { head += ", \(temperature.words)" }
        let mark = row.plausibility.rawValue
        let gap = width - head.count - mark.count
        var lines =
            gap >= 2
            ? [head + String(repeating: " ", count: gap) + mark]
            : hanging(head + ", " + mark, indent: 7)
        lines += block(about(row, of: entry), indent: 7)
        if let note = row.note { lines += block(note, indent: 7) }
        if let instead = row.instead {
            let quantity = instead.quantity.map { "\($0) " } ?? ""
            lines += labelled("used", quantity + instead.value.words)
            lines += labelled("reason", instead.reason)
            lines += labelled("source", instead.source)
        }
        return lines
    }

    /// What was measured and how; not what the heading says already.
    private func about(_ row: CatalogueRow, of entry: CatalogueEntry) -> String {
        var parts: [String] = []
        if row.name != entry.slug { parts.append(row.name) }
        if let formula = row.formula, formula != row.name, formula != entry.formula {
            parts.append(formula)
        }
        if let condition = row.condition { parts.append(condition) }
        return parts.joined(separator: "; ")
    }

    private func reviewLines(_ review: CatalogueReview) -> [String] {
        var text = review.key.fitted(to: 4) + "\(review.authors): \(review.title)"
        if let published = review.published { text += ", \(published)" }
        if let doi = review.doi { text += ", doi:\(doi)" }
        return hanging(text, indent: 4)
    }

    /// Wrapped lines, all with the same indent.
    private func block(_ text: String, indent: Int) -> [String] {
        text.wrapped(to: width - indent).map { String(repeating: " ", count: indent) + $0 }
    }

    /// Wrapped lines, the first with its own beginning.
    private func hanging(_ text: String, indent: Int) -> [String] {
        let lines = block(String(text.dropFirst(indent)), indent: indent)
        guard let first = lines.first else { return [text] }
        return [String(text.prefix(indent) + first.dropFirst(indent))] + lines.dropFirst()
    }

    /// `label   text`, the text wrapped beside the label.
    private func labelled(_ label: String, _ text: String) -> [String] {
        hanging("         " + label.fitted(to: 8) + text, indent: 17)
    }
}

extension CatalogueRow.Temperature {
    /// "room temperature", "50 degC".
    var words: String {
        switch self {
        case .room: "room temperature"
        case .roomAssumed: "room temperature assumed"
        case .celsius: text
        }
    }
}

extension Provenance {
    /// The key path, divided at its last dot; no table for a key at the top of the file.
    var tableAndKey: (table: String, key: String) { Self.tableAndKey(keyPath) }

    static func tableAndKey(_ path: String) -> (table: String, key: String) {
        guard let dot = path.lastIndex(of: ".") else { return ("", path) }
        return (String(path[..<dot]), String(path[path.index(after: dot)...]))
    }

    /// "2 ± 0.1 mS/cm".
    var valueWords: String {
        var words = text
        if let uncertainty { words += " ± \(numberText(uncertainty))" }
        return unit.isEmpty || unit == "1" ? words : "\(words) \(unit)"
    }
}
