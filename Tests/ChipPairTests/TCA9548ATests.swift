import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// A TCA9548A with a memory at the same address behind channels 3 and 5; values are channel 3's
/// first byte, read after a visit to channel 5.
final class TCA9548APair: ChipPair {
    let bus = TestBus()
    let simulated = SimulatedTCA9548A()
    let driver: TCA9548A
    let third: any I2CBus
    let fifth: any I2CBus
    let memories = [Simulated24AA025E48(name: "third"), Simulated24AA025E48(name: "fifth")]
    static let address = I2CAddress(0x70)
    static let memoryAddress = I2CAddress(0x50)

    init() {
        bus.simulated.attach(simulated, at: Self.address)
        for (memory, channel) in zip(memories, [3, 5] as [UInt8]) {
            bus.simulated.attach(
                memory, at: Self.memoryAddress, behind: simulated, channel: channel)
        }
        simulated.onViolation = { [bus] in bus.simulated.report($0) }
        driver = TCA9548A(bus: bus)
        third = driver.channel(3)
        fifth = driver.channel(5)
    }

    var chip: any SimulatedDevice { simulated }
    var device: any Device { driver }
    let identity: UInt32? = nil
    func answerAsAnotherChip() {}

    /// SCPS207F, page 17: all channels off.
    let powerOnRegisters: [PowerOnRegister] = [.init(0, 1, 0)]
    func readRegister(_ register: PowerOnRegister) throws(I2CError) -> UInt64 {
        UInt64(try bus.receiveByte(from: Self.address))
    }

    let vectors: [DatasheetVector] = [.init(0, 0), .init(0xA5, 0xA5), .init(0xFF, 0xFF)]
    func readRawCode() throws(I2CError) -> Int64 {
        try bus.sendByte(1 << 3, to: Self.address)
        return Int64(try bus.readByte(0, from: Self.memoryAddress))
    }

    let range = 0.0...255.0
    let leastSignificantBit = 1.0
    let conversionTime = Duration.zero
    func apply(_ value: Double) {
        memories[0][0] = UInt8(value.rounded())
        memories[1][0] = ~memories[0][0]
    }
    func measure() throws(DeviceError) -> Sample<Double> {
        do {
            _ = try fifth.readByte(0, from: Self.memoryAddress)
            let byte = try third.readByte(0, from: Self.memoryAddress)
            return Sample(Double(byte), rawCode: Int64(byte))
        } catch { throw .bus(error) }
    }
    func freeze() {}
    func powerCycle() { simulated.powerCycle() }
    let staleness = Staleness.doesNotMeasure
}

/// What is the TCA9548A's own, by SCPS207F.
@Suite struct TCA9548ATests {
    private let pair = TCA9548APair()
    private var bus: TestBus { pair.bus }
    private let address = TCA9548APair.address
    private let memory = TCA9548APair.memoryAddress

    init() {
        pair.memories[0][0] = 0b1100_1100
        pair.memories[1][0] = 0b1010_1010
    }

    @Test func `each channel shows its own device at the shared address`() throws {
        #expect(try pair.third.readByte(0, from: memory) == 0b1100_1100)
        #expect(try pair.fifth.readByte(0, from: memory) == 0b1010_1010)
    }

    @Test func `two open channels with one address collide on the wires`() throws {
        try bus.sendByte(1 << 3 | 1 << 5, to: address)
        #expect(try bus.readByte(0, from: memory) == 0b1000_1000)
    }

    @Test func `a selection takes effect at STOP`() {
        _ = pair.simulated.start(address: address, isRead: false)
        _ = pair.simulated.receive(0x08)
        #expect(pair.simulated.connectedChannels == 0)
        pair.simulated.stop()
        #expect(pair.simulated.connectedChannels == 0x08)
    }

    @Test func `the open channel is not selected again`() throws {
        _ = try pair.third.readByte(0, from: memory)
        let before = bus.simulated.transferCount
        _ = try pair.third.readByte(0, from: memory)
        #expect(bus.simulated.transferCount == before + 1)
    }

    @Test func `a change of channel costs a selection and its check`() throws {
        _ = try pair.third.readByte(0, from: memory)
        let before = bus.simulated.transferCount
        _ = try pair.fifth.readByte(0, from: memory)
        #expect(bus.simulated.transferCount == before + 3)
    }

    @Test func `a switch that ignores its selection is found before the device is read`() throws {
        _ = try pair.third.readByte(0, from: memory)
        pair.simulated.ignoresSelection = true
        let before = bus.simulated.transferCount
        #expect(throws: I2CError.dataNotAcknowledged) {
            _ = try pair.fifth.readByte(0, from: memory)
        }
        #expect(bus.simulated.transferCount == before + 2)
        #expect(pair.driver.misselectionCount == 1)
        pair.simulated.ignoresSelection = false
        #expect(try pair.fifth.readByte(0, from: memory) == 0b1010_1010)
    }

    @Test func `a contact that stays closed shows only as a collision`() throws {
        pair.simulated.stuckChannels = 1 << 5
        #expect(try pair.third.readByte(0, from: memory) == 0b1000_1000)
    }

    @Test func `after an error behind the switch the channel is selected anew`() throws {
        _ = try pair.third.readByte(0, from: memory)
        pair.simulated.powerCycle()
        #expect(throws: I2CError.addressNotAcknowledged) {
            _ = try pair.third.readByte(0, from: memory)
        }
        #expect(try pair.third.readByte(0, from: memory) == 0b1100_1100)
    }

    @Test func `deselecting leaves only the main bus on the wires`() throws {
        _ = try pair.third.readByte(0, from: memory)
        try pair.driver.deselect()
        #expect(pair.simulated.connectedChannels == 0)
        #expect(throws: I2CError.addressNotAcknowledged) {
            _ = try bus.readByte(0, from: memory)
        }
    }

    @Test func `a device that sticks blocks the bus only while its channel is open`() throws {
        _ = try pair.third.readByte(0, from: memory)
        pair.memories[1].holdsDataLow = true
        _ = try pair.third.readByte(0, from: memory)
        #expect(throws: I2CError.busStuck) { _ = try pair.fifth.readByte(0, from: memory) }
        #expect(throws: I2CError.busStuck) { _ = try bus.receiveByte(from: address) }
        let reset = SimulatedLine(name: "BMS_MUX_RST_N")
        reset.onChange = { [pair] in pair.simulated.setReset($0) }
        try reset.set(true)
        try reset.set(false)
        pair.driver.forgetSelection()
        #expect(try pair.third.readByte(0, from: memory) == 0b1100_1100)
    }

    @Test func `the RESET line opens every channel and silences the chip`() throws {
        _ = try pair.third.readByte(0, from: memory)
        pair.simulated.setReset(true)
        #expect(pair.simulated.connectedChannels == 0)
        #expect(throws: I2CError.addressNotAcknowledged) {
            _ = try bus.receiveByte(from: address)
        }
    }

    @Test func `more than one byte in a write is reported`() throws {
        try bus.writeByte(0x08, register: 0x20, to: address)
        #expect(pair.simulated.connectedChannels == 0x08)
        #expect(bus.simulated.violations == ["TCA9548A: more than one byte written"])
    }
}
