import Protection

extension Snapshot {
    /// Takes everything over from a snapshot of the same pack, element by element into the arrays
    /// it has: neither of the two then shares memory with the other, and nothing is allocated.
    public mutating func assignKeepingStorage(_ other: borrowing Snapshot) {
        precondition(
            cells.count == other.cells.count && stacks.count == other.stacks.count,
            "Snapshots of one pack have as many cells and stacks.")
        var cells: [CellSnapshot] = []
        var stacks: [StackSnapshot] = []
        var events: [FlagEvent] = []
        var activeFlags: [FlagEvent] = []
        swap(&cells, &self.cells)
        swap(&stacks, &self.stacks)
        swap(&events, &self.events)
        swap(&activeFlags, &self.activeFlags)
        for index in cells.indices { cells[index] = other.cells[index] }
        for index in stacks.indices { stacks[index] = other.stacks[index] }
        Self.replace(&events, other.events)
        Self.replace(&activeFlags, other.activeFlags)
        // All else, whatever is added to it; the arrays that come along are given back below.
        self = copy other
        self.cells = cells
        self.stacks = stacks
        self.events = events
        self.activeFlags = activeFlags
    }

    private static func replace(_ flags: inout [FlagEvent], _ others: [FlagEvent]) {
        flags.removeAll(keepingCapacity: true)
        for index in others.indices { flags.append(others[index]) }
    }
}
