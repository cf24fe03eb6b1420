import Configuration

/// Cell files by path, each read once.
struct CellShelf {
    private var read: [(file: String, cell: CellDescription)] = []

    /// Reads every cell that the targets name.
    ///
    /// - Throws: ``ConfigurationError`` of the first cell that does not load or has no inside to
    ///   simulate.
    init(for targets: [PublishedTarget]) throws(ConfigurationError) {
        for target in targets {
            for point in target.points {
                try add(point.cell)
                if let reference = point.referenceCell { try add(reference) }
            }
        }
    }

    private mutating func add(_ file: String) throws(ConfigurationError) {
        if read.contains(where: { $0.file == file }) { return }
        let cell = try CellDescription(contentsOf: file)
        guard cell.physics != nil else {
            throw ConfigurationError(problems: [
                ConfigurationProblem(
                    file: file, keyPath: "kind",
                    message: "a cell measured as a whole cannot be simulated",
                    found: "\"\(cell.kind.rawValue)\"",
                    allowed: "a cell composed of materials")
            ])
        }
        read.append((file, cell))
    }

    /// The cell of a file that a target names.
    func cell(_ file: String) -> CellDescription {
        guard let entry = read.first(where: { $0.file == file }) else {
            preconditionFailure("Every cell that a target names was read at the start.")
        }
        return entry.cell
    }

    /// Every cell, in the order in which targets name them.
    var cells: [CellDescription] { read.map(\.cell) }
}
