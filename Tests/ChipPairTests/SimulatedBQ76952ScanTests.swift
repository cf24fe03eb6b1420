import HAL
import Quantities
import SimulatedChips
import Testing

/// Scans, alarms, power states and balancing of the simulated chip.
@Suite struct SimulatedBQ76952ScanTests {
    // MARK: - Scan loop

    @Test(arguments: [(UInt16(0x2982), 63.0), (0x29C2, 31.5), (0x2986, 126.0), (0x298A, 252.0)])
    func `a loop takes as long as Power Config says`(config: UInt16, milliseconds: Double) throws {
        let host = BQ76952Host()
        try host.configure([(0x9234, [UInt8(config & 0xFF), UInt8(config >> 8)])])
        try host.write(0x66, [0x02, 0x00])
        let loop = Duration.microseconds(Int(milliseconds * 1000))
        // To the beginning of a loop, then just short of its end, then past it.
        var waited = 0
        try host.write(0x62, [0x02, 0x00])
        while try host.word(0x62) & 2 == 0, waited < 3000 {
            host.pass(.microseconds(100))
            waited += 1
        }
        try host.write(0x62, [0x02, 0x00])
        host.pass(loop - .milliseconds(1))
        #expect(try host.word(0x62) & 2 == 0)
        host.pass(.milliseconds(1))
        #expect(try host.word(0x62) & 2 != 0)
    }

    @Test func `an input shows with the next completed scan and not before`() throws {
        let host = BQ76952Host()
        // Scans end 88, 151, 214 … ms after power-on.
        host.chip.setCell(3, .volts(2.9))
        host.pass(.milliseconds(50))
        #expect(try host.cell(3) == 3700)
        host.pass(.milliseconds(2))
        #expect(try host.cell(3) == 2900)
    }

    @Test func `voltages, current and temperatures come in their units`() throws {
        let host = BQ76952Host()
        let gain = Float(7.5684).bitPattern
        try host.configure([(0x91A8, (0..<4).map { UInt8(truncatingIfNeeded: gain >> (8 * $0)) })])
        host.chip.stackPinVoltage = .volts(59.204)
        host.chip.packPinVoltage = .volts(58.996)
        host.chip.loadPinVoltage = .volts(1.5)
        host.chip.current = .amperes(-3.2104)
        host.chip.dieTemperature = .celsius(30)
        host.chip.thermistors[0] = .celsius(-10)
        host.pass(.milliseconds(70))
        #expect(try host.word(0x34) == 5920)
        #expect(try host.word(0x36) == 5900)
        #expect(try host.word(0x38) == 150)
        #expect(Int16(bitPattern: try host.word(0x3A)) == -3210)
        // 303.15 K rounds up.
        #expect(try host.word(0x68) == 3032)
        #expect(try host.word(0x70) == 2632)
        // TS2 is not configured.
        #expect(try host.word(0x72) == 0)
        // 0x02: tens of milliamperes, and 1 mV for the stack.
        try host.configure([(0x9303, [0x02])])
        host.pass(.milliseconds(70))
        #expect(Int16(bitPattern: try host.word(0x3A)) == -321)
        #expect(Int16(bitPattern: try host.word(0x34)) == 32767)
    }

    @Test func `a torn word has the low byte of the scan before`() throws {
        let host = BQ76952Host()
        host.chip.setCell(2, .millivolts(0x0D00))
        host.pass(.milliseconds(63))
        host.chip.setCell(2, .millivolts(0x0CFF))
        host.pass(.milliseconds(63))
        host.chip.tearNextRead(ofCell: 2)
        #expect(try host.cell(2) == 0x0C00)
        #expect(try host.cell(2) == 0x0CFF)
    }

    @Test func `a frozen chip answers with its last scan`() throws {
        let host = BQ76952Host()
        try host.write(0x66, [0x02, 0x00])
        host.chip.isFrozen = true
        host.chip.setCell(0, .volts(1))
        try host.write(0x62, [0x02, 0x00])
        host.pass(.seconds(1))
        #expect(try host.cell(0) == 3700)
        #expect(try host.word(0x62) & 2 == 0)
    }

    // MARK: - Alarms

    @Test func `alarms latch by mask and clear by writing ones, raw scans stay`() throws {
        let host = BQ76952Host()
        #expect(try host.word(0x66) == 0xF800)
        host.pass(.milliseconds(70))
        #expect(try host.word(0x62) == 0)
        try host.write(0x66, [0x82, 0xF8])
        host.pass(.milliseconds(200))
        #expect(try host.word(0x62) == 0x0082)
        try host.write(0x62, [0x80, 0x00])
        #expect(try host.word(0x62) == 0x0002)
        try host.write(0x62, [0x02, 0x00])
        #expect(try host.word(0x62) == 0)
        #expect(try host.word(0x64) & 0x0082 == 0x0082)
        host.pass(.milliseconds(63))
        #expect(try host.word(0x62) & 2 != 0)
    }

    // MARK: - Power

    @Test func `CONFIG_UPDATE stops scans and protections`() throws {
        let host = BQ76952Host()
        try host.send(0x0090)
        #expect(try host.word(0x12) & 1 != 0)
        host.chip.setCell(0, .volts(5))
        host.pass(.seconds(2))
        #expect(try host.cell(0) == 3700)
        #expect(try host.safetyA() == 0)
        try host.send(0x0092)
        #expect(try host.word(0x12) & 1 == 0)
        host.pass(.seconds(1))
        #expect(try host.cell(0) == 5000)
        #expect(try host.safetyA() == 0x08)
    }

    @Test func `POR goes with CONFIG_UPDATE and comes back with every reset`() throws {
        let host = BQ76952Host()
        #expect(try host.word(0x12) & 0x18 == 0x08)
        try host.configure([(0x9275, [60])])
        #expect(try host.word(0x12) & 0x18 == 0)
        host.chip.resetByWatchdog()
        host.pass(.milliseconds(100))
        #expect(try host.word(0x12) & 0x18 == 0x18)
        #expect(try host.answer(0x9275)[0] == 50)
        try host.configure([])
        #expect(try host.word(0x12) & 0x18 == 0x10)
        try host.write(0x3E, [0x12, 0x00])
        host.pass(.milliseconds(1))
        #expect(throws: I2CError.addressNotAcknowledged) { try host.word(0x12) }
        host.pass(.milliseconds(100))
        #expect(try host.word(0x12) & 0x18 == 0x08)
    }

    @Test func `a quiet chip falls asleep and scans every five seconds`() throws {
        let host = BQ76952Host()
        host.pass(.seconds(11))
        #expect(try host.word(0x12) & 0x8000 != 0)
        host.chip.setCell(0, .volts(3))
        host.pass(.seconds(3))
        #expect(try host.cell(0) == 3700)
        host.pass(.seconds(3))
        #expect(try host.cell(0) == 3000)
        host.chip.current = .amperes(1)
        host.pass(.milliseconds(100))
        #expect(try host.word(0x12) & 0x8000 == 0)
    }

    @Test func `SLEEP_DISABLE keeps the chip awake`() throws {
        let host = BQ76952Host()
        try host.send(0x009A)
        #expect(try host.word(0x12) & 1 << 2 == 0)
        host.pass(.seconds(60))
        #expect(try host.word(0x12) & 0x8000 == 0)
    }

    @Test func `SHUTDOWN is silence until the chip is woken`() throws {
        let host = BQ76952Host()
        try host.write(0x3E, [0x10, 0x00])
        host.pass(.milliseconds(1))
        #expect(throws: I2CError.addressNotAcknowledged) { try host.word(0x12) }
        host.pass(.seconds(10))
        #expect(throws: I2CError.addressNotAcknowledged) { try host.word(0x12) }
        host.chip.wake()
        host.pass(.milliseconds(100))
        #expect(try host.word(0x12) == 0x010C)
    }

    @Test func `a sealed chip shuts down on the second command within four seconds`() throws {
        let host = BQ76952Host()
        try host.send(0x0030)
        #expect(try host.word(0x12) & 0x0300 == 0x0300)
        try host.send(0x0010)
        host.pass(.seconds(5))
        try host.send(0x0010)
        host.pass(.seconds(3))
        #expect(try host.word(0x12) & 0x0300 == 0x0300)
        try host.send(0x0010)
        #expect(throws: I2CError.addressNotAcknowledged) { try host.word(0x12) }
    }

    @Test func `a shutdown with a delay is pending and a second command skips it`() throws {
        let host = BQ76952Host()
        try host.configure([(0x9253, [20])])
        try host.send(0x0010)
        #expect(try host.word(0x12) & 1 << 13 != 0)
        host.pass(.seconds(2))
        try host.send(0x0010)
        #expect(throws: I2CError.addressNotAcknowledged) { try host.word(0x12) }
    }

    @Test func `DEEPSLEEP takes two commands within four seconds and stops the scans`() throws {
        let host = BQ76952Host()
        try host.send(0x000F)
        host.pass(.seconds(5))
        try host.send(0x000F)
        #expect(try host.word(0x00) == 0)
        try host.send(0x000F)
        #expect(try host.word(0x00) == 1 << 2)
        host.chip.setCell(0, .volts(3))
        host.pass(.seconds(1))
        #expect(try host.cell(0) == 3700)
        try host.send(0x000E)
        #expect(try host.word(0x00) == 0)
        host.pass(.milliseconds(250))
        #expect(try host.cell(0) == 3700)
        host.pass(.milliseconds(100))
        #expect(try host.cell(0) == 3000)
    }

    // MARK: - Balancing

    @Test func `balancing ends by itself after its interval`() throws {
        let host = BQ76952Host()
        try host.send(0x009A)
        try host.send(0x0083, data: [0x05, 0x80])
        #expect(host.chip.bleedingInputs == 0x8005)
        #expect(try host.answer(0x0083) == [0x05, 0x80])
        host.pass(.seconds(10))
        #expect(try host.answer(0x0085) == [10, 0])
        host.pass(.seconds(9))
        #expect(host.chip.bleedingInputs == 0x8005)
        host.pass(.seconds(2))
        #expect(host.chip.bleedingInputs == 0)
    }

    @Test func `balancing is extended by a command and ended by an empty one or a fault`() throws {
        let host = BQ76952Host()
        try host.send(0x009A)
        try host.send(0x0083, data: [0x01, 0x00])
        host.pass(.seconds(15))
        try host.send(0x0083, data: [0x01, 0x00])
        host.pass(.seconds(15))
        #expect(host.chip.bleedingInputs == 1)
        try host.send(0x0083, data: [0x00, 0x00])
        #expect(host.chip.bleedingInputs == 0)
        try host.send(0x0083, data: [0x01, 0x00])
        try host.send(0x0090)
        #expect(host.chip.bleedingInputs == 0)
        try host.send(0x0092)
        try host.send(0x0083, data: [0x01, 0x00])
        #expect(host.chip.bleedingInputs == 1)
        host.chip.current = .amperes(-200)
        host.pass(.milliseconds(10))
        #expect(host.chip.bleedingInputs == 0)
    }

    @Test(arguments: [(UInt8(0x00), UInt16(0)), (0x04, 1)])
    func `cells bleed in SLEEP only where that is allowed`(
        config: UInt8, expected: UInt16
    ) throws {
        let host = BQ76952Host()
        try host.configure([(0x9335, [config])])
        host.pass(.seconds(9))
        try host.send(0x0083, data: [0x01, 0x00])
        #expect(host.chip.bleedingInputs == 1)
        host.pass(.seconds(2))
        #expect(try host.word(0x12) & 0x8000 != 0)
        #expect(host.chip.bleedingInputs == expected)
        try host.send(0x0083, data: [0x01, 0x00])
        #expect(host.chip.bleedingInputs == expected)
    }
}
