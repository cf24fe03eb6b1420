import HAL
import Quantities
import SimulatedChips

/// A device that acknowledges everything and writes down what happens on the wires.
final class RecordingDevice: SimulatedDevice {
    let name = "recorder"
    /// "S w 05 06 S r 01 02 P": START with direction, bytes, STOP.
    private(set) var wires = ""
    /// Sent one after the other.
    var answers: [UInt8] = []
    /// The byte of a transfer that is refused.
    var refusedByte: UInt8?

    func advance(to now: Instant) {}

    func start(address: I2CAddress, isRead: Bool) -> Acknowledge {
        wires += isRead ? "S r " : "S w "
        return .acknowledged
    }

    func receive(_ byte: UInt8) -> Acknowledge {
        if byte == refusedByte { return .notAcknowledged }
        wires += text(byte)
        return .acknowledged
    }

    func send(isLast: Bool) -> UInt8 {
        let byte = answers.isEmpty ? 0xFF : answers.removeFirst()
        wires += text(byte)
        return byte
    }

    func stop() { wires += "P" }

    private func text(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16) + " "
    }
}
