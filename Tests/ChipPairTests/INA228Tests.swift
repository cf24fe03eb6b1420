import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// An INA228 with a 500 µΩ shunt.
final class INA228Pair: ChipPair {
    let bus = TestBus()
    let simulated = SimulatedINA228()
    let driver: INA228
    let shuntRange: INA228.ShuntRange
    static let address = I2CAddress(0x40)
    static let shunt = Resistance.microohms(500)

    init(shuntRange: INA228.ShuntRange = .narrow) {
        self.shuntRange = shuntRange
        bus.simulated.attach(simulated, at: Self.address)
        simulated.onViolation = { [bus] in bus.simulated.report($0) }
        simulated.busVoltage = .volts(48)
        driver = INA228(
            bus: bus, address: Self.address, shunt: Self.shunt, shuntRange: shuntRange)
    }

    var chip: any SimulatedDevice { simulated }
    var device: any Device { driver }
    let identity: UInt32? = 0x5449_2281
    /// An INA238, which has the same address and another temperature format.
    func answerAsAnotherChip() { simulated.rawDeviceID = 0x2381 }

    /// SLYS021A, section 7.6.1.
    let powerOnRegisters: [PowerOnRegister] = [
        .init(0x0B, 2, 0x0001), .init(0x00, 2, 0x0000), .init(0x01, 2, 0xFB68),
        .init(0x02, 2, 0x1000), .init(0x03, 2, 0x0000), .init(0x0C, 2, 0x7FFF),
        .init(0x0D, 2, 0x8000), .init(0x0E, 2, 0x7FFF), .init(0x0F, 2, 0x0000),
        .init(0x10, 2, 0x7FFF), .init(0x11, 2, 0xFFFF), .init(0x3E, 2, 0x5449),
        .init(0x3F, 2, 0x2281),
    ]
    func readRegister(_ register: PowerOnRegister) throws(I2CError) -> UInt64 {
        try bus.readRaw(register.address, bytes: register.bytes, from: Self.address)
    }

    /// Amperes; 10 A make 5 mV, which is 64,000 steps of 78.125 nV or 16,000 of 312.5 nV.
    var vectors: [DatasheetVector] {
        let one: Int64 = shuntRange == .narrow ? 6_400 : 1_600
        return [
            .init(0, 0), .init(1, one), .init(-1, -one), .init(10, 10 * one),
            .init(-64, -64 * one), .init(80, 80 * one),
        ]
    }
    func readRawCode() throws(I2CError) -> Int64 {
        let raw = try bus.readRaw(0x07, bytes: 3, from: Self.address)
        return Int64(bitPattern: raw << 40) >> 44
    }

    var range: ClosedRange<Double> { shuntRange == .narrow ? -81.9...81.9 : -327.6...327.6 }
    var leastSignificantBit: Double { shuntRange == .narrow ? 156.25e-6 : 625e-6 }
    let conversionTime = Duration.milliseconds(27)
    func apply(_ value: Double) { simulated.shuntVoltage = .volts(value * Self.shunt.ohms) }
    func measure() throws(DeviceError) -> Sample<Double> {
        let sample = try driver.readCurrent()
        return Sample(sample.value.amperes, rawCode: sample.rawCode)
    }
    func freeze() { simulated.isFrozen = true }
    func powerCycle() { simulated.powerCycle() }
    let staleness = Staleness.error(.noFreshData)
}

/// What is the INA228's own, by SLYS021A.
@Suite struct INA228Tests {
    private let pair = INA228Pair()
    private var bus: TestBus { pair.bus }
    private let address = INA228Pair.address

    private func raw(_ register: UInt8, bytes: Int = 2) throws -> UInt64 {
        try bus.readRaw(register, bytes: bytes, from: address)
    }

    private func write(_ value: UInt64, to register: UInt8) throws {
        try bus.writeRaw(value, bytes: 2, to: register, at: address)
    }

    private func bringUp() throws {
        try #require(try pair.bringUp())
        pair.settle()
    }

    @Test func `the rig's full scale is 81.92 A in steps of 156.25 µA`() {
        #expect((pair.driver.currentStep.amperes - 156.25e-6).magnitude < 1e-15)
        #expect(pair.driver.updatePeriod == .microseconds(25_920))
    }

    @Test func `the configuration on the chip is what the settings say`() throws {
        try bringUp()
        #expect(try raw(0x00) == 0x0010)
        #expect(try raw(0x01) == 0xF922)
        #expect(try raw(0x02) == 0x1000)
        #expect(try raw(0x0B) & 0xF000 == 0x8000)
    }

    @Test(arguments: [0.0, 3.0, 48.0, 67.2, 85.0])
    func `the bus voltage comes back within half of 195.3125 µV`(_ volts: Double) throws {
        pair.simulated.busVoltage = .volts(volts)
        try bringUp()
        let sample = try pair.driver.readBusVoltage()
        #expect((sample.value.volts - volts).magnitude <= 195.3125e-6 / 2 + 1e-12)
        #expect(try raw(0x05, bytes: 3) >> 4 == UInt64(sample.rawCode))
    }

    /// Section 8.2.2.5: 6 A through 16.2 mΩ at 48 V and 25 °C, with a full scale of 10 A, for an
    /// hour. The table's power is a few counts above the product of its own voltage and current.
    @Test func `the datasheet's worked example comes out`() throws {
        pair.simulated.shuntVoltage = .volts(6 * 16.2e-3)
        pair.simulated.busVoltage = .volts(48)
        try write(4_050, to: 0x02)
        bus.pass(.milliseconds(10))
        #expect(try raw(0x04, bytes: 3) >> 4 == 311_040)
        #expect(try raw(0x05, bytes: 3) >> 4 == 245_760)
        #expect(try raw(0x06) == 3_200)
        #expect(try raw(0x07, bytes: 3) >> 4 == 314_572)
        #expect((Int(try raw(0x08, bytes: 3)) - 4_718_604).magnitude <= 24)
        try write(0x4000, to: 0x00)
        bus.pass(.seconds(3_600))
        #expect((Int(try raw(0x09, bytes: 5)) - 1_061_683_200).magnitude < 5_000)
        #expect((Int(try raw(0x0A, bytes: 5)) - 1_132_462_080).magnitude < 5_000)
    }

    @Test func `48 V is code 0x3C000`() throws {
        try bringUp()
        #expect(try raw(0x05, bytes: 3) == 0x3C_0000)
        #expect(try pair.driver.readBusVoltage().rawCode == 0x3C000)
    }

    @Test func `the lower four bits of a 24-bit result are zero`() throws {
        pair.apply(-12.3456)
        try bringUp()
        #expect(try raw(0x07, bytes: 3) & 0xF == 0)
        #expect(try raw(0x04, bytes: 3) == raw(0x07, bytes: 3))
    }

    @Test(arguments: [12.0, -12.0])
    func `an hour at constant current is counted as so many ampere-hours`(
        _ amperes: Double
    ) throws {
        pair.apply(amperes)
        try bringUp()
        let before = try pair.driver.readCharge().value.coulombs
        for _ in 0..<3600 { bus.pass(.seconds(1)) }
        let counted = try pair.driver.readCharge().value.coulombs - before
        #expect((counted / 3600 - amperes).magnitude < 1e-4)
        #expect((before + counted).sign == amperes.sign)
        #expect((before / 3600).magnitude < 1)
    }

    @Test func `energy counts in sixteenths of power steps`() throws {
        pair.apply(10)
        try bringUp()
        let power = try raw(0x08, bytes: 3)
        #expect(power == UInt64((48.0 * 64_000 / 3.2).rounded()))
        let before = try raw(0x09, bytes: 5)
        bus.pass(.seconds(100))
        let joules = Double(try raw(0x09, bytes: 5) - before) * 16 * 3.2 * 156.25e-6
        #expect((joules - 48_000).magnitude < 5)
    }

    @Test func `the charge accumulator wraps at 40 bits and says so`() throws {
        pair.apply(81.9)
        try bringUp()
        bus.pass(.seconds(1_200_000))
        #expect(throws: Never.self) { _ = try pair.measure() }
        #expect(throws: DeviceError.saturated) { _ = try pair.driver.readCharge() }
        #expect(Int64(bitPattern: try raw(0x0A, bytes: 5) << 24) < 0)
        #expect(try raw(0x0B) & 1 << 10 == 0)
    }

    @Test func `a current beyond full scale is saturated`() throws {
        try bringUp()
        for amperes in [82.0, -82.0, 500] {
            pair.apply(amperes)
            pair.settle()
            #expect(throws: DeviceError.saturated) { _ = try pair.measure() }
        }
    }

    @Test func `a failed memory checksum is a device fault`() throws {
        try bringUp()
        pair.simulated.isMemoryHealthy = false
        #expect(throws: DeviceError.deviceFault(0x8002)) { _ = try pair.measure() }
    }

    @Test func `a reset chip is noticed with the next current`() throws {
        try bringUp()
        _ = try pair.measure()
        pair.simulated.powerCycle()
        pair.settle()
        #expect(throws: DeviceError.configurationLost) { _ = try pair.measure() }
    }

    @Test(arguments: [(0x00, 0x0000), (0x01, 0xFB68), (0x02, 0x0000)] as [(UInt8, UInt64)])
    func `a single register that lost its contents is found within 24 reads`(
        _ register: UInt8, _ value: UInt64
    ) throws {
        try bringUp()
        try write(value, to: register)
        var reads = 0
        #expect(throws: DeviceError.configurationLost) {
            while reads < 24 {
                pair.settle()
                _ = try pair.measure()
                reads += 1
            }
        }
    }

    @Test func `a current costs two transfers at most`() throws {
        try bringUp()
        for _ in 0..<20 {
            let before = bus.simulated.transferCount
            _ = try pair.measure()
            #expect(bus.simulated.transferCount - before == 2)
            pair.settle()
        }
    }

    @Test func `SHUNT_CAL of zero reads as no current and no error flag`() throws {
        pair.apply(40)
        try bringUp()
        try write(0, to: 0x02)
        pair.settle()
        #expect(try raw(0x07, bytes: 3) == 0)
        #expect(try raw(0x0B) & 1 << 9 == 0)
    }

    @Test func `latched limit flags wait for their reader`() throws {
        try bringUp()
        try write(UInt64(5e-3 / 1.25e-6), to: 0x0C)
        pair.apply(20)
        pair.settle()
        pair.apply(0)
        pair.settle()
        #expect(!pair.simulated.isAlertPinHigh)
        #expect(try raw(0x0B) & 1 << 6 != 0)
        #expect(try raw(0x0B) & 1 << 6 == 0)
        #expect(pair.simulated.isAlertPinHigh)
    }

    @Test func `an input shows with the next completed conversion only`() throws {
        try bringUp()
        _ = try pair.measure()
        pair.apply(10)
        bus.pass(.milliseconds(1))
        #expect(try raw(0x07, bytes: 3) == 0)
        pair.settle()
        #expect(try raw(0x07, bytes: 3) >> 4 == 64_000)
    }

    @Test func `a triggered conversion runs once`() throws {
        pair.apply(10)
        try write(0x7922, to: 0x01)
        bus.pass(.milliseconds(30))
        #expect(try raw(0x0B) & 2 != 0)
        pair.apply(20)
        bus.pass(.seconds(1))
        #expect(try raw(0x07, bytes: 3) >> 4 == 16_000)
    }
}
