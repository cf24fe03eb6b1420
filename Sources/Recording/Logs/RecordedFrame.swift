public import Control

/// One recorded step.
public struct RecordedFrame: Sendable, Equatable {
    /// The snapshot, with the events of its own step. Readings are as they were, but for
    /// the sign of a zero in the pack's; estimates are rounded to Float32.
    public let snapshot: Snapshot
    /// Due snapshots that were dropped since the frame before.
    public let droppedFramesBefore: UInt64
}
