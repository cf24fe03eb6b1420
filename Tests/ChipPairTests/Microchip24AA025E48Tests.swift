import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// A 24AA025E48; a measurement is a byte written, waited for and read back.
final class Microchip24AA025E48Pair: ChipPair {
    let bus = TestBus()
    let simulated = Simulated24AA025E48()
    let driver: Microchip24AA025E48
    private var input: UInt8 = 0
    static let address = I2CAddress(0x50)
    private static let offset = 0x21

    init() {
        bus.simulated.attach(simulated, at: Self.address)
        simulated.onViolation = { [bus] in bus.simulated.report($0) }
        driver = Microchip24AA025E48(bus: bus)
    }

    var chip: any SimulatedDevice { simulated }
    var device: any Device { driver }
    let identity: UInt32? = 0x0004A3
    func answerAsAnotherChip() { simulated.serialNumber = 0xFFFF_FFFF_FFFF }

    /// DS20002124, section 9: erased, and the node address at the top.
    let powerOnRegisters: [PowerOnRegister] = [
        .init(0x00, 4, 0xFFFF_FFFF), .init(0x7C, 4, 0xFFFF_FFFF), .init(0xFA, 3, 0x0004A3),
    ]
    func readRegister(_ register: PowerOnRegister) throws(I2CError) -> UInt64 {
        try bus.readRaw(register.address, bytes: register.bytes, from: Self.address)
    }

    let vectors: [DatasheetVector] = [.init(0, 0), .init(0x5A, 0x5A), .init(255, 255)]
    func readRawCode() throws(I2CError) -> Int64 {
        Int64(try bus.readRaw(UInt8(Self.offset), bytes: 1, from: Self.address))
    }

    let range = 0.0...255.0
    let leastSignificantBit = 1.0
    let conversionTime = Duration.milliseconds(6)
    func apply(_ value: Double) { input = UInt8(value.rounded()) }
    func measure() throws(DeviceError) -> Sample<Double> {
        let writing: InlineArray<1, UInt8> = [input]
        try driver.write(at: Self.offset, bytes: writing.span)
        settle()
        var bytes: InlineArray<1, UInt8> = [0]
        var reading = bytes.mutableSpan
        try driver.read(at: Self.offset, into: &reading)
        return Sample(Double(bytes[0]), rawCode: Int64(bytes[0]))
    }
    func freeze() {}
    func powerCycle() { simulated.powerCycle() }
    let staleness = Staleness.doesNotMeasure
}

/// What is the 24AA025E48's own, by DS20002124.
@Suite struct Microchip24AA025E48Tests {
    private let pair = Microchip24AA025E48Pair()
    private var bus: TestBus { pair.bus }
    private let address = Microchip24AA025E48Pair.address

    private func write(_ bytes: [UInt8], at offset: Int) throws {
        try pair.driver.write(at: offset, bytes: bytes.span)
    }

    private func read(at offset: Int, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var reading = bytes.mutableSpan
        try pair.driver.read(at: offset, into: &reading)
        return bytes
    }

    @Test func `the serial number is the EUI-48 at the top of the memory`() throws {
        pair.simulated.serialNumber = 0x5410_EC01_0203
        #expect(try pair.driver.readSerialNumber() == 0x5410_EC01_0203)
        #expect(try pair.driver.identify() == 0x5410EC)
    }

    @Test func `a newer prefix passes only when it is named`() throws {
        pair.simulated.serialNumber = 0x6827_1901_0203
        #expect(throws: DeviceError.wrongIdentity(expected: 0x0004A3, found: 0x682719)) {
            _ = try pair.driver.identify()
        }
        let driver = Microchip24AA025E48(bus: bus, furtherPrefix: 0x682719)
        #expect(try driver.identify() == 0x682719)
    }

    @Test func `a page comes back as written and survives the supply`() throws {
        let page = (0..<16).map { UInt8($0 * 3) }
        try write(page, at: 0x30)
        bus.pass(.milliseconds(5))
        pair.simulated.powerCycle()
        #expect(try read(at: 0x30, count: 16) == page)
        #expect(try read(at: 0x20, count: 16) == Array(repeating: 0xFF, count: 16))
    }

    @Test func `during a write cycle the chip is not ready, not missing`() throws {
        try write([1], at: 0)
        bus.pass(.milliseconds(4))
        #expect(pair.simulated.isBusy)
        #expect(throws: DeviceError.notReady) { _ = try read(at: 0, count: 1) }
        #expect(throws: DeviceError.notReady) { try write([2], at: 1) }
        bus.pass(.milliseconds(1))
        #expect(try read(at: 0, count: 2) == [1, 0xFF])
    }

    @Test func `a write that broke off has started a write cycle all the same`() throws {
        bus.simulated.faults = InjectedFault(.dataNotAcknowledged(at: 2), isPermanent: false)
        #expect(throws: DeviceError.bus(.dataNotAcknowledged)) { try write([1, 2], at: 0) }
        #expect(throws: DeviceError.notReady) { _ = try read(at: 0, count: 1) }
        bus.pass(.milliseconds(5))
        #expect(try read(at: 0, count: 2) == [1, 0xFF])
    }

    @Test func `polling finds the end of the write cycle`() throws {
        try write([7], at: 0)
        let begin = bus.now
        var polls = 0
        while polls < 1_000 {
            do {
                #expect(try read(at: 0, count: 1) == [7])
                break
            } catch DeviceError.notReady { polls += 1 }
        }
        #expect(bus.now - begin < .milliseconds(6))
        #expect((100..<400).contains(polls))
    }

    @Test func `a chip that stays silent after a write is missing in the end`() throws {
        try write([7], at: 0)
        bus.simulated.detach(pair.simulated)
        var last: DeviceError?
        for _ in 0...400 {
            do { _ = try read(at: 0, count: 1) } catch let error as DeviceError { last = error }
        }
        #expect(last == .bus(.addressNotAcknowledged))
    }

    @Test func `a write past the end of a page wraps inside it`() throws {
        let bytes = (0..<18).map { UInt8($0) }
        try bus.writeBlock(0x18, to: address, bytes: bytes.span)
        bus.pass(.milliseconds(6))
        #expect(pair.simulated[0x18] == 16)
        #expect(pair.simulated[0x19] == 17)
        #expect(pair.simulated[0x17] == 15)
        #expect(pair.simulated[0x10] == 8)
        #expect(pair.simulated[0x20] == 0xFF)
    }

    @Test func `the upper half cannot be written`() throws {
        try bus.writeByte(0x00, register: 0x80, to: address)
        bus.pass(.milliseconds(6))
        #expect(pair.simulated[0x80] == 0xFF)
        #expect(bus.simulated.violations.count == 1)
    }

    @Test func `a sequential read wraps at the end of the memory`() throws {
        pair.simulated[0x00] = 0x11
        let raw = try bus.readRaw(0xFF, bytes: 2, from: address)
        #expect(raw == UInt64(pair.simulated[0xFF]) << 8 | 0x11)
    }

    @Test func `bit rot changes what is read`() throws {
        pair.simulated[0x05] = 0x0F
        pair.simulated.rot(at: 0x05, mask: 0x81)
        #expect(try read(at: 5, count: 1) == [0x8E])
    }

    @Test func `a supply that fails during a write cycle leaves half a page`() throws {
        try write(Array(repeating: 0x55, count: 16), at: 0x40)
        pair.simulated.powerCycle()
        let halves = [UInt8](repeating: 0x55, count: 8) + [UInt8](repeating: 0xFF, count: 8)
        #expect(try read(at: 0x40, count: 16) == halves)
    }
}
