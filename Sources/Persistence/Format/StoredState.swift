public import Control

/// One copy of the state as it is in a file.
public struct StoredState: Sendable, Equatable {
    /// Counts copies, from 1.
    public var sequence: UInt64
    /// When it was kept.
    public var moment: WallMoment
    /// Whose it is.
    public var identity: StateIdentity
    /// What it holds.
    public var state: DurableState

    public init(
        sequence: UInt64, moment: WallMoment, identity: StateIdentity, state: DurableState
    ) {
        self.sequence = sequence
        self.moment = moment
        self.identity = identity
        self.state = state
    }
}
