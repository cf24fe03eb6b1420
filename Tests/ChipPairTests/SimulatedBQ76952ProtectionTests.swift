import HAL
import Quantities
import SimulatedChips
import Testing

/// The protections of the simulated chip: threshold, delay, recovery, pins.
@Suite struct SimulatedBQ76952ProtectionTests {
    /// A chip with every protection on and its outputs enabled and wired as interlock.
    private func guarding(_ more: [(UInt16, [UInt8])] = []) throws -> BQ76952Host {
        let host = BQ76952Host()
        try host.configure(
            [
                (0x9236, [0x0D]), (0x9237, [0x01]), (0x9261, [0xFC, 0x44, 0x00]),
                (0x9301, [0xAA, 0xAA]),
            ] + more)
        try host.send(0x009A)
        try host.send(0x0022)
        // Near the stack, else over-current in charge counts as gone.
        host.chip.packPinVoltage = .volts(16 * 3.7)
        host.pass(.milliseconds(70))
        return host
    }

    /// A state of the inputs, which bit it sets, and when by the default settings.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let register: UInt8
        let bit: UInt8
        let delay: Duration
        let stopsCharge: Bool
        let stopsDischarge: Bool
        let below: @Sendable (SimulatedBQ76952) -> Void
        let above: @Sendable (SimulatedBQ76952) -> Void
        let recover: @Sendable (SimulatedBQ76952) -> Void
        var recoveryTime = Duration.seconds(3)
    }

    static let cases: [Case] = [
        // 86 × 50.6 mV = 4351.6 mV; (74 + 2) × 3.3 ms; two steps of hysteresis.
        Case(
            testDescription: "COV", register: 0x03, bit: 1 << 3, delay: .microseconds(250_800),
            stopsCharge: true, stopsDischarge: false,
            below: { $0.setCell(5, .volts(4.351)) }, above: { $0.setCell(5, .volts(4.352)) },
            recover: { $0.setCell(5, .volts(4.250)) }),
        // 50 × 50.6 mV = 2530 mV.
        Case(
            testDescription: "CUV", register: 0x03, bit: 1 << 2, delay: .microseconds(250_800),
            stopsCharge: false, stopsDischarge: true,
            below: { $0.setCell(5, .volts(2.531)) }, above: { $0.setCell(5, .volts(2.529)) },
            recover: { $0.setCell(5, .volts(2.632)) }),
        // 2 × 2 mV; (4 + 2) × 3.3 ms; recovers at 200 mA of discharge.
        Case(
            testDescription: "OCC", register: 0x03, bit: 1 << 4, delay: .microseconds(19_800),
            stopsCharge: true, stopsDischarge: false,
            below: { $0.current = .amperes(3.99) }, above: { $0.current = .amperes(4.01) },
            recover: { $0.current = .amperes(-0.21) }),
        // 4 × 2 mV; (1 + 2) × 3.3 ms; the second tier is 3 × 2 mV after (7 + 2) × 3.3 ms.
        Case(
            testDescription: "OCD1", register: 0x03, bit: 1 << 5, delay: .microseconds(9_900),
            stopsCharge: false, stopsDischarge: true,
            below: { $0.current = .amperes(-5.99) }, above: { $0.current = .amperes(-8.01) },
            recover: { $0.current = .amperes(0.21) }),
        Case(
            testDescription: "OCD2", register: 0x03, bit: 1 << 6, delay: .microseconds(29_700),
            stopsCharge: false, stopsDischarge: true,
            below: { $0.current = .amperes(-5.99) }, above: { $0.current = .amperes(-6.01) },
            recover: { $0.current = .amperes(0.21) }),
        // 85 °C for 2 s, back at 80 °C.
        Case(
            testDescription: "OTINT", register: 0x05, bit: 1 << 6, delay: .seconds(2),
            stopsCharge: true, stopsDischarge: true,
            below: { $0.dieTemperature = .celsius(84.9) },
            above: { $0.dieTemperature = .celsius(85.1) },
            recover: { $0.dieTemperature = .celsius(79.9) }),
        // −20 °C for 2 s, back at −15 °C.
        Case(
            testDescription: "UTINT", register: 0x05, bit: 1 << 2, delay: .seconds(2),
            stopsCharge: true, stopsDischarge: true,
            below: { $0.dieTemperature = .celsius(-19.9) },
            above: { $0.dieTemperature = .celsius(-20.1) },
            recover: { $0.dieTemperature = .celsius(-14.9) }),
    ]

    @Test(arguments: cases)
    func `a protection trips at its threshold after its delay and recovers`(_ item: Case) throws {
        // Discharge tiers one at a time, and the short-circuit threshold out of the way.
        let others: UInt8 = item.register == 0x03 ? item.bit : 0
        let host = try guarding([(0x9261, [others, 0x44])])
        let chip = host.chip
        func status() throws -> UInt8 { try host.read(item.register, 1)[0] }

        item.below(chip)
        host.pass(.seconds(4))
        #expect(try status() == 0)
        #expect(!chip.chargeFault && !chip.dischargeFault)

        item.above(chip)
        host.pass(item.delay - .milliseconds(1))
        #expect(try status() == 0)
        #expect(try host.read(item.register - 1, 1)[0] == item.bit)
        host.pass(.milliseconds(1))
        #expect(try status() == item.bit)
        #expect(try host.read(item.register - 1, 1)[0] == 0)
        #expect(chip.chargeFault == item.stopsCharge)
        #expect(chip.dischargeFault == item.stopsDischarge)
        #expect(try host.word(0x12) & 1 << 11 != 0)

        // Just inside the threshold is not recovery.
        item.below(chip)
        host.pass(.seconds(10))
        #expect(try status() == item.bit)
        item.recover(chip)
        host.pass(item.recoveryTime - .milliseconds(1))
        #expect(try status() == item.bit)
        host.pass(.milliseconds(1))
        #expect(try status() == 0)
        #expect(!chip.chargeFault && !chip.dischargeFault)
    }

    @Test(arguments: cases)
    func `a disturbance shorter than the delay does not trip`(_ item: Case) throws {
        let host = try guarding([(0x9261, [item.register == 0x03 ? item.bit : 0, 0x44])])
        for _ in 0..<3 {
            item.above(host.chip)
            host.pass(item.delay - .milliseconds(1))
            item.below(host.chip)
            host.pass(.milliseconds(1))
        }
        #expect(try host.read(item.register, 1)[0] == 0)
    }

    @Test(arguments: cases)
    func `a protection that is off never trips`(_ item: Case) throws {
        let host = try guarding([(0x9261, [0, 0])])
        item.above(host.chip)
        host.pass(.seconds(5))
        #expect(try host.read(item.register, 1)[0] == 0)
    }

    /// Code 5 is 100 mV; setting 4 is 45 µs.
    @Test func `a short circuit trips within microseconds`() throws {
        let host = try guarding([(0x9261, [0x80]), (0x9286, [5, 4])])
        host.chip.current = .amperes(-99)
        host.pass(.seconds(1))
        #expect(!host.chip.dischargeFault)
        host.chip.current = .amperes(-101)
        host.pass(.microseconds(44))
        #expect(!host.chip.dischargeFault)
        host.pass(.microseconds(1))
        #expect(host.chip.dischargeFault && host.chip.chargeFault)
        #expect(try host.safetyA() == 0x80)
        host.chip.current = .zero
        host.pass(.milliseconds(5001))
        #expect(try host.safetyA() == 0)
    }

    @Test func `a broken sense wire is too low below and too high above`() throws {
        let host = try guarding()
        host.chip.openWire = 4
        host.pass(.milliseconds(4500))
        #expect(try host.safetyA() == 0)
        host.pass(.seconds(1))
        #expect(try host.cell(4) == 0)
        #expect(try host.cell(5) == 7400)
        #expect(try host.safetyA() == 0x0C)
    }

    @Test func `an input that carries no cell is not guarded`() throws {
        let host = BQ76952Host()
        host.chip.cellVoltages = Array(repeating: .volts(3.7), count: 12)
        try host.configure([(0x9261, [0xFC]), (0x9304, [0xFF, 0x0F])])
        host.pass(.seconds(1))
        #expect(try host.safetyA() == 0)
        host.chip.setCell(11, .volts(2))
        host.pass(.seconds(1))
        #expect(try host.safetyA() == 0x04)
    }

    @Test func `a host that falls silent trips the watchdog and a word from it recovers`() throws {
        let host = try guarding([(0x9263, [0x02]), (0x92B2, [2, 0])])
        for _ in 0..<5 {
            host.pass(.milliseconds(1900))
            _ = try host.word(0x12)
        }
        #expect(!host.chip.chargeFault)
        host.pass(.milliseconds(2001))
        #expect(host.chip.chargeFault && host.chip.dischargeFault)
        #expect(try host.read(0x07, 1)[0] == 0x02)
        host.pass(.milliseconds(70))
        #expect(try host.read(0x07, 1)[0] == 0)
        #expect(!host.chip.chargeFault)
    }

    @Test func `while cells bleed, voltages are judged a second later`() throws {
        let host = try guarding()
        try host.send(0x0083, data: [0x01, 0x00])
        host.chip.setCell(5, .volts(4.5))
        host.pass(.seconds(1))
        #expect(try host.safetyA() == 0)
        host.pass(.milliseconds(300))
        #expect(try host.safetyA() == 0x08)
    }

    @Test func `a permanent failure stops both outputs and says so`() throws {
        let host = try guarding()
        host.chip.failPermanently(0x0000_0102)
        host.pass(.milliseconds(1))
        #expect(host.chip.chargeFault && host.chip.dischargeFault)
        #expect(try host.word(0x12) & 1 << 12 != 0)
        #expect(try host.read(0x0B, 1) == [0x02])
        #expect(try host.read(0x0D, 1) == [0x01])
    }

    // MARK: - Pins

    @Test func `an interlock sees a fault in a chip that is not set up, asleep for good or dead`()
        throws
    {
        let fresh = BQ76952Host()
        #expect(fresh.chip.chargeFault && fresh.chip.dischargeFault)
        let host = try guarding()
        #expect(!host.chip.chargeFault && !host.chip.dischargeFault)
        try host.send(0x0090)
        #expect(host.chip.chargeFault && host.chip.dischargeFault)
        try host.send(0x0092)
        #expect(!host.chip.chargeFault && !host.chip.dischargeFault)
        host.chip.shutDown()
        #expect(host.chip.chargeFault && host.chip.dischargeFault)
        host.chip.wake()
        host.pass(.milliseconds(500))
        #expect(host.chip.chargeFault && host.chip.dischargeFault)
    }

    @Test func `the host forces the outputs off and permits them`() throws {
        let host = try guarding()
        try host.send(0x0093)
        #expect(!host.chip.chargeFault && host.chip.dischargeFault)
        try host.send(0x0094)
        #expect(host.chip.chargeFault && host.chip.dischargeFault)
        try host.send(0x0096)
        #expect(!host.chip.chargeFault && !host.chip.dischargeFault)
        // FET_CONTROL: bit 2 is CHG_OFF.
        try host.send(0x0097, data: [0x04])
        #expect(host.chip.chargeFault && !host.chip.dischargeFault)
        #expect(try host.read(0x7F, 1)[0] & 0x35 == 0x24)
    }
}
