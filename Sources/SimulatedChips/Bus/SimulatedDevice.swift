public import HAL
public import Quantities

/// The bus face of a simulated chip: what its pins do, byte by byte.
///
/// A chip also has a physics face (temperature, current, force), which is its own API. Conforming
/// types are written from the datasheet and know nothing of the drivers; what the datasheet forbids
/// is reported through ``SimulatedI2CBus/report(_:)`` and fails the test that caused it.
public protocol SimulatedDevice: AnyObject {
    /// Part number, for violations and traces.
    var name: String { get }

    /// Lets time pass: conversions complete, timers run out. `now` never goes back. Called before
    /// every transfer that reaches the device and whenever the world moves on.
    func advance(to now: Instant)

    /// START or repeated START with this address was seen.
    ///
    /// - Returns: Whether the device acknowledges, and how long it stretches the clock.
    func start(address: I2CAddress, isRead: Bool) -> Acknowledge

    /// One byte from the controller.
    func receive(_ byte: UInt8) -> Acknowledge

    /// One byte to the controller. `isLast` is the controller's not-acknowledge.
    func send(isLast: Bool) -> UInt8

    /// STOP was seen.
    func stop()

    /// Whether a fault makes the chip hold SDA low. A bus with such a device on its wires is stuck.
    var holdsDataLow: Bool { get }
}

extension SimulatedDevice {
    public var holdsDataLow: Bool { false }
}

/// A device's answer to a byte.
public enum Acknowledge: Equatable, Sendable {
    case acknowledged
    case notAcknowledged
    /// Acknowledged after holding the clock low for this long.
    case stretched(Duration)
}
