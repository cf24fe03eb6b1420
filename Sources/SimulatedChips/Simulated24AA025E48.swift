public import HAL
public import Quantities

/// Microchip 24AA025E48, a 2-kbit EEPROM with a factory EUI-48; DS20002124, section 9
/// for the serial number.
///
/// Modelled: byte pointer, sequential reads that wrap, page writes that wrap inside their 16 bytes,
/// the write cycle in which nothing is acknowledged, the protected upper half, a supply that fails
/// during a write cycle, bit rot.
public final class Simulated24AA025E48: SimulatedDevice {
    /// Part number and place, for violations and traces.
    public let name: String

    /// Told of every access that the datasheet does not allow.
    public var onViolation: ((String) -> Void)?

    /// Fault: the chip holds SDA low.
    public var holdsDataLow = false

    /// The factory serial number, in the low 48 bits.
    public var serialNumber: UInt64 {
        didSet { storeSerialNumber() }
    }

    /// Whether a write cycle is running.
    public var isBusy: Bool { busyUntil != nil }

    private var memory = [UInt8](repeating: 0xFF, count: 256)
    private var page: InlineArray<16, UInt8> = .init(repeating: 0)
    /// Bit n: byte n of the page was written.
    private var pageMask: UInt16 = 0
    private var pageStart = 0
    private var pointer: UInt8 = 0
    private var busyUntil: Instant?
    private var now: Instant = .start
    private var phase = Phase.idle

    private enum Phase { case idle, pointer, data, read }

    private static let writeCycle = Duration.milliseconds(5)
    private static let pageSize = 16
    private static let protectedFrom: UInt8 = 0x80
    private static let serialNumberAt = 0xFA

    /// - Parameter serialNumber: EUI-48; the default begins with Microchip's 00:04:A3.
    public init(name: String = "24AA025E48", serialNumber: UInt64 = 0x0004_A312_3456) {
        self.name = name
        self.serialNumber = serialNumber
        storeSerialNumber()
    }

    private func storeSerialNumber() {
        for index in 0..<6 {
            memory[Self.serialNumberAt + index] =
                UInt8(truncatingIfNeeded: serialNumber >> UInt64(8 * (5 - index)))
        }
    }

    // MARK: - Physics face

    /// What a cell of the memory holds, past any bus.
    public subscript(offset: UInt8) -> UInt8 {
        get { memory[Int(offset)] }
        set { memory[Int(offset)] = newValue }
    }

    /// Fault: bits of one byte change by themselves.
    public func rot(at offset: UInt8, mask: UInt8) { memory[Int(offset)] ^= mask }

    /// Takes the supply away and gives it back at once. A write cycle in progress has programmed
    /// the first half of the page and left the rest as it was.
    public func powerCycle() {
        if busyUntil != nil { program(through: Self.pageSize / 2) }
        busyUntil = nil
        phase = .idle
        pageMask = 0
        pointer = 0
    }

    // MARK: - SimulatedDevice

    public func advance(to instant: Instant) {
        guard instant > now else { return }
        now = instant
        if let end = busyUntil, now >= end {
            program(through: Self.pageSize)
            busyUntil = nil
        }
    }

    public func start(address: I2CAddress, isRead: Bool) -> Acknowledge {
        guard busyUntil == nil else { return .notAcknowledged }
        if phase == .data, pageMask != 0 {
            onViolation?(name + ": repeated START in a write")
            pageMask = 0
        }
        phase = isRead ? .read : .pointer
        return .acknowledged
    }

    public func receive(_ byte: UInt8) -> Acknowledge {
        switch phase {
        case .pointer:
            pointer = byte
            pageStart = Int(byte) & ~(Self.pageSize - 1)
            pageMask = 0
            phase = .data
        case .data:
            let column = Int(pointer) & (Self.pageSize - 1)
            page[column] = byte
            pageMask |= 1 << UInt16(column)
            pointer = UInt8(pageStart + (column + 1) % Self.pageSize)
        case .idle, .read:
            return .notAcknowledged
        }
        return .acknowledged
    }

    public func send(isLast: Bool) -> UInt8 {
        let byte = memory[Int(pointer)]
        pointer &+= 1
        return byte
    }

    public func stop() {
        if phase == .data, pageMask != 0 {
            if pageStart >= Int(Self.protectedFrom) {
                onViolation?(name + ": write to the protected half at " + hexadecimal(pointer))
                pageMask = 0
            } else {
                busyUntil = now + Self.writeCycle
            }
        }
        phase = .idle
    }

    private func program(through column: Int) {
        for index in 0..<column where pageMask & 1 << UInt16(index) != 0 {
            memory[pageStart + index] = page[index]
        }
        pageMask = 0
    }
}
