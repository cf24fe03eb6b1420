public import Quantities

/// A run as a log knows it.
public struct RecordedRun: Sendable, Equatable {
    /// Its number in the log, from 1.
    public let number: Int64
    public let description: RunDescription
    /// What was known at the end; `nil` when the run never ended in order, as after a power
    /// failure.
    public let ending: Ending?

    /// How a run ended.
    public struct Ending: Sendable, Equatable {
        /// Time of the last step that was recorded or reported an event.
        public let time: Instant
        /// The hash of the run's trace, in the notation of the program that made it.
        public let traceHash: String?
        /// What was written and dropped; the latest failure is not kept, only their number.
        public let status: RecorderStatus
    }
}
