import HAL
import Quantities
import SimulatedChips

/// Something on a branch of a bus that holds its data line low while a fault is there; it answers
/// to no address.
final class HeldBranch: SimulatedDevice {
    let name = "held branch"
    let channel: Int
    var holdsDataLow = false

    init(channel: Int) { self.channel = channel }

    func advance(to now: Instant) {}
    func start(address: I2CAddress, isRead: Bool) -> Acknowledge { .notAcknowledged }
    func receive(_ byte: UInt8) -> Acknowledge { .notAcknowledged }
    func send(isLast: Bool) -> UInt8 { 0xFF }
    func stop() {}
}
