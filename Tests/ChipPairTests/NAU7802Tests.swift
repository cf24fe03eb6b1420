import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// A NAU7802 with a bridge; values in volts per volt.
final class NAU7802Pair: ChipPair {
    let bus = TestBus()
    let simulated = SimulatedNAU7802()
    let driver: NAU7802
    private let gain: NAU7802.Gain
    static let address = I2CAddress(0x2A)

    init(gain: NAU7802.Gain = .hundred28) {
        self.gain = gain
        bus.simulated.attach(simulated, at: Self.address)
        simulated.onViolation = { [bus] in bus.simulated.report($0) }
        driver = NAU7802(bus: bus, gain: gain)
    }

    var chip: any SimulatedDevice { simulated }
    var device: any Device { driver }
    let identity: UInt32? = 0x0F
    func answerAsAnotherChip() { simulated.rawRevision = 0x02 }

    let powerOnRegisters: [PowerOnRegister] = [
        .init(0x00, 1, 0), .init(0x01, 1, 0), .init(0x02, 1, 0), .init(0x03, 3, 0),
        .init(0x06, 4, 0x0080_0000), .init(0x0A, 3, 0), .init(0x0D, 4, 0x0080_0000),
        .init(0x11, 1, 0), .init(0x1B, 1, 0), .init(0x1C, 1, 0), .init(0x1F, 1, 0x0F),
    ]
    func readRegister(_ register: PowerOnRegister) throws(I2CError) -> UInt64 {
        try bus.readRaw(register.address, bytes: register.bytes, from: Self.address)
    }

    private var fullScale: Double { 0.5 / Double(1 << Int(gain.rawValue)) }

    /// Half the reference over the gain is 2²³: 2 mV/V at gain 128 is 51.2 % of the range.
    var vectors: [DatasheetVector] {
        [
            .init(0, 0), .init(fullScale / 2, 4_194_304), .init(-fullScale / 2, -4_194_304),
            .init(fullScale * 0.512, 4_294_967), .init(fullScale / 8_388_608, 1),
            .init(-fullScale / 8_388_608, -1),
        ]
    }
    func readRawCode() throws(I2CError) -> Int64 {
        let raw = try bus.readRaw(0x12, bytes: 3, from: Self.address)
        return Int64(bitPattern: raw << 40) >> 40
    }

    var range: ClosedRange<Double> { -0.98 * fullScale...0.98 * fullScale }
    var leastSignificantBit: Double { fullScale / 8_388_608 }
    let conversionTime = Duration.milliseconds(26)
    func apply(_ value: Double) { simulated.bridgeRatio = value }
    func measure() throws(DeviceError) -> Sample<Double> { try driver.readBridgeRatio() }
    func freeze() { simulated.isFrozen = true }
    func powerCycle() { simulated.powerCycle() }
    let staleness = Staleness.error(.noFreshData)
}

/// What is the NAU7802's own, by its data sheet of revision 1.7.
@Suite struct NAU7802Tests {
    private let pair = NAU7802Pair()
    private var bus: TestBus { pair.bus }
    private let address = NAU7802Pair.address

    private func raw(_ register: UInt8, bytes: Int = 1) throws -> UInt64 {
        try bus.readRaw(register, bytes: bytes, from: address)
    }

    private func write(_ value: UInt64, to register: UInt8) throws {
        try bus.writeRaw(value, bytes: 1, to: register, at: address)
    }

    private func bringUp() throws {
        try #require(try pair.bringUp())
        pair.settle()
    }

    @Test func `start-up leaves the registers that the datasheet asks for`() throws {
        try bringUp()
        #expect(try raw(0x00) & 0xDF == 0x9E)
        #expect(try raw(0x01) == 0x2F)
        #expect(try raw(0x02) == 0x20)
        #expect(try raw(0x15) == 0x30)
        #expect(try raw(0x1C) == 0x80)
        #expect(try raw(0x11) == 0)
    }

    @Test func `start-up takes its time and never waits inside a call`() throws {
        let begin = bus.now
        try #require(try pair.bringUp())
        #expect(bus.now - begin > .milliseconds(1_200))
        #expect(bus.now - begin < .milliseconds(1_500))
        #expect(bus.simulated.busyTime < .milliseconds(5))
    }

    @Test(arguments: [1_500, -900, 0, 100_000] as [Int64])
    func `the converter's own offset is calibrated away`(_ counts: Int64) throws {
        pair.simulated.rawOffset = counts
        pair.apply(1e-3)
        try bringUp()
        #expect((try pair.measure().value - 1e-3).magnitude <= pair.leastSignificantBit / 2)
        #expect(Int64(pair.driver.rawOffset) == counts)
    }

    @Test func `an offset too large for the range check is a device fault`() {
        pair.simulated.rawOffset = 200_000
        #expect(pair.session() == .failed(.deviceFault(200_000)))
    }

    @Test func `a failed calibration is a device fault`() {
        pair.simulated.calibrationFails = true
        #expect(pair.session() == .failed(.deviceFault(0x28)))
    }

    @Test func `a calibration that never ends is given up after a second`() throws {
        #expect(throws: DeviceError.notReady) {
            for _ in 0..<100 {
                guard case .wait(let until) = try pair.driver.start(now: bus.now) else { return }
                bus.simulated.advance(to: until)
                if try raw(0x00) & 0x10 != 0 { pair.simulated.isFrozen = true }
            }
        }
    }

    @Test func `an open bridge is saturated`() throws {
        try bringUp()
        pair.simulated.isBridgeOpen = true
        pair.settle()
        #expect(throws: DeviceError.saturated) { _ = try pair.measure() }
    }

    @Test(arguments: [0.01, -0.01])
    func `a ratio beyond full scale is saturated in spite of the offset`(_ ratio: Double) throws {
        try bringUp()
        pair.apply(ratio)
        pair.settle()
        #expect(throws: DeviceError.saturated) { _ = try pair.measure() }
    }

    @Test func `each conversion is delivered once`() throws {
        try bringUp()
        _ = try pair.measure()
        #expect(throws: DeviceError.noFreshData) { _ = try pair.measure() }
        pair.settle()
        #expect(throws: Never.self) { _ = try pair.measure() }
    }

    @Test func `an input shows with the next completed conversion only`() throws {
        try bringUp()
        _ = try pair.measure()
        pair.apply(1e-3)
        #expect(try raw(0x12, bytes: 3) == 0)
        pair.settle()
        #expect(try raw(0x12, bytes: 3) == UInt64((1e-3 * 128 * 16_777_216.0).rounded()))
    }

    @Test func `a reset chip is noticed with the next ratio`() throws {
        try bringUp()
        pair.simulated.powerCycle()
        pair.settle()
        #expect(throws: DeviceError.configurationLost) { _ = try pair.measure() }
    }

    @Test func `power-up ready comes 200 microseconds after PUD`() throws {
        try write(0x02, to: 0x00)
        #expect(try raw(0x00) & 0x08 == 0)
        bus.pass(.microseconds(200))
        #expect(try raw(0x00) & 0x08 != 0)
    }

    @Test func `a converter whose REG_CHPS was never set is wrong`() throws {
        try bringUp()
        try write(0x00, to: 0x15)
        pair.settle()
        #expect(try pair.measure().rawCode != 0)
    }

    @Test func `the first conversions after a gain change have not settled`() throws {
        pair.apply(2e-3)
        try bringUp()
        try write(0x2F, to: 0x01)
        pair.settle()
        #expect(try pair.measure().value < 1.9e-3)
        for _ in 0..<6 { pair.settle() }
        #expect((try pair.measure().value - 2e-3).magnitude < 1e-8)
    }

    @Test func `SDA as a ready signal makes the shared bus stick`() throws {
        try bringUp()
        try write(0x80, to: 0x11)
        pair.settle()
        #expect(throws: I2CError.busStuck) { _ = try raw(0x00) }
    }
}
