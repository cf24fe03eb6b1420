import HAL
import Quantities
import SimulatedChips

/// A host that talks to a simulated BQ76952 in bytes, without its driver, in the plain framing.
final class BQ76952Host {
    let bus: SimulatedI2CBus
    let chip: SimulatedBQ76952
    let address = I2CAddress(0x08)
    private(set) var violations: [String] = []

    /// - Parameter isBooted: Whether to wait until the first scan is complete.
    init(isChecked: Bool = false, isBooted: Bool = true) {
        bus = SimulatedI2CBus()
        chip = SimulatedBQ76952(isChecked: isChecked)
        chip.cellVoltages = Array(repeating: .volts(3.7), count: 16)
        bus.attach(chip, at: address)
        chip.onViolation = { [unowned self] in violations.append($0) }
        if isBooted { pass(.milliseconds(100)) }
    }

    func pass(_ time: Duration) { bus.advance(to: bus.now + time) }

    func read(_ register: UInt8, _ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        try bus.readBlock(register, from: address, into: &span)
        return bytes
    }

    func write(_ register: UInt8, _ bytes: [UInt8]) throws {
        try bus.writeBlock(register, to: address, bytes: bytes.span)
    }

    func word(_ register: UInt8) throws -> UInt16 {
        let bytes = try read(register, 2)
        return UInt16(bytes[0]) | UInt16(bytes[1]) << 8
    }

    func cell(_ index: Int) throws -> Int {
        Int(Int16(bitPattern: try word(0x14 + UInt8(2 * index))))
    }

    /// Sends a subcommand and gives it 10 ms.
    func send(_ code: UInt16) throws {
        try write(0x3E, [UInt8(code & 0xFF), UInt8(code >> 8)])
        pass(.milliseconds(10))
    }

    /// Writes data behind a subcommand or into data memory, with the checksum the manual asks for.
    func send(_ code: UInt16, data: [UInt8], checksum: UInt8? = nil) throws {
        try write(0x3E, [UInt8(code & 0xFF), UInt8(code >> 8)] + data)
        let sum = data.reduce(UInt8(code & 0xFF) &+ UInt8(code >> 8), &+)
        try write(0x60, [checksum ?? ~sum, UInt8(data.count + 4)])
        pass(.milliseconds(2))
    }

    /// The answer of a subcommand, as long as its length register says.
    func answer(_ code: UInt16) throws -> [UInt8] {
        try send(code)
        let count = Int(try read(0x61, 1)[0]) - 4
        return try read(0x40, count)
    }

    /// Changes data memory the way a host must.
    func configure(_ values: [(UInt16, [UInt8])]) throws {
        try send(0x0090)
        for (address, bytes) in values { try send(address, data: bytes) }
        try send(0x0092)
    }

    func safetyA() throws -> UInt8 { try read(0x03, 1)[0] }
}
