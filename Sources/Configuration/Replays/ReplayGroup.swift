/// Logs that are judged together: one cell, one temperature.
public struct ReplayGroup: Sendable, Equatable {
    /// One measured log.
    public struct Log: Sendable, Equatable {
        /// Its path inside the folder of the manifest.
        public var file: String
        /// What was driven or tested.
        public var cycle: String
        /// In words, for tables.
        public var temperature: String
        /// Whether the parameters of the cell were fitted to it: it is replayed, and not judged.
        public var isUsedInFit: Bool

        public init(file: String, cycle: String, temperature: String, isUsedInFit: Bool = false) {
            self.file = file
            self.cycle = cycle
            self.temperature = temperature
            self.isUsedInFit = isUsedInFit
        }
    }

    public var name: String
    public var cell: CellDescription
    public var columns: ReplayColumns
    /// At least one.
    public var logs: [Log]

    public init(name: String, cell: CellDescription, columns: ReplayColumns, logs: [Log]) {
        self.name = name
        self.cell = cell
        self.columns = columns
        self.logs = logs
    }
}
