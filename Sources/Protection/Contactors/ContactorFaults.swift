/// What is wrong with the contactors, as the sequence sees it: the source of their signals.
@frozen
public struct ContactorFaults: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Commanded closed, evidence says open; likewise the next two.
    public static let negativeFailsToClose = ContactorFaults(rawValue: 1 << 0)
    public static let prechargeFailsToClose = ContactorFaults(rawValue: 1 << 1)
    public static let positiveFailsToClose = ContactorFaults(rawValue: 1 << 2)
    /// Commanded open, evidence says closed; likewise the next two.
    public static let negativeFailsToOpen = ContactorFaults(rawValue: 1 << 3)
    public static let prechargeFailsToOpen = ContactorFaults(rawValue: 1 << 4)
    public static let positiveFailsToOpen = ContactorFaults(rawValue: 1 << 5)
    /// The last permitted precharge attempt timed out.
    public static let prechargeFailed = ContactorFaults(rawValue: 1 << 6)
    /// A main contactor opened, or the wait for the current ended, above the break current.
    public static let openedUnderLoad = ContactorFaults(rawValue: 1 << 7)

    /// How many kinds there are.
    static let kinds = 8

    /// The faults of contactors that should be closed and are not.
    static func failToClose(_ contactors: ContactorSet) -> ContactorFaults {
        ContactorFaults(rawValue: contactors.rawValue)
    }

    /// The faults of contactors that should be open and are not.
    static func failToOpen(_ contactors: ContactorSet) -> ContactorFaults {
        ContactorFaults(rawValue: contactors.rawValue << 3)
    }

    /// Writes each fault to its signal, 1 for yes and 0 for no.
    public func write(to table: inout SignalTable) {
        table.set(.negativeContactorFailsToClose, 0, contains(.negativeFailsToClose))
        table.set(.prechargeContactorFailsToClose, 0, contains(.prechargeFailsToClose))
        table.set(.positiveContactorFailsToClose, 0, contains(.positiveFailsToClose))
        table.set(.negativeContactorFailsToOpen, 0, contains(.negativeFailsToOpen))
        table.set(.prechargeContactorFailsToOpen, 0, contains(.prechargeFailsToOpen))
        table.set(.positiveContactorFailsToOpen, 0, contains(.positiveFailsToOpen))
        table.set(.prechargeFailed, 0, contains(.prechargeFailed))
        table.set(.openedUnderLoad, 0, contains(.openedUnderLoad))
    }
}
