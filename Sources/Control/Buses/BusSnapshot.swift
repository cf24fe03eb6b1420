/// One bus in a ``Snapshot``.
public struct BusSnapshot: Sendable, Equatable {
    /// Transfers since the start, and those of them that failed.
    public var transferCount: UInt64 = 0
    public var errorCount: UInt64 = 0
    /// The part of transfers that failed lately, 0 to 1: a mean over about ten seconds.
    public var errorRate = 0.0
    /// Where on the ladder of recovery the bus is.
    public var rung = BusRecovery.Rung.normal
    /// Whether a line is held.
    public var isHeld = false
    /// Whether the controller is gone.
    public var isGone = false
    /// The errno with which it went, or with which it could not be had again; 0 before any.
    public var lossNumber: Int32 = 0
    /// Channels of the multiplexer that are left out because they hold the bus: bit n is channel n.
    public var stuckChannels: UInt8 = 0
    /// Whether the multiplexer does not take selections.
    public var switchRefuses = false
    /// Times that a held bus or a controller that was gone came back.
    public var recoveryCount = 0

    /// Errors of the devices on it since the start, repeated readings included.
    public var deviceErrorCount: UInt64 = 0
    /// The last of them.
    public var lastFailure: DeviceFailure?

    public init() {}
}
