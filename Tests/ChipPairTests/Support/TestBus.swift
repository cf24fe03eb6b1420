import HAL
import Quantities
import SimulatedChips
import Testing

/// A simulated bus with a note of every transfer's shape and a limit on their number.
final class TestBus: I2CBus {
    /// How many bytes one transfer moved.
    struct Shape: Equatable {
        let written: Int
        let read: Int
    }

    let simulated = SimulatedI2CBus()
    private(set) var shapes: [Shape] = []
    /// Transfers after which a driver counts as hanging.
    var transferLimit = 100_000
    private(set) var ranAway = false

    var now: Instant { simulated.now }

    func transfer(
        to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        shapes.append(Shape(written: writing.count, read: reading.count))
        guard shapes.count <= transferLimit else {
            ranAway = true
            throw .timeout
        }
        try simulated.transfer(to: address, writing: writing, reading: &reading)
    }

    /// Moves the world on.
    func pass(_ time: Duration) { simulated.advance(to: now + time) }
}

extension I2CBus {
    /// An unsigned number of one to five bytes, most significant first, read without any driver.
    func readRaw(
        _ register: UInt8, bytes count: Int, from address: I2CAddress
    ) throws(I2CError) -> UInt64 {
        var bytes = [UInt8](repeating: 0, count: count)
        var reading = bytes.mutableSpan
        try readBlock(register, from: address, into: &reading)
        var value: UInt64 = 0
        for byte in bytes { value = value << 8 | UInt64(byte) }
        return value
    }

    /// Writes one to four bytes, most significant first, without any driver.
    func writeRaw(
        _ value: UInt64, bytes count: Int, to register: UInt8, at address: I2CAddress
    ) throws(I2CError) {
        var bytes = InlineArray<4, UInt8>(repeating: 0)
        for index in 0..<count {
            bytes[index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - index)))
        }
        try writeBlock(register, to: address, bytes: bytes.span.extracting(first: count))
    }
}

/// Fails transfers by their number.
final class InjectedFault: BusFaultSource {
    let fault: BusFault
    let first: Int
    let isPermanent: Bool

    init(_ fault: BusFault, from first: Int = 1, isPermanent: Bool = true) {
        self.fault = fault
        self.first = first
        self.isPermanent = isPermanent
    }

    func fault(transfer: Int, address: I2CAddress, now: Instant) -> BusFault? {
        transfer == first || isPermanent && transfer > first ? fault : nil
    }
}
