public import Protection

/// What the page needs to know of a pack beside its snapshots: names, places and thresholds.
public struct PackOutline: Sendable {
    /// One mechanical stack and the cells it presses.
    public struct Stack: Sendable {
        public var name: String
        /// Indices from 0.
        public var cells: Range<Int>

        public init(name: String, cells: Range<Int>) {
            self.name = name
            self.cells = cells
        }
    }

    public var name: String
    /// What the data comes from, shown beside the name: "simulation", "rig".
    public var source: String
    public var stacks: [Stack]
    /// The pack's table of limits; thresholds are drawn from it, nothing is decided with it.
    public var rules: [Rule]

    public init(name: String, source: String, stacks: [Stack], rules: [Rule]) {
        self.name = name
        self.source = source
        self.stacks = stacks
        self.rules = rules
    }

    /// Cells in series.
    public var cellCount: Int { stacks.last?.cells.upperBound ?? 0 }
}
