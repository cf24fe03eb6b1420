/// What to do after one step of the contactor sequence.
public struct ContactorOrder: Sendable, Equatable {
    /// The coils to energise; every other coil is to be off.
    public var coils: ContactorSet
    public var state: ContactorState
    /// Contactor faults to show to the rules in the next step.
    public var faults: ContactorFaults
    /// Every coil has been off for at least the confirm time, so current now is a diagnostic.
    public var isOpenAndSettled: Bool
    /// Why a request of this step had no effect; `nil` when none was refused.
    public var refusal: RequestRefusal?

    public init(
        coils: ContactorSet, state: ContactorState, faults: ContactorFaults,
        isOpenAndSettled: Bool, refusal: RequestRefusal?
    ) {
        self.coils = coils
        self.state = state
        self.faults = faults
        self.isOpenAndSettled = isOpenAndSettled
        self.refusal = refusal
    }
}

/// Why an operator's request had no effect. Raw values are stable: they are stored in logs.
public enum RequestRefusal: UInt8, Sendable, CaseIterable {
    /// The request means nothing in this state.
    case wrongState = 0
    /// A reading is missing.
    case readingMissing = 1
    /// A fatal diagnostic is active.
    case fatalActive = 2
    /// The lock-out after the last opening is not over.
    case lockedOut = 3
    /// The contactors are not proven open.
    case notProvenOpen = 4
    /// A contactor fault is shown.
    case contactorFault = 5
}
