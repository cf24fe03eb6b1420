import CellModel
import Quantities

extension CyclingDescription {
    /// Reads a cycling scenario, the cell file it names, and everything that one names.
    ///
    /// - Throws: ``ConfigurationError`` with every problem in all of them.
    public init(contentsOf file: String) throws(ConfigurationError) {
        try self.init(contentsOf: file, problems: LoadContext())
    }

    init(contentsOf file: String, problems: LoadContext) throws(ConfigurationError) {
        self = try problems.load(file) { CyclingFile($0).load() }
    }
}

/// A cycling scenario while it is read.
struct CyclingFile {
    let document: Document
    let root: TableReader

    init(_ document: Document) {
        self.document = document
        root = document.reader
    }

    /// The scenario, or nil after adding problems.
    func load() -> CyclingDescription? {
        let name = root.text("name")
        let summary = root.text("summary")
        _ = root.choice("kind", [("cycling", true)])
        let cell = readCell()
        let seed = root.integer("seed", in: 0...Int.max) ?? 0
        let fixture = readFixture(cell)
        let plan = readPlan(cell)
        let expectations = readExpectations(cell, plan)
        root.finish()
        guard document.problems.isEmpty, let cell, let fixture, let plan else { return nil }
        return CyclingDescription(
            name: name, summary: summary, cell: cell, fixture: fixture, plan: plan,
            seed: UInt64(seed), expectations: expectations, provenance: document.provenance)
    }

    private func readCell() -> CellDescription? {
        let name = root.text("cell")
        guard !name.isEmpty else { return nil }
        let problems = LoadContext(
            read: document.problems.read, list: document.problems.list)
        let cell = Document(
            file: FileText.resolve(name, from: document.file), problems: problems,
            referrer: (document, "cell")
        ).flatMap { CellFile($0).load() }
        for problem in problems.all { document.problems.add(problem) }
        if let cell, cell.physics == nil {
            root.add(
                "cell", "a cell measured as a whole cannot be simulated",
                found: "kind \"\(cell.kind.rawValue)\"", allowed: "a cell composed of materials")
        }
        return cell
    }

    /// The scenario's own fixture, or the one the cell is meant for.
    private func readFixture(_ cell: CellDescription?) -> FixtureDescription? {
        guard let table = root.optionalTable("fixture") else { return cell?.fixture }
        return table.fixture()
    }
}
