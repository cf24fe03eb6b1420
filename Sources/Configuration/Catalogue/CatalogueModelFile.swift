/// Reads model files without knowing their schema: every value with its key path, unit and source.
/// What a file must hold is checked where a cell is composed.
enum CatalogueModelFile {
    /// All model files of a materials folder, by folder and file name.
    static func all(
        in folder: String, _ problems: LoadContext
    ) -> [(slug: String, category: CatalogueCategory, model: CatalogueModel)] {
        var found: [(slug: String, category: CatalogueCategory, model: CatalogueModel)] = []
        for (name, category) in CatalogueCategory.modelFolders {
            let models = FileText.resolve(name, from: "\(folder.withoutSlash)/-")
            for file in names(in: models, problems) where file.hasSuffix(".toml") {
                let path = "\(models)/\(file)"
                guard let document = Document(file: path, problems: problems) else { continue }
                found.append((String(file.dropLast(5)), category, model(document)))
            }
        }
        return found
    }

    /// The files of a folder, ascending; none when there is no such folder.
    private static func names(in folder: String, _ problems: LoadContext) -> [String] {
        do throws(FileText.Failure) {
            return try problems.list(folder)
        } catch {
            return []
        }
    }

    static func model(_ document: Document) -> CatalogueModel {
        var model = CatalogueModel(file: document.file, values: [])
        guard case .table(let entries) = document.root else { return model }
        let source = text("source", entries)
        model.name = text("name", entries)
        model.formula = text("formula", entries)
        let told = ["name", "formula", "kind", "source"]
        for entry in entries where !told.contains(entry.key) {
            collect(entry.value, at: entry.key, source: source ?? "", into: &model)
        }
        return model
    }

    private static func text(_ key: String, _ entries: [Node.Entry]) -> String? {
        if case .text(let text)? = entries.first(where: { $0.key == key })?.value { return text }
        return nil
    }

    private static func collect(
        _ node: Node, at path: String, source: String, into model: inout CatalogueModel
    ) {
        switch node {
        case .table(let entries):
            let own = text("source", entries) ?? source
            if let value = entries.first(where: { $0.key == "value" })?.value {
                model.values.append(
                    Provenance(
                        file: model.file, keyPath: path, text: plain(value),
                        unit: text("unit", entries) ?? "", source: own,
                        method: text("method", entries),
                        uncertainty: entries.first { $0.key == "uncertainty" }?.value.asNumber,
                        note: text("note", entries)))
                return
            }
            for entry in entries where entry.key != "source" {
                collect(
                    entry.value, at: KeyLines.join(path, entry.key), source: own, into: &model)
            }
        case .array(let elements) where elements.contains(where: isTable):
            for (index, element) in elements.enumerated() {
                collect(element, at: "\(path)[\(index + 1)]", source: source, into: &model)
            }
        case .text(let text):
            let (value, unit) = quantity(text)
            model.values.append(
                Provenance(
                    file: model.file, keyPath: path, text: value, unit: unit,
                    source: unit.isEmpty ? "" : source))
        case .array, .integer, .number, .boolean, .other:
            model.values.append(
                Provenance(file: model.file, keyPath: path, text: plain(node), source: source))
        }
    }

    private static func isTable(_ node: Node) -> Bool {
        if case .table = node { true } else { false }
    }

    /// Takes `"2.0 mS/cm"` apart; other text stays whole.
    private static func quantity(_ text: String) -> (value: String, unit: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        if parts.count == 2, Double(parts[0]) != nil,
            Unit.all.contains(where: { $0.symbol == parts[1] })
        {
            return (parts[0], parts[1])
        }
        return (text, "")
    }

    private static func plain(_ node: Node) -> String {
        switch node {
        case .text(let text): text
        case .array(let elements): "[" + elements.map(plain).joined(separator: ", ") + "]"
        case .integer, .number: node.asNumber.map(numberText) ?? ""
        case .boolean(let value): "\(value)"
        case .table, .other: node.words
        }
    }
}
