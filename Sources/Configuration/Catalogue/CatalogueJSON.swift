/// The catalogue as JSON: keys in a fixed order, all of them always there, `null` where nothing is
/// said; numbers as numbers, each beside its unit.
public struct CatalogueJSON: Sendable {
    let catalogue: Catalogue

    public init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// Counts, reviews, and every entry in full.
    ///
    /// - Parameter category: Only the entries of this one; nil for all.
    public func list(_ category: CatalogueCategory? = nil) -> String {
        let categories = CatalogueCategory.allCases.filter { category == nil || $0 == category }
        let entries = catalogue.entries.filter { categories.contains($0.category) }
        return JSONValue.object([
            (
                "categories",
                .array(
                    categories.map { category in
                        .object([
                            ("category", .text(category.rawValue)),
                            (
                                "entry_count",
                                .number(
                                    Double(catalogue.entries.count { $0.category == category }))
                            ),
                            ("row_count", .number(Double(catalogue.rows(of: category).count))),
                        ])
                    })
            ),
            ("entry_count", .number(Double(entries.count))),
            ("row_count", .number(Double(entries.reduce(0) { $0 + $1.rows.count }))),
            ("reviews", .array(catalogue.reviews.map(value))),
            ("entries", .array(entries.map(value))),
        ]).document()
    }

    /// One entry in full.
    public func show(_ entry: CatalogueEntry) -> String { value(entry).document() }

    /// Two entries, and for every property the rows of each.
    public func compare(_ left: CatalogueEntry, _ right: CatalogueEntry) -> String {
        var properties: [String] = []
        for row in left.rows + right.rows where !properties.contains(row.property) {
            properties.append(row.property)
        }
        func rows(_ entry: CatalogueEntry, _ property: String) -> JSONValue {
            .array(entry.rows.filter { $0.property == property }.map(value))
        }
        return JSONValue.object([
            ("left", .object(summary(left))),
            ("right", .object(summary(right))),
            (
                "properties",
                .array(
                    properties.map { property in
                        .object([
                            ("property", .text(property)),
                            ("left", rows(left, property)),
                            ("right", rows(right, property)),
                        ])
                    })
            ),
        ]).document()
    }

    private func summary(_ entry: CatalogueEntry) -> [(key: String, value: JSONValue)] {
        [
            ("slug", .text(entry.slug)),
            ("category", .text(entry.category.rawValue)),
            ("name", .text(entry.name)),
            ("formula", .text(orNull: entry.formula)),
            ("models", .array(entry.models.map(value))),
        ]
    }

    private func value(_ entry: CatalogueEntry) -> JSONValue {
        let headline = entry.headline.map { row in
            JSONValue.object(
                [
                    ("property", JSONValue.text(row.property)),
                    ("source", .text(row.source)),
                    ("is_replaced", .boolean(row.valueUsed != row.value)),
                ] + parts(row.valueUsed))
        }
        return .object(
            summary(entry) + [
                ("headline", headline ?? .null), ("rows", .array(entry.rows.map(value))),
            ])
    }

    private func value(_ row: CatalogueRow) -> JSONValue {
        let instead = row.instead.map { instead in
            JSONValue.object(
                [("quantity", JSONValue.text(orNull: instead.quantity))] + parts(instead.value) + [
                    ("source", .text(instead.source)), ("reason", .text(instead.reason)),
                ])
        }
        var temperature = JSONValue.null
        if case .celsius(let value)? = row.temperature { temperature = .number(value) }
        return .object(
            [
                ("material", JSONValue.text(row.material)),
                ("category", .text(row.category.rawValue)),
                ("name", .text(row.name)),
                ("formula", .text(orNull: row.formula)),
                ("property", .text(row.property)),
            ] + parts(row.value) + [
                ("temperature", .text(orNull: row.temperature?.text)),
                ("temperature_degc", temperature),
                ("condition", .text(orNull: row.condition)),
                ("review", .text(row.review)),
                ("line", .number(Double(row.line))),
                ("printed", .text(row.printed)),
                ("plausibility", .text(row.plausibility.rawValue)),
                ("note", .text(orNull: row.note)),
                ("instead", instead ?? .null),
            ])
    }

    /// `value`, `relation`, `numbers` and `unit`.
    private func parts(_ value: CatalogueValue) -> [(key: String, value: JSONValue)] {
        let numbers: JSONValue =
            switch value.numbers {
            case .words: .null
            case .number(let number): .object([("number", .number(number))])
            case .range(let low, let high):
                .object([("low", .number(low)), ("high", .number(high))])
            case .change(let before, let after):
                .object([("before", .number(before)), ("after", .number(after))])
            case .list(let values):
                .object([("numbers", .array(values.map { .number($0) }))])
            }
        return [
            ("value", .text(value.text)), ("relation", .text(value.relation.rawValue)),
            ("numbers", numbers), ("unit", .text(orNull: value.unit)),
        ]
    }

    private func value(_ review: CatalogueReview) -> JSONValue {
        .object([
            ("key", .text(review.key)), ("title", .text(review.title)),
            ("authors", .text(review.authors)), ("published", .text(orNull: review.published)),
            ("doi", .text(orNull: review.doi)), ("text", .text(review.text)),
        ])
    }

    private func value(_ model: CatalogueModel) -> JSONValue {
        .object([
            ("file", .text(model.file)),
            ("name", .text(orNull: model.name)),
            ("formula", .text(orNull: model.formula)),
            (
                "values",
                .array(
                    model.values.map { value in
                        .object([
                            ("key", .text(value.keyPath)),
                            (
                                "value",
                                Double(value.text).flatMap { $0.isFinite ? .number($0) : nil }
                                    ?? .text(value.text)
                            ),
                            ("unit", value.unit.isEmpty ? .null : .text(value.unit)),
                            ("source", value.source.isEmpty ? .null : .text(value.source)),
                            ("method", .text(orNull: value.method)),
                            ("uncertainty", .number(orNull: value.uncertainty)),
                            ("note", .text(orNull: value.note)),
                        ])
                    })
            ),
        ])
    }
}
