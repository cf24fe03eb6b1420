/// What a sensor told us this step: a value with its age, or that there is none and why.
///
/// There is no third case. A failed measurement is never zero and never the last good value.
@frozen
public enum Reading<Value: Sendable & Equatable>: Sendable, Equatable {
    /// A measured value; `age` is the time since the sensor sampled it.
    case valid(Value, age: Duration)
    /// No usable value.
    case missing(MissingReason)

    /// The value, or `nil` when it is missing.
    @inlinable public var value: Value? {
        if case .valid(let value, _) = self { value } else { nil }
    }

    /// Why the value is missing, or `nil` when it is there.
    @inlinable public var reason: MissingReason? {
        if case .missing(let reason) = self { reason } else { nil }
    }
}

/// Why a reading is missing. Raw values are stable: they are stored in logs.
@frozen
public enum MissingReason: UInt8, Sendable, CaseIterable {
    /// No measurement has completed since start-up.
    case notYetMeasured = 0
    /// The device did not acknowledge.
    case noResponse = 1
    /// The transfer ran into its deadline.
    case timeout = 2
    /// The bus was stuck or arbitration was lost.
    case busFault = 3
    /// A checksum or cross-check of the transport failed.
    case corrupt = 4
    /// The last completed measurement is older than its budget.
    case stale = 5
    /// The raw code has not changed for longer than noise allows.
    case frozen = 6
    /// The converter is at the end of its range.
    case saturated = 7
    /// The value is outside what the quantity can be.
    case implausible = 8
    /// The device reports a fault of its own.
    case deviceFault = 9
    /// The device lost its configuration and has not been configured again.
    case notConfigured = 10
    /// Redundant sources disagree and neither leads to the safer action alone.
    case contradicted = 11
}
