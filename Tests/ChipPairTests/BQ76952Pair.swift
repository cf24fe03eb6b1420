import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// A BQ76952 with 16 cells, of which the seventh is the measurement that the shared suite looks at.
final class BQ76952Pair: ChipPair {
    let bus = TestBus()
    let simulated: SimulatedBQ76952
    let driver: BQ76952
    let hasChecksum: Bool
    static let address = I2CAddress(0x08)
    private static let cell = 6
    private var frame = CellMonitorFrame(cellCount: 16)

    init(usesChecksums: Bool) {
        hasChecksum = usesChecksums
        simulated = SimulatedBQ76952()
        bus.simulated.attach(simulated, at: Self.address)
        simulated.onViolation = { [bus] in bus.simulated.report($0) }
        simulated.cellVoltages = Array(repeating: .volts(3.7), count: 16)
        var settings = BQ76952Settings()
        settings.usesChecksums = usesChecksums
        driver = BQ76952(bus: bus, address: Self.address, cellCount: 16, settings: settings)
        // Identification is for a chip that is awake.
        bus.pass(.milliseconds(100))
    }

    var chip: any SimulatedDevice { simulated }
    var device: any Device { driver }
    let identity: UInt32? = 0x7695
    /// A BQ76942, which has ten cells.
    func answerAsAnotherChip() { simulated.deviceNumber = 0x7694 }

    /// SLUUBY2B: full access, SLEEP allowed, power-on reset; the default alarm mask; no output.
    let powerOnRegisters: [PowerOnRegister] = [
        .init(0x00, 2, 0x0000), .init(0x03, 1, 0x00), .init(0x05, 1, 0x00), .init(0x07, 1, 0x00),
        .init(0x0B, 1, 0x00), .init(0x12, 2, 0x010C), .init(0x66, 2, 0xF800), .init(0x7F, 1, 0x00),
    ]
    /// Words come low byte first.
    func readRegister(_ register: PowerOnRegister) throws(I2CError) -> UInt64 {
        let raw = try bus.readRaw(register.address, bytes: register.bytes, from: Self.address)
        return register.bytes == 2 ? UInt64(UInt16(raw).byteSwapped) : raw
    }

    /// Volts; one count is 1 mV. The software guide's own waveform shows 0x0B68.
    let vectors: [DatasheetVector] = [
        .init(0, 0), .init(2.92, 0x0B68), .init(3.7, 3700), .init(5, 5000), .init(-0.2, -200),
    ]
    func readRawCode() throws(I2CError) -> Int64 {
        let register = 0x14 + UInt8(2 * Self.cell)
        let raw = try bus.readRaw(register, bytes: hasChecksum ? 4 : 2, from: Self.address)
        let word = hasChecksum ? raw >> 24 & 0xFF | raw & 0xFF00 : UInt64(UInt16(raw).byteSwapped)
        return Int64(Int16(bitPattern: UInt16(word)))
    }

    let range = -0.2...5.5
    let leastSignificantBit = 0.001
    let conversionTime = Duration.milliseconds(70)
    func apply(_ value: Double) { simulated.setCell(Self.cell, .volts(value)) }
    func measure() throws(DeviceError) -> Sample<Double> {
        try driver.readFrame(into: &frame)
        let voltage = frame.cellVoltages[Self.cell]
        return Sample(voltage.volts, rawCode: Int64(voltage.millivolts.rounded()))
    }
    func freeze() { simulated.isFrozen = true }
    let staleness = Staleness.error(.noFreshData)
}
