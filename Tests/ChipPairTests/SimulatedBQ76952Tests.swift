import HAL
import Quantities
import SimulatedChips
import Testing

/// The simulated chip against its manuals, byte by byte and without the driver.
@Suite struct SimulatedBQ76952Tests {
    // MARK: - Bus

    @Test func `the bus is silent until the oscillator runs`() throws {
        let host = BQ76952Host(isBooted: false)
        host.pass(.milliseconds(4))
        #expect(throws: I2CError.addressNotAcknowledged) { try host.word(0x12) }
        host.pass(.milliseconds(1))
        // POR and SLEEP_EN; the security state is not known yet.
        #expect(try host.word(0x12) == 0x000C)
        host.pass(.milliseconds(20))
        #expect(try host.word(0x12) == 0x010C)
    }

    @Test func `the first scan is complete 88 ms after power-on`() throws {
        let host = BQ76952Host(isBooted: false)
        host.pass(.milliseconds(87))
        #expect(try host.word(0x64) & 1 << 1 == 0)
        #expect(try host.cell(0) == 0)
        host.pass(.milliseconds(2))
        #expect(try host.word(0x64) & 1 << 1 != 0)
        #expect(try host.cell(0) == 3700)
    }

    @Test func `a block of 32 bytes is all 16 cells`() throws {
        let host = BQ76952Host()
        for cell in 0..<16 { host.chip.setCell(cell, .millivolts(3000 + Double(cell))) }
        host.pass(.milliseconds(63))
        let bytes = try host.read(0x14, 32)
        for cell in 0..<16 {
            let raw = Int(bytes[2 * cell]) | Int(bytes[2 * cell + 1]) << 8
            #expect(raw == 3000 + cell)
        }
        #expect(host.violations == [])
    }

    @Test func `the pointer goes on after a stop`() throws {
        let host = BQ76952Host()
        host.chip.setCell(1, .volts(2.222))
        host.pass(.milliseconds(63))
        _ = try host.read(0x14, 2)
        let low = try host.bus.receiveByte(from: host.address)
        let high = try host.bus.receiveByte(from: host.address)
        #expect(Int(low) | Int(high) << 8 == 2222)
    }

    @Test(arguments: [UInt8(0x08), 0x3C, 0x7C, 0x80])
    func `a register that does not exist is a violation`(_ register: UInt8) throws {
        let host = BQ76952Host()
        _ = try host.read(register, 1)
        #expect(host.violations.count == 1)
    }

    @Test(arguments: [UInt8(0x00), 0x03, 0x12, 0x14, 0x64, 0x68, 0x7F])
    func `writing what is only to be read is a violation`(_ register: UInt8) throws {
        let host = BQ76952Host()
        try host.write(register, [0])
        #expect(host.violations.count == 1)
    }

    @Test func `half a word is a violation`() throws {
        let host = BQ76952Host()
        _ = try host.read(0x14, 3)
        _ = try host.read(0x15, 1)
        #expect(host.violations.count == 2)
    }

    @Test func `a stretched clock takes time and a long one is a timeout`() throws {
        let host = BQ76952Host()
        host.chip.clockStretch = .milliseconds(5)
        let begin = host.bus.now
        #expect(try host.cell(0) == 3700)
        #expect(host.bus.now - begin > .milliseconds(10))
        host.chip.clockStretch = .milliseconds(40)
        #expect(throws: I2CError.timeout) { try host.cell(0) }
    }

    // MARK: - CRC

    /// SLUAA11B, figure 4-2: cell 1 is 0x0B68.
    @Test func `the software guide's read waveform comes back byte for byte`() throws {
        let host = BQ76952Host(isChecked: true)
        host.chip.setCell(0, .millivolts(0x0B68))
        host.pass(.milliseconds(63))
        #expect(try host.read(0x14, 4) == [0x68, 0x33, 0x0B, 0x31])
    }

    /// SLUAA11B, figure 4-1: FET_ENABLE is 10 3E 22 63 00 00.
    @Test func `the software guide's write waveform is taken`() throws {
        let host = BQ76952Host(isChecked: true)
        try host.write(0x3E, [0x22, 0x63, 0x00, 0x00])
        host.pass(.milliseconds(1))
        // 0x0057 with its CRCs, computed by hand from the polynomial.
        try host.write(0x3E, [0x57, crc([0x10, 0x3E, 0x57]), 0x00, 0x00])
        host.pass(.milliseconds(1))
        #expect(try host.read(0x40, 4)[0] == 0x50)
        #expect(host.violations == [])
    }

    @Test func `a wrong CRC is not acknowledged and nothing is written`() throws {
        let host = BQ76952Host(isChecked: true)
        let mask = crc([0x10, 0x66, 0xFF])
        #expect(throws: I2CError.dataNotAcknowledged) {
            try host.write(0x66, [0xFF, mask ^ 1, 0xFF, crc([0xFF])])
        }
        #expect(try host.read(0x66, 4)[0] == 0x00)
        try host.write(0x66, [0xFF, mask, 0x12, crc([0x12])])
        let bytes = try host.read(0x66, 4)
        #expect([bytes[0], bytes[2]] == [0xFF, 0x12])
    }

    @Test func `the framing changes with the swap command and falls back at reset`() throws {
        let host = BQ76952Host()
        try host.configure([(0x9239, [0x11])])
        #expect(try host.read(0x12, 4)[1] == 0x01)
        try host.send(0x29BC)
        let status = try host.read(0x12, 4)
        #expect(status[1] == crc([0x10, 0x12, 0x11, status[0]]))
        host.chip.powerCycle()
        host.pass(.milliseconds(100))
        #expect(try host.word(0x12) == 0x010C)
    }

    // MARK: - Subcommands

    @Test func `the code reads as ones while the chip is busy`() throws {
        let host = BQ76952Host()
        try host.write(0x3E, [0x01, 0x00])
        #expect(try host.read(0x3E, 2) == [0xFF, 0xFF])
        host.pass(.microseconds(200))
        #expect(try host.read(0x3E, 2) == [0x01, 0x00])
        #expect(try host.read(0x40, 2) == [0x95, 0x76])
        // ~(0x01 + 0x95 + 0x76), and two bytes more than four.
        #expect(try host.read(0x60, 2) == [0xF3, 0x06])
    }

    @Test func `the slowest subcommand takes 8.5 ms`() throws {
        let host = BQ76952Host()
        try host.write(0x3E, [0x04, 0x00])
        host.pass(.milliseconds(8))
        #expect(try host.read(0x3E, 2) == [0xFF, 0xFF])
        host.pass(.milliseconds(1))
        #expect(try host.read(0x3E, 2) == [0x04, 0x00])
    }

    /// SLUUBY2B: address 0x9180, value 0x307A, checksum 0x44, length 6; 0x24 when read.
    @Test func `the manual's own data memory write is stored`() throws {
        let host = BQ76952Host()
        try host.send(0x0090)
        try host.write(0x3E, [0x80, 0x91, 0x7A, 0x30])
        try host.write(0x60, [0x44, 0x06])
        host.pass(.milliseconds(2))
        try host.send(0x9180)
        #expect(try host.read(0x61, 1) == [0x24])
        #expect(try host.read(0x40, 2) == [0x7A, 0x30])
        #expect(host.violations == [])
    }

    /// 0x43 is the CRC-8 that a user took for the checksum.
    @Test func `a wrong checksum is refused`() throws {
        let host = BQ76952Host()
        try host.send(0x0090)
        try host.send(0x9180, data: [0x7A, 0x30], checksum: 0x43)
        #expect(try host.answer(0x9180)[0] == 0)
        #expect(host.violations.count == 1)
    }

    @Test func `data memory is written in CONFIG_UPDATE only`() throws {
        let host = BQ76952Host()
        try host.send(0x9261, data: [0xFC])
        #expect(try host.answer(0x9261)[0] == 0x88)
        #expect(host.violations.count == 1)
        try host.configure([(0x9261, [0xFC])])
        #expect(try host.answer(0x9261)[0] == 0xFC)
        #expect(host.violations.count == 1)
    }

    @Test func `FET_ENABLE and PF_ENABLE toggle`() throws {
        let host = BQ76952Host()
        #expect(try host.answer(0x0057)[0] == 0x40)
        try host.send(0x0022)
        #expect(try host.answer(0x0057)[0] == 0x50)
        try host.send(0x0024)
        #expect(try host.answer(0x0057)[0] == 0x10)
        try host.send(0x0022)
        #expect(try host.answer(0x0057)[0] == 0x00)
    }

    @Test func `an unknown subcommand is a violation`() throws {
        let host = BQ76952Host()
        try host.send(0x0666)
        #expect(host.violations.count == 1)
    }

    @Test func `passed charge is counted and cleared to a half, not soon after a reset`() throws {
        let host = BQ76952Host()
        // CC Gain for 1 mΩ by the formula, 7.5684.
        let gain = Float(7.5684).bitPattern
        try host.configure([(0x91A8, (0..<4).map { UInt8(truncatingIfNeeded: gain >> (8 * $0)) })])
        host.pass(.milliseconds(250))
        host.chip.current = .amperes(10)
        try host.send(0x0082)
        host.pass(.seconds(360))
        let bytes = try host.answer(0x0076)
        let whole = bytes[0..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        // 10,000 mA for 0.1 h is 1000 mAh, and a half to start from.
        #expect(whole == 1000)
        let raw = bytes[4..<8].reversed().reduce(0.0) { $0 * 256 + Double($1) }
        let fraction = raw / 4_294_967_296
        #expect((0.5...0.6).contains(fraction))
        #expect(bytes[8..<12].reversed().reduce(0) { $0 << 8 | Int($1) } == 360)

        host.chip.current = .zero
        host.chip.powerCycle()
        host.pass(.milliseconds(200))
        try host.send(0x0082)
        #expect(try host.answer(0x0076)[7] == 0x00)
        host.pass(.milliseconds(100))
        try host.send(0x0082)
        #expect(try host.answer(0x0076)[7] == 0x80)
    }

    private func crc(_ bytes: [UInt8]) -> UInt8 {
        var remainder = 0
        for byte in bytes {
            remainder ^= Int(byte)
            for _ in 0..<8 {
                remainder <<= 1
                if remainder & 0x100 != 0 { remainder ^= 0x107 }
            }
        }
        return UInt8(remainder)
    }
}
