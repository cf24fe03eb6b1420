public import Protection

/// What a loop could take up of an earlier run, and what not.
public struct ResumeReport: Sendable, Equatable {
    /// Flags that are active again.
    public var restoredFlags: [StoredFlag] = []
    /// Flags for which there is no rule, or no such place, any more. They are gone.
    public var unknownFlags: [StoredFlag] = []
    /// Cells, from 0, whose estimate no filter can have believed: they begin unknown.
    public var unusableCells: [Int] = []
    /// Stacks, from 0, whose tare is not believed: that of the pack file counts.
    public var refusedTares: [Int] = []

    public init() {}
}
