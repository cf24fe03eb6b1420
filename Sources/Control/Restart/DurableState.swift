public import Estimation
public import Protection
public import Quantities

/// Everything of a loop that survives a restart (SAFETY §7), as a plain value without instants,
/// which belong to one run.
public struct DurableState: Sendable, Equatable {
    /// What is believed of each cell, in cell order.
    public var cells: [LastingCell]
    /// What is known of each stack, in stack order.
    public var stacks: [DurableStack]
    /// Active flags of latched and persistent rules.
    public var flags: [StoredFlag]
    public var cycles: ContactorCycles
    /// Charge that ever went into the pack, and that ever came out; neither is negative.
    public var chargedThroughput: Charge
    public var dischargedThroughput: Charge
    /// Whether the run that kept it came to an orderly end.
    public var isOrderly: Bool

    /// Nothing known.
    ///
    /// - Parameter flagLimit: Flags there is room for without allocating.
    public init(cellCount: Int, stackCount: Int, flagLimit: Int) {
        cells = Array(repeating: LastingCell(), count: cellCount)
        stacks = Array(repeating: DurableStack(), count: stackCount)
        flags = []
        flags.reserveCapacity(flagLimit)
        cycles = ContactorCycles()
        chargedThroughput = .zero
        dischargedThroughput = .zero
        isOrderly = false
    }
}

/// What survives a restart of one stack.
public struct DurableStack: Sendable, Equatable {
    /// The highest smoothed pressure ever seen.
    public var highestPressure: Pressure = .zero
    /// Whether its load cell was found to be lying.
    public var isDistrusted = false
    /// What the load cell reads without force, as tared at the rig; `nil` while the tare of the
    /// pack file counts.
    public var tare: StackTare?

    public init() {}
}
