extension CatalogueFile {
    /// One row; nil after adding problems.
    static func row(
        _ table: TableReader, _ category: CatalogueCategory, _ reviews: [CatalogueReview]
    ) -> CatalogueRow? {
        let material = table.text("material")
        let name = table.text("name")
        let formula = table.optionalText("formula")
        let property = table.text("property")
        let value = value(table)
        if let value { checkNumbers(table, value) }
        let temperature = temperature(table)
        let condition = table.optionalText("condition")
        let review: CatalogueReview? = table.choice("review", reviews.map { ($0.key, $0) })
        let line = table.integer("line", in: 1...(review?.lineCount ?? 1_000_000))
        let printed = table.text("printed")
        let plausibility: CataloguePlausibility? = table.choice("plausibility")
        let note = table.optionalText("note")
        let instead = table.optionalTable("instead").flatMap(instead)
        if let plausibility { checkPlausibility(table, plausibility) }
        guard let value, let review, let line, let plausibility else { return nil }
        return CatalogueRow(
            category: category, material: material, name: name, formula: formula,
            property: property, value: value, temperature: temperature, condition: condition,
            review: review.key, line: line, printed: printed, plausibility: plausibility,
            note: note, instead: instead)
    }

    private static func instead(_ table: TableReader) -> CatalogueRow.Instead? {
        let quantity = table.optionalText("quantity")
        let value = value(table)
        let source = table.text("source")
        let reason = table.text("reason")
        if let value, case .words = value.numbers {
            table.add("value", "no number", found: "\"\(value.text)\"")
        }
        return value.map {
            CatalogueRow.Instead(quantity: quantity, value: $0, source: source, reason: reason)
        }
    }

    /// The value with its unit, which only words do without.
    private static func value(_ table: TableReader) -> CatalogueValue? {
        let text = table.text("value")
        let unit = table.optionalText("unit")
        guard !text.isEmpty else { return nil }
        guard let value = CatalogueValue(text: text, unit: unit) else {
            table.add(
                "value", "not a value", found: "\"\(text)\"",
                allowed: "12, ~1, >=1e-3, 1e-4..1e-3, 1190 -> 6, 9; 1.1 or words without digits")
            return nil
        }
        switch (value.numbers, unit) {
        case (.words, .some): table.add("unit", "words have no unit", found: unit)
        case (.words, nil): break
        case (_, nil): table.add("unit", "missing unit")
        case (_, .some): break
        }
        return value
    }

    private static func temperature(_ table: TableReader) -> CatalogueRow.Temperature? {
        guard let text = table.optionalText("temperature"), !text.isEmpty else { return nil }
        if text == "room" { return .room }
        if text == "room, assumed" { return .roomAssumed }
        let parts = text.split(separator: " ").map(String.init)
        if parts.count == 2, parts[1] == "degC", let celsius = Double(parts[0]),
            celsius.isFinite
        {
            return .celsius(celsius)
        }
        table.add(
            "temperature", "not a temperature", found: "\"\(text)\"",
            allowed: "\"room\", \"room, assumed\" or a number with degC")
        return nil
    }

    /// The numbers stand twice, in the text and by themselves; a slip in one shows.
    private static func checkNumbers(_ table: TableReader, _ value: CatalogueValue) {
        var expected: [(key: String, values: [Double])] = []
        switch value.numbers {
        case .words: break
        case .number(let number): expected = [("number", [number])]
        case .range(let low, let high): expected = [("low", [low]), ("high", [high])]
        case .change(let before, let after):
            expected = [("before", [before]), ("after", [after])]
        case .list(let values): expected = [("numbers", values)]
        }
        for key in ["number", "low", "high", "before", "after", "numbers"] {
            let wanted = expected.first { $0.key == key }?.values
            let node = table.node(key)
            let found = node.flatMap { numbers($0, isList: key == "numbers") }
            if node == nil, wanted == nil { continue }
            if let found, let wanted, found == wanted { continue }
            table.add(
                key, "does not agree with \"value\"", found: node?.words ?? "nothing",
                allowed: wanted.map { $0.map { numberText($0) }.joined(separator: ", ") }
                    ?? "no such key beside \"\(value.text)\"")
        }
    }

    private static func numbers(_ node: Node, isList: Bool) -> [Double]? {
        if case .array(let elements) = node, isList {
            let numbers = elements.compactMap(\.asNumber)
            return numbers.count == elements.count ? numbers : nil
        }
        return isList ? nil : node.asNumber.map { [$0] }
    }

    private static func checkPlausibility(
        _ table: TableReader, _ plausibility: CataloguePlausibility
    ) {
        let hasInstead = table.has("instead")
        if plausibility.needsInstead, !hasInstead {
            table.add(
                "plausibility", "a value that is not used needs another",
                found: plausibility.rawValue, allowed: "the table \"instead\" beside it")
        }
        if hasInstead, !plausibility.needsInstead, plausibility != .doubtful {
            table.add(
                "plausibility", "another value is used, but nothing is said against this one",
                found: plausibility.rawValue, allowed: "doubtful, implausible, misprint")
        }
        if plausibility != .plausible, plausibility != .unchecked, plausibility != .qualitative,
            !table.has("note")
        {
            table.add("note", "missing key", allowed: "why it is \(plausibility.rawValue)")
        }
    }
}
