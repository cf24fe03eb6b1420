public import Protection

/// One recorded change of a flag.
public struct RecordedEvent: Sendable, Equatable {
    /// The step that decided it.
    public let sequence: UInt64
    public let event: FlagEvent
    /// Events that were dropped since the event before.
    public let droppedEventsBefore: UInt64
}
