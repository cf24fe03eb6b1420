public import HAL
public import Quantities

/// One device of a ``Hardware`` by what it does there.
public enum DeviceRole: Sendable, Equatable {
    case cellMonitor
    case currentSensor
    /// By cell, from 0.
    case temperatureSensor(Int)
    /// By stack, from 0.
    case bridgeSensor(Int)
    /// By its place in ``Hardware/otherDevices``.
    case otherDevice(Int)
}

/// An error of a device: which, how, when.
public struct DeviceFailure: Sendable, Equatable {
    public var device: DeviceRole
    public var error: DeviceError
    /// The time of its step.
    public var time: Instant

    public init(device: DeviceRole, error: DeviceError, time: Instant) {
        self.device = device
        self.error = error
        self.time = time
    }
}
