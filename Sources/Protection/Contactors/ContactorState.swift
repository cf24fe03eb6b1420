/// The states of the pack's connection to the outside. Raw values are stable: they are stored in
/// logs.
@frozen
public enum ContactorState: UInt8, Sendable, CaseIterable {
    /// Devices are being identified and configured; contactors open.
    case initialising = 0
    /// Ready to close; contactors open.
    case standby = 1
    /// Closing through the precharge resistor.
    case precharging = 2
    /// Connected.
    case operating = 3
    /// Opening, and confirming that it worked.
    case opening = 4
    /// Open until no fatal diagnostic is active and an operator has acknowledged.
    case fault = 5
    /// Open for calibration and tare.
    case service = 6
}

/// Which coils are, or should be, energised.
@frozen
public struct ContactorSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The contactor of that name.
    public static let negative = ContactorSet(rawValue: 1 << 0)
    public static let precharge = ContactorSet(rawValue: 1 << 1)
    public static let positive = ContactorSet(rawValue: 1 << 2)

    // Sets in use, made once: a literal of a set allocates wherever the optimiser lets it be.

    /// All three.
    public static let all = ContactorSet(rawValue: 0b111)
    /// The two that carry the load current.
    static let mains = ContactorSet(rawValue: 0b101)
    /// The two that are in the way of the precharge current.
    static let prechargePath = ContactorSet(rawValue: 0b011)
    /// The two on the positive pole.
    static let positivePole = ContactorSet(rawValue: 0b110)
}
