import Quantities

extension ReplayManifest {
    /// Reads a manifest, the cell files it names, and everything that those name. Logs are not
    /// looked for.
    ///
    /// - Throws: ``ConfigurationError`` with every problem in all of them.
    public init(contentsOf file: String) throws(ConfigurationError) {
        try self.init(contentsOf: file, problems: LoadContext())
    }

    init(contentsOf file: String, problems: LoadContext) throws(ConfigurationError) {
        self = try problems.load(file) { ReplayManifestFile($0).load() }
    }
}

/// A manifest of replays while it is read.
final class ReplayManifestFile {
    let document: Document
    let root: TableReader
    private var cells: [(path: String, cell: CellDescription?)] = []

    init(_ document: Document) {
        self.document = document
        root = document.reader
    }

    /// The manifest, or nil after adding problems.
    func load() -> ReplayManifest? {
        _ = root.choice("kind", [("replays", true)])
        let name = root.text("name")
        let summary = root.text("summary")
        let source = root.text("source")
        let folder = root.text("folder")
        let settling = root.value("settling", .duration, in: 0...1e6, default: 900)
        let band = root.value("convergence_band", .ratio, in: 1e-4...0.5, default: 0.03)
        let cell = root.optionalText("cell")
        let columns = root.optionalTable("columns").flatMap { self.columns($0) }
        let groups = groups(cell: cell, columns: columns)
        let variants = variants(groups: groups)
        let bars = bars(groups: groups, variants: variants)
        root.finish()
        guard document.problems.isEmpty else { return nil }
        return ReplayManifest(
            name: name, summary: summary, source: source, folder: folder, settling: settling,
            band: band, groups: groups, variants: variants, bars: bars)
    }

    // MARK: Groups

    private func groups(cell: String?, columns: ReplayColumns?) -> [ReplayGroup] {
        let tables = root.tables("group")
        if tables.isEmpty { root.add("group", "no groups", allowed: "at least one") }
        var names: [String] = []
        var groups: [ReplayGroup] = []
        for table in tables {
            let name = unusedName(of: table, among: &names)
            let temperature = table.text("temperature")
            let own = table.optionalTable("columns").flatMap { self.columns($0) }
            let logs = logs(table, temperature: temperature)
            if own == nil && columns == nil && !table.has("columns") && !root.has("columns") {
                table.add("columns", "missing key", allowed: "a table, here or for all groups")
            }
            let cell = self.cell(table, shared: cell)
            guard let cell, let columns = own ?? columns else { continue }
            groups.append(ReplayGroup(name: name, cell: cell, columns: columns, logs: logs))
        }
        return groups
    }

    /// The name of a group or variant, which no other may have.
    func unusedName(of table: TableReader, among names: inout [String]) -> String {
        let name = table.text("name")
        if names.contains(name), !name.isEmpty {
            table.add("name", "used twice", found: "\"\(name)\"")
        }
        names.append(name)
        return name
    }

    private func logs(_ group: TableReader, temperature: String) -> [ReplayGroup.Log] {
        let tables = group.tables("log")
        if tables.isEmpty { group.add("log", "no logs", allowed: "at least one") }
        var logs: [ReplayGroup.Log] = []
        for table in tables {
            let log = ReplayGroup.Log(
                file: table.text("file"), cycle: table.text("cycle"),
                temperature: table.optionalText("temperature") ?? temperature,
                isUsedInFit: table.boolean("used_in_fit", default: false))
            if logs.contains(where: { $0.file == log.file }), !log.file.isEmpty {
                table.add("file", "used twice", found: "\"\(log.file)\"")
            }
            logs.append(log)
        }
        if !logs.isEmpty, logs.allSatisfy(\.isUsedInFit) {
            group.add(
                "log", "every log was used in the fit, and nothing is left to judge",
                allowed: "at least one with used_in_fit = false")
        }
        return logs
    }

    /// The cell of a group, its own or that of all groups. Each file is read once, and
    /// complained about once.
    private func cell(_ table: TableReader, shared: String?) -> CellDescription? {
        let (reader, own) = (table.has("cell") ? table : root, table.optionalText("cell"))
        guard let name = own ?? shared else {
            table.add("cell", "missing key", allowed: "a cell file, here or for all groups")
            return nil
        }
        guard !name.isEmpty else { return nil }
        let path = FileText.resolve(name, from: document.file)
        if let known = cells.first(where: { $0.path == path }) { return known.cell }
        let problems = LoadContext(read: document.problems.read, list: document.problems.list)
        let cell = Document(
            file: path, problems: problems, referrer: (document, reader.keyPath("cell"))
        ).flatMap { CellFile($0).load() }
        for problem in problems.all { document.problems.add(problem) }
        cells.append((path, cell))
        return cell
    }

    // MARK: Columns

    private func columns(_ table: TableReader) -> ReplayColumns? {
        let discharges = table.choice(
            "positive_current", [("discharges", true), ("charges", false)])
        let reference = reference(table)
        let columns = ReplayColumns(
            time: table.text("time"), voltage: table.text("voltage"),
            current: table.text("current"), chargeCurrent: table.optionalText("charge_current"),
            temperature: table.text("temperature"), thickness: table.optionalText("thickness"),
            reference: reference ?? .fraction(column: ""), positiveDischarges: discharges ?? true)
        return reference == nil || discharges == nil ? nil : columns
    }

    private func reference(_ table: TableReader) -> ReplayColumns.Reference? {
        let fraction = table.optionalText("reference")
        let counter = table.optionalText("discharged_ampere_hours")
        let capacity = table.optionalValue("reference_capacity", .charge, in: 1...1e8)
        let allowed = "either \"reference\" or \"discharged_ampere_hours\""
        switch (fraction, counter) {
        case (let column?, nil):
            if capacity != nil {
                table.add(
                    "reference_capacity", "means nothing beside \"reference\"",
                    allowed: "with \"discharged_ampere_hours\"")
            }
            return .fraction(column: column)
        case (nil, let column?):
            return .dischargedAmpereHours(column: column, capacity: capacity.map { $0 / 3600 })
        case (nil, nil):
            table.add("reference", "missing key", allowed: allowed)
        case (_?, _?):
            table.add("discharged_ampere_hours", "a second reference", allowed: allowed)
        }
        return nil
    }
}
