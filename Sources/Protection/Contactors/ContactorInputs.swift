public import Quantities

/// What operators ask for. A request counts in the step that carries it and is not remembered.
@frozen
public struct OperatorRequests: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Connect the pack.
    public static let close = OperatorRequests(rawValue: 1 << 0)
    /// Disconnect the pack; wins over a request to close in the same step.
    public static let open = OperatorRequests(rawValue: 1 << 1)
    /// What was wrong has been seen.
    public static let acknowledge = OperatorRequests(rawValue: 1 << 2)
    /// What was wrong has been seen, and the pack inspected: clears persistent flags too.
    public static let acknowledgeAfterInspection = OperatorRequests(rawValue: 1 << 5)
    /// Calibrate or tare; from standby only.
    public static let enterService = OperatorRequests(rawValue: 1 << 3)
    /// Back to standby.
    public static let leaveService = OperatorRequests(rawValue: 1 << 4)
}

/// Everything the contactor sequence looks at in one step.
public struct ContactorInputs: Sendable, Equatable {
    public var now: Instant
    /// Every device is identified and configured. Looked at in `initialising` only: a device lost
    /// later is a diagnostic's business.
    public var devicesReady: Bool
    /// No reading is missing. Needed to begin closing.
    public var readingsValid: Bool
    /// ``RuleEngine/isFatalActive``.
    public var fatalActive: Bool
    /// ``RuleEngine/timeToOpen(now:)`` is zero.
    public var countdownElapsed: Bool
    /// Emergency stop pressed or interlock open, as read in this step: all coils drop at once.
    public var emergency: Bool
    public var requests: OperatorRequests
    /// Contactors whose auxiliary contact reads closed; `nil` when not read or not fitted.
    public var feedback: ContactorSet?
    /// Positive charges; `nil` when missing.
    public var current: Current?
    /// On the cell side; `nil` when missing.
    public var packVoltage: Voltage?
    /// On the load side; `nil` when missing.
    public var busVoltage: Voltage?

    public init(
        now: Instant, devicesReady: Bool, readingsValid: Bool, fatalActive: Bool,
        countdownElapsed: Bool, emergency: Bool, requests: OperatorRequests,
        feedback: ContactorSet?, current: Current?, packVoltage: Voltage?, busVoltage: Voltage?
    ) {
        self.now = now
        self.devicesReady = devicesReady
        self.readingsValid = readingsValid
        self.fatalActive = fatalActive
        self.countdownElapsed = countdownElapsed
        self.emergency = emergency
        self.requests = requests
        self.feedback = feedback
        self.current = current
        self.packVoltage = packVoltage
        self.busVoltage = busVoltage
    }

    /// The distance between pack and bus voltage; `nil` when either is missing or not a number.
    var voltageDifference: Voltage? {
        guard let packVoltage, let busVoltage else { return nil }
        let difference = (packVoltage - busVoltage).magnitude
        return difference.isFinite ? difference : nil
    }
}
