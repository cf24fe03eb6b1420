/// How recording goes: what is in the log and what is not, and the latest failure.
public struct RecorderStatus: Sendable, Equatable {
    /// Frames committed to the log.
    public var writtenFrames: UInt64 = 0
    /// Events committed to the log.
    public var writtenEvents: UInt64 = 0
    /// Snapshots that were due but are not in the log: the ring was full, or the disk failed.
    public var droppedFrames: UInt64 = 0
    /// Events that are not in the log.
    public var droppedEvents: UInt64 = 0
    /// Writes that failed.
    public var failures: UInt64 = 0
    /// Why the latest write failed; `nil` while writing works.
    public var failure: RecordingError?

    public init() {}
}
