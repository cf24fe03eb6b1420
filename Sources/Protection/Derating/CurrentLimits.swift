public import Quantities

/// Why a limit of current is what it is.
public enum LimitCause: Sendable, Equatable {
    /// The rated current of the pack; nothing else binds.
    case rating
    /// A derating curve of this signal, at the limit's place and value.
    case curve(Signal)
    /// The signal of a derating curve is missing at the limit's place.
    case missing(Signal)
    /// An active flag reduces the current.
    case deratingFlag
    /// An active flag of warning grade asks the load to stop.
    case stopRequest
    /// A fatal flag is active: the load ramps down before the contactors open.
    case fatalFlag
    /// A prediction from estimates, which may only lower what the causes above leave. Never found
    /// here: whoever has estimates says so.
    case prediction(LimitingQuantity)
}

/// The largest current permitted in one direction, and what limits it.
public struct CurrentLimit: Sendable, Equatable {
    /// The magnitude; not negative.
    public var current: Current
    /// What binds now, or, while recovering, what bound last.
    public var cause: LimitCause
    /// Where it binds.
    public var place: Place
    /// The measured value that binds, in the SI unit of the signal; 0 when no signal does.
    public var value: Double
    /// Nothing binds at this height any more; the limit is held or ramping up.
    public var isRecovering: Bool
    /// What the value must not pass, in the same unit, where a prediction binds; else 0.
    public var threshold = 0.0

    /// A limit.
    ///
    /// - Parameters:
    ///   - current: A magnitude.
    ///   - value: SI unit of what binds.
    public init(
        current: Current, cause: LimitCause, place: Place, value: Double, isRecovering: Bool,
        threshold: Double = 0
    ) {
        self.current = current
        self.cause = cause
        self.place = place
        self.value = value
        self.isRecovering = isRecovering
        self.threshold = threshold
    }
}

/// What the load and the charger may draw and supply.
public struct CurrentLimits: Sendable, Equatable {
    public var charge: CurrentLimit
    public var discharge: CurrentLimit

    public init(charge: CurrentLimit, discharge: CurrentLimit) {
        self.charge = charge
        self.discharge = discharge
    }
}
