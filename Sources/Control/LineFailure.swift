public import HAL
public import Protection
public import Quantities

/// One line of a ``Hardware`` by what it does there.
public enum LineRole: Sendable, Equatable {
    case interlock
    case emergencyStop
    case watchdog
    /// Of the one contactor in the set.
    case coil(ContactorSet)
    case feedback(ContactorSet)
}

/// An error of a line: which, how, when.
public struct LineFailure: Sendable, Equatable {
    public var line: LineRole
    public var error: DeviceError
    /// The time of its step.
    public var time: Instant

    public init(line: LineRole, error: DeviceError, time: Instant) {
        self.line = line
        self.error = error
        self.time = time
    }
}

/// What went wrong with the lines since the start.
struct LineFailures {
    private(set) var count: UInt64 = 0
    private(set) var last: LineFailure?

    mutating func note(_ line: LineRole, _ error: DeviceError, at now: Instant) {
        count += 1
        last = LineFailure(line: line, error: error, time: now)
    }
}
