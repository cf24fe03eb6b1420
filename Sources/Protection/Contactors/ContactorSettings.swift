public import Quantities

/// Times and limits of closing and opening; all of them come from the pack file.
public struct ContactorSettings: Sendable, Equatable {
    /// How long a contactor may take to follow its coil, and how long evidence against a command
    /// must last to count.
    public var confirmTime: Duration
    /// How long one precharge attempt may take.
    public var prechargeTimeout: Duration
    /// Precharge is over below this difference between pack and bus, and below
    /// ``prechargeCurrent``.
    public var prechargeVoltageDifference: Voltage
    /// Precharge is over below this current, and below ``prechargeVoltageDifference``.
    public var prechargeCurrent: Current
    /// Precharge attempts for one request to close; 1 to 3.
    public var prechargeAttempts: Int
    /// The least time from opening to closing again, between attempts and between requests.
    public var lockOut: Duration
    /// The largest current the main contactors may break.
    public var breakCurrent: Current
    /// The longest wait for the load, or a fuse, to bring the current below ``breakCurrent``.
    public var currentFallTime: Duration
    /// Above this current the path is proven closed; below it, open.
    public var openCurrent: Current
    /// Whether auxiliary contacts are fitted. Without them only current and voltage are evidence.
    public var hasFeedback: Bool
    /// How long a contactor fault is shown after its evidence was last seen; longer than the
    /// confirm times of the rules that watch it.
    public var faultHoldTime: Duration

    public init(
        confirmTime: Duration, prechargeTimeout: Duration, prechargeVoltageDifference: Voltage,
        prechargeCurrent: Current, prechargeAttempts: Int = 3, lockOut: Duration,
        breakCurrent: Current, currentFallTime: Duration, openCurrent: Current,
        hasFeedback: Bool, faultHoldTime: Duration = .seconds(1)
    ) {
        self.confirmTime = confirmTime
        self.prechargeTimeout = prechargeTimeout
        self.prechargeVoltageDifference = prechargeVoltageDifference
        self.prechargeCurrent = prechargeCurrent
        self.prechargeAttempts = prechargeAttempts
        self.lockOut = lockOut
        self.breakCurrent = breakCurrent
        self.currentFallTime = currentFallTime
        self.openCurrent = openCurrent
        self.hasFeedback = hasFeedback
        self.faultHoldTime = faultHoldTime
    }
}
