import HAL
import Quantities
import SimulatedChips

/// A chip whose answers a fault can take away: it keeps running and acknowledges nothing.
final class SilenceableDevice: SimulatedDevice {
    let inner: any SimulatedDevice
    var isSilent = false

    init(_ inner: any SimulatedDevice) { self.inner = inner }

    var name: String { inner.name }
    var holdsDataLow: Bool { inner.holdsDataLow }

    func advance(to now: Instant) { inner.advance(to: now) }

    func start(address: I2CAddress, isRead: Bool) -> Acknowledge {
        isSilent ? .notAcknowledged : inner.start(address: address, isRead: isRead)
    }

    func receive(_ byte: UInt8) -> Acknowledge { inner.receive(byte) }
    func send(isLast: Bool) -> UInt8 { inner.send(isLast: isLast) }
    func stop() { inner.stop() }
}
