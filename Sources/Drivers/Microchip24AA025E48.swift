public import HAL
public import Quantities

/// Microchip 24AA025E48, a 2-kbit EEPROM with a factory EUI-48; DS20002124, section 9
/// for the serial number.
///
/// The lower 128 bytes may be written, in pages of 16; the serial number sits in the protected
/// half. A write cycle takes up to 5 ms, in which the chip answers nothing.
public final class Microchip24AA025E48: SettingsMemory {
    /// Part number and place.
    public let name: String
    /// The lower half of the memory.
    public let capacity = 128
    /// The page buffer.
    public let pageSize = 16

    private let bus: any I2CBus
    private let address: I2CAddress
    private let furtherPrefix: UInt32?
    /// How often the chip may still be silent because of the last write; zero when none runs.
    private var silencesLeft = 0

    /// - Parameter furtherPrefix: First three bytes of serial numbers that count as genuine besides
    ///   the four that the datasheet lists: Microchip uses new ones as they run out.
    /// - Precondition: The address is 0x50 to 0x57.
    public init(
        bus: any I2CBus, address: I2CAddress = I2CAddress(0x50), furtherPrefix: UInt32? = nil
    ) {
        precondition(
            (0x50...0x57).contains(address.sevenBit),
            "A 24AA025E48 has an address of 0x50 to 0x57.")
        self.bus = bus
        self.address = address
        self.furtherPrefix = furtherPrefix
        name = "24AA025E48 at \(address)"
    }

    // MARK: - Device

    /// - Returns: The first three bytes of the serial number, which are one of Microchip's own.
    public func identify() throws(DeviceError) -> UInt32 {
        let found = UInt32(try readSerialNumber() >> 24)
        for known in Self.vendorPrefixes.indices where Self.vendorPrefixes[known] == found {
            return found
        }
        if found == furtherPrefix { return found }
        throw .wrongIdentity(expected: Self.vendorPrefixes[0], found: found)
    }

    public func start(now: Instant) throws(DeviceError) -> StartProgress {
        _ = try identify()
        return .ready
    }

    /// Nothing is forgotten: a write cycle goes on whatever the program does.
    public func restart() {}

    // MARK: - SettingsMemory

    public func readSerialNumber() throws(DeviceError) -> UInt64 {
        var bytes: InlineArray<6, UInt8> = .init(repeating: 0)
        var reading = bytes.mutableSpan
        try readBlock(Self.serialNumberAt, into: &reading)
        var value: UInt64 = 0
        for index in bytes.indices { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    public func read(at offset: Int, into bytes: inout MutableSpan<UInt8>) throws(DeviceError) {
        precondition(
            offset >= 0 && (1...32).contains(bytes.count) && offset + bytes.count <= capacity,
            "A read of 1 to 32 bytes stays inside the memory.")
        try readBlock(UInt8(offset), into: &bytes)
    }

    public func write(at offset: Int, bytes: Span<UInt8>) throws(DeviceError) {
        precondition(
            offset >= 0 && bytes.count > 0 && offset + bytes.count <= capacity
                && offset / pageSize == (offset + bytes.count - 1) / pageSize,
            "A write of 1 to 16 bytes stays inside one page.")
        do { try bus.writeBlock(UInt8(offset), to: address, bytes: bytes) } catch {
            // A write that broke off after the address has started a cycle all the same.
            if error != .addressNotAcknowledged { silencesLeft = Self.silencesPerWrite }
            throw interpreted(error)
        }
        silencesLeft = Self.silencesPerWrite
    }

    // MARK: - Transfers

    /// EUI-48 (section 9.1).
    private static let serialNumberAt: UInt8 = 0xFA
    /// Microchip's registered prefixes.
    private static let vendorPrefixes: InlineArray<4, UInt32> = [
        0x0004A3, 0x001EC0, 0xD88039, 0x5410EC,
    ]
    /// A refused address takes 25 µs at 400 kHz: twice the 5 ms of a write cycle.
    private static let silencesPerWrite = 400

    private func readBlock(
        _ offset: UInt8, into bytes: inout MutableSpan<UInt8>
    ) throws(DeviceError) {
        do { try bus.readBlock(offset, from: address, into: &bytes) } catch {
            throw interpreted(error)
        }
        silencesLeft = 0
    }

    /// Silence after a write is the write cycle, until it has lasted too long.
    private func interpreted(_ error: I2CError) -> DeviceError {
        guard error == .addressNotAcknowledged, silencesLeft > 0 else { return .bus(error) }
        silencesLeft -= 1
        return .notReady
    }
}
