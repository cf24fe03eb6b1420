import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// A TMP117, alone on its bus or behind a switch.
final class TMP117Pair: ChipPair {
    let bus = TestBus()
    let simulated = SimulatedTMP117()
    let driver: TMP117
    private let freshness: TMP117.Freshness
    static let address = I2CAddress(0x48)

    /// The bus as the driver sees it.
    private let wires: any I2CBus

    init(freshness: TMP117.Freshness = .lastConversion, isBehindSwitch: Bool = false) {
        self.freshness = freshness
        if isBehindSwitch {
            let busSwitch = SimulatedTCA9548A()
            bus.simulated.attach(busSwitch, at: I2CAddress(0x70))
            bus.simulated.attach(simulated, at: Self.address, behind: busSwitch, channel: 6)
            wires = TCA9548A(bus: bus).channel(6)
        } else {
            bus.simulated.attach(simulated, at: Self.address)
            wires = bus
        }
        simulated.onViolation = { [bus] in bus.simulated.report($0) }
        driver = TMP117(bus: wires, address: Self.address, freshness: freshness)
    }

    var chip: any SimulatedDevice { simulated }
    var device: any Device { driver }
    let identity: UInt32? = 0x0117
    func answerAsAnotherChip() { simulated.rawIdentity = 0x0075 }

    /// SNOSD82D, section 7.6.
    let powerOnRegisters: [PowerOnRegister] = [
        .init(0x00, 2, 0x8000), .init(0x01, 2, 0x0220), .init(0x02, 2, 0x6000),
        .init(0x03, 2, 0x8000), .init(0x04, 2, 0), .init(0x07, 2, 0), .init(0x0F, 2, 0x0117),
    ]
    func readRegister(_ register: PowerOnRegister) throws(I2CError) -> UInt64 {
        try wires.readRaw(register.address, bytes: register.bytes, from: Self.address)
    }

    /// SNOSD82D, table 7-1, degrees Celsius; −55 and 150 by its step.
    let vectors: [DatasheetVector] = [
        .init(-55, Int64(Int16(bitPattern: 0xE480))), .init(-25, Int64(Int16(bitPattern: 0xF380))),
        .init(-0.1250, Int64(Int16(bitPattern: 0xFFF0))), .init(-0.0078125, -1), .init(0, 0),
        .init(0.0078125, 1), .init(0.1250, 0x0010), .init(1, 0x0080), .init(25, 0x0C80),
        .init(100, 0x3200), .init(150, 0x4B00),
        .init(255.9921875, 0x7FFF),
    ]
    func readRawCode() throws(I2CError) -> Int64 {
        Int64(Int16(truncatingIfNeeded: try wires.readRaw(0x00, bytes: 2, from: Self.address)))
    }

    let range = -55.0...150.0
    let leastSignificantBit = 0.007_812_5
    let conversionTime = Duration.milliseconds(126)
    func apply(_ value: Double) { simulated.temperature = .celsius(value) }
    func measure() throws(DeviceError) -> Sample<Double> {
        let sample = try driver.readTemperature()
        return Sample(sample.value.celsius, rawCode: sample.rawCode)
    }
    func freeze() { simulated.isFrozen = true }
    func powerCycle() { simulated.powerCycle() }
    var staleness: Staleness {
        freshness == .newConversion ? .error(.noFreshData) : .unchangingCode
    }
}

/// What is the TMP117's own, by SNOSD82D.
@Suite struct TMP117Tests {
    private let pair = TMP117Pair(freshness: .newConversion)
    private var bus: TestBus { pair.bus }
    private let address = TMP117Pair.address

    private func raw(_ register: UInt8) throws -> UInt64 {
        try bus.readRaw(register, bytes: 2, from: address)
    }

    private func write(_ value: UInt64, to register: UInt8) throws {
        try bus.writeRaw(value, bytes: 2, to: register, at: address)
    }

    private func bringUp() throws {
        try #require(try pair.bringUp())
        pair.settle()
    }

    @Test func `only the low twelve bits of the identity count`() throws {
        pair.simulated.rawIdentity = 0x1117
        #expect(try pair.driver.identify() == 0x1117)
    }

    @Test func `before the first conversion there is no value`() throws {
        #expect(try raw(0x00) == 0x8000)
        #expect(throws: DeviceError.notReady) { _ = try pair.driver.readTemperature() }
    }

    @Test func `a chip that never converts does not become ready`() {
        pair.simulated.isFrozen = true
        #expect(pair.session() == .failed(.notReady))
    }

    @Test func `results come every 125 milliseconds and not sooner`() throws {
        try bringUp()
        _ = try pair.measure()
        bus.pass(.milliseconds(40))
        pair.apply(60)
        #expect(throws: DeviceError.noFreshData) { _ = try pair.measure() }
        bus.pass(.milliseconds(85))
        #expect(try pair.measure().value == 60)
    }

    @Test func `Data_Ready clears with the result and with the configuration`() throws {
        try bringUp()
        #expect(try raw(0x01) & 0x2000 != 0)
        #expect(try raw(0x01) & 0x2000 == 0)
        pair.settle()
        _ = try raw(0x00)
        #expect(try raw(0x01) & 0x2000 == 0)
    }

    @Test func `a result is not lost when its read fails after the flag was cleared`() throws {
        try bringUp()
        _ = try pair.measure()
        pair.settle()
        let next = bus.simulated.transferCount + 2
        bus.simulated.faults = InjectedFault(.hang, from: next, isPermanent: false)
        #expect(throws: DeviceError.bus(.timeout)) { _ = try pair.measure() }
        #expect(try pair.measure().value == 25)
    }

    @Test func `a reset chip is noticed by its configuration`() throws {
        try bringUp()
        pair.simulated.powerCycle()
        bus.pass(.milliseconds(5))
        #expect(throws: DeviceError.configurationLost) { _ = try pair.measure() }
        pair.driver.restart()
        try bringUp()
        #expect(try pair.measure().value == 25)
    }

    @Test func `reading only results still notices a reset within sixteen reads`() throws {
        let pair = TMP117Pair()
        try #require(try pair.bringUp())
        pair.simulated.powerCycle()
        var readsUntilNoticed = 0
        for _ in 0..<20 {
            pair.bus.pass(.milliseconds(400))
            do {
                _ = try pair.measure()
                readsUntilNoticed += 1
            } catch DeviceError.configurationLost { break }
        }
        #expect(readsUntilNoticed < 16)
    }

    @Test func `an input shows with the next completed conversion only`() throws {
        try bringUp()
        pair.apply(40)
        #expect(try raw(0x00) == 0x0C80)
        pair.settle()
        #expect(try raw(0x00) == 40 * 128)
    }

    @Test func `one-shot converts once and goes back to shutdown`() throws {
        try write(0x0C00, to: 0x01)
        bus.pass(.milliseconds(16))
        #expect(try raw(0x01) & 0x2C00 == 0x2400)
        pair.apply(90)
        bus.pass(.seconds(2))
        #expect(try raw(0x00) == 0x0C80)
    }

    @Test func `alert flags latch in alert mode and clear with the configuration`() throws {
        try bringUp()
        try write(UInt64(30 * 128), to: 0x02)
        pair.apply(31)
        pair.settle()
        pair.apply(25)
        pair.settle()
        _ = try pair.measure()
        #expect(pair.driver.rawAlertFlags == 0x8000)
        #expect(try raw(0x01) & 0xC000 == 0)
    }

    @Test func `therm mode holds its flag until the low limit is passed`() throws {
        try write(UInt64(30 * 128), to: 0x02)
        try write(UInt64(20 * 128), to: 0x03)
        try write(0x0030, to: 0x01)
        pair.apply(31)
        pair.settle()
        #expect(try raw(0x01) & 0x8000 != 0)
        pair.apply(25)
        pair.settle()
        #expect(try raw(0x01) & 0x8000 != 0)
        pair.apply(19)
        pair.settle()
        #expect(try raw(0x01) & 0x8000 == 0)
    }

    @Test func `an unlocked write outlives a power cycle after its programming time`() throws {
        try write(0x8000, to: 0x04)
        try write(0x0080, to: 0x07)
        #expect(try raw(0x01) & 0x1000 != 0)
        bus.pass(.milliseconds(8))
        #expect(try raw(0x01) & 0x1000 == 0)
        pair.simulated.powerCycle()
        bus.pass(.milliseconds(2))
        #expect(try raw(0x07) == 0x0080)
        #expect(try raw(0x04) == 0)
    }

    @Test func `the driver never unlocks the EEPROM`() throws {
        try bringUp()
        _ = try pair.measure()
        #expect(try raw(0x04) == 0)
    }

    @Test func `what the datasheet does not allow is reported by name`() throws {
        try write(0, to: 0x0F)
        _ = try bus.readRaw(0x0A, bytes: 2, from: address)
        _ = try bus.readRaw(0x00, bytes: 3, from: address)
        _ = try bus.readRaw(0x01, bytes: 1, from: address)
        #expect(bus.simulated.violations.count >= 4)
        #expect(bus.simulated.violations[0] == "TMP117: write to read-only register 0x0F")
    }
}
