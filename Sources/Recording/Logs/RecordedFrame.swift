public import Control

/// One recorded step.
public struct RecordedFrame: Sendable, Equatable {
    /// The snapshot, with the events of its own step. Readings are as they were, bit for bit;
    /// estimates are rounded to Float32.
    public let snapshot: Snapshot
    /// Due snapshots that were dropped since the frame before.
    public let droppedFramesBefore: UInt64
}
