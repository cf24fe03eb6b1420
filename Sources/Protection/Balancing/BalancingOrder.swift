/// What the balancer wants of the cell monitor.
public struct BalancingOrder: Sendable, Equatable {
    /// The cells to bleed, bit 0 the lowest; never two neighbours.
    public let cells: UInt32
    /// Whether the cell monitor must be told now: the cells have changed, the last command is about
    /// to run out, or nobody knows whether it arrived.
    public let isDue: Bool
}
