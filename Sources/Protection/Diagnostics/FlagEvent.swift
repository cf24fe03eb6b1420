public import Quantities

/// A flag that was raised, or cleared, with everything needed to see why.
public struct FlagEvent: Sendable, Equatable {
    /// What happened to the flag. Raw values are stable: they are stored in logs.
    public enum Kind: UInt8, Sendable {
        case raised = 0
        case cleared = 1
    }

    /// What happened, to which flag, how serious it is, and where.
    public var kind: Kind
    public var diagnostic: Diagnostic
    public var grade: Grade
    public var place: Place
    /// The measured value that decided, in the SI unit of the watched quantity (kelvin for
    /// temperatures); for diagnostics of a yes-or-no kind, 1 for yes.
    public var value: Double
    /// The threshold it was compared with, in the same unit.
    public var threshold: Double
    /// When it was decided.
    public var time: Instant
    /// For a raised flag: when the condition was first seen, so `time - since` is the confirm time
    /// as it happened. For a cleared flag: when it had been raised.
    public var since: Instant

    public init(
        kind: Kind, diagnostic: Diagnostic, grade: Grade, place: Place, value: Double,
        threshold: Double, time: Instant, since: Instant
    ) {
        self.kind = kind
        self.diagnostic = diagnostic
        self.grade = grade
        self.place = place
        self.value = value
        self.threshold = threshold
        self.time = time
        self.since = since
    }
}
