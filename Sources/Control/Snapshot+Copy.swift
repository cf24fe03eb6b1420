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
        var buses: [BusSnapshot] = []
        var events: [FlagEvent] = []
        var activeFlags: [FlagEvent] = []
        swap(&cells, &self.cells)
        swap(&stacks, &self.stacks)
        swap(&buses, &self.buses)
        swap(&events, &self.events)
        swap(&activeFlags, &self.activeFlags)
        for index in cells.indices { cells[index] = other.cells[index] }
        for index in stacks.indices { stacks[index] = other.stacks[index] }
        // As many as the hardware names, which whoever makes a copy need not know beforehand.
        Self.replace(&buses, other.buses)
        Self.replace(&events, other.events)
        Self.replace(&activeFlags, other.activeFlags)
        // All else, whatever is added to it; the arrays that come along are given back below.
        self = copy other
        self.cells = cells
        self.stacks = stacks
        self.buses = buses
        self.events = events
        self.activeFlags = activeFlags
    }

    private static func replace<Element>(_ elements: inout [Element], _ others: [Element]) {
        elements.removeAll(keepingCapacity: true)
        for index in others.indices { elements.append(others[index]) }
    }
}
