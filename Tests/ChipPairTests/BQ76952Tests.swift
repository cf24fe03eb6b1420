@testable import Drivers
import HAL
import Quantities
@testable import SimulatedChips
import Testing

@Suite struct BQ76952Tests {
    // MARK: - Vectors

    /// Texas Instruments SLUAA11B, I2C with CRC.
    @Test func `the CRC of the software guide's examples is right`() {
        #expect(
            BQ76952CRC.ofFirstWrite(addressByte: 0x10, register: 0x3E, data: 0x22) == 0x63)
        #expect(BQ76952CRC.extend(0, by: 0x00) == 0x00)
        #expect(
            BQ76952CRC.ofFirstRead(
                writeByte: 0x10, register: 0x14, readByte: 0x11, data: 0x68) == 0x33)
        #expect(BQ76952CRC.extend(0, by: 0x0B) == 0x31)
    }

    /// SLUUBY2B, data memory access, and SLUAA11B, Enabled Protections A.
    @Test func `the buffer checksum of the manual's examples is right`() {
        let gain: InlineArray<2, UInt8> = [0x7A, 0x30]
        #expect(BQ76952CRC.bufferChecksum(code: 0x9180, data: gain.span) == 0x44)
        let protections: InlineArray<1, UInt8> = [0x8C]
        #expect(BQ76952CRC.bufferChecksum(code: 0x9261, data: protections.span) == 0x80)
    }

    // MARK: - Start

    @Test(arguments: [false, true], [false, true])
    func `starts in either framing and reads a frame`(
        usesChecksums: Bool, isChecked: Bool
    ) throws {
        var settings = BQ76952Settings()
        settings.usesChecksums = usesChecksums
        let rig = BQ76952Rig(settings: settings, isChecked: isChecked)
        try rig.start()
        #expect(rig.driver.isChecked == (usesChecksums || isChecked))
        rig.chip.cellVoltages = (0..<16).map { .millivolts(3500 + 10 * Double($0)) }
        rig.chip.current = .amperes(-12.345)
        rig.chip.dieTemperature = .celsius(31.25)
        rig.pass(.milliseconds(70))
        let frame = try rig.readFrame()
        for cell in 0..<16 {
            #expect((frame.cellVoltages[cell].millivolts - 3500 - 10 * Double(cell)).magnitude < 0.51)
        }
        #expect((frame.stackVoltage.volts - 57.2).magnitude <= 0.005_001)
        #expect((frame.current.amperes + 12.345).magnitude <= 0.000_501)
        #expect((frame.internalTemperature.celsius - 31.25).magnitude <= 0.05_001)
        #expect(frame.trips == [])
        #expect(rig.bus.violations == [])
        #expect(rig.violations == [])
    }
}
