import HAL
import Quantities
import SimulatedChips
import Testing

@testable import Drivers

/// What is the BQ76952 driver's own.
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
        // The sibling BQ7690x.
        #expect(
            BQ76952CRC.ofFirstRead(
                writeByte: 0x10, register: 0x14, readByte: 0x11, data: 0xC5) == 0x79)
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
        rig.chip.packPinVoltage = .volts(56.12)
        rig.chip.loadPinVoltage = .volts(12.34)
        rig.chip.current = .amperes(-12.345)
        rig.chip.dieTemperature = .celsius(31.25)
        rig.pass(.milliseconds(70))
        let frame = try rig.readFrame()
        for cell in 0..<16 {
            let expected = 3500 + 10 * Double(cell)
            #expect((frame.cellVoltages[cell].millivolts - expected).magnitude < 0.001)
        }
        #expect((frame.stackVoltage.volts - 57.2).magnitude <= 0.005_001)
        #expect((frame.current.amperes + 12.345).magnitude <= 0.000_501)
        #expect((frame.internalTemperature.celsius - 31.25).magnitude <= 0.05_001)
        #expect((rig.driver.status.packPinVoltage.volts - 56.12).magnitude <= 0.005_001)
        #expect((rig.driver.status.loadPinVoltage.volts - 12.34).magnitude <= 0.005_001)
        #expect(frame.trips == [])
        #expect(frame.rawStatus >> 16 == UInt32(rig.driver.status.rawAlarmStatus))
        #expect(frame.rawStatus & 0xFFFF == 0x0100)
        #expect(rig.bus.violations == [])
        #expect(rig.violations == [])
    }

    @Test(arguments: [400_000, 100_000])
    func `start takes a second of 100 ms steps from power-on`(frequency: Int) throws {
        let rig = BQ76952Rig(frequency: frequency)
        try rig.start()
        #expect(rig.startCalls <= 10)
        #expect(rig.bus.now < .start + .seconds(1))
        #expect(rig.violations == [])
    }

    @Test(arguments: [400_000, 100_000])
    func `one call of start makes about 50 transfers at most`(frequency: Int) throws {
        let rig = BQ76952Rig(frequency: frequency)
        while true {
            let (transfers, time) = (rig.bus.transferCount, rig.bus.busyTime)
            let progress = try rig.driver.start(now: rig.bus.now)
            #expect(rig.bus.transferCount - transfers <= 52)
            #expect(rig.bus.busyTime - time < .milliseconds(frequency == 400_000 ? 10 : 40))
            if progress == .ready { break }
            rig.pass(.milliseconds(100))
        }
    }

    @Test func `a stretched clock slows the driver and does not stop it`() throws {
        let rig = BQ76952Rig()
        rig.chip.clockStretch = .milliseconds(5)
        try rig.start()
        rig.pass(.milliseconds(70))
        #expect(try rig.readFrame().cellVoltages[0] == .millivolts(3700))
        rig.chip.clockStretch = .milliseconds(40)
        rig.pass(.milliseconds(70))
        #expect(throws: DeviceError.bus(.timeout)) { try rig.readFrame() }
    }

    @Test func `a chip that must not sleep stays awake at rest`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        for _ in 0..<300 {
            rig.pass(.milliseconds(100))
            _ = try rig.readFrame()
        }
        #expect(rig.driver.status.rawBatteryStatus & 0x8004 == 0)
    }

    @Test func `a chip that may sleep gives a frame every five seconds at rest`() throws {
        var settings = BQ76952Settings()
        settings.isSleepAllowed = true
        let rig = BQ76952Rig(settings: settings)
        try rig.start()
        rig.pass(.seconds(20))
        _ = try rig.readFrame()
        rig.pass(.seconds(2))
        #expect(throws: DeviceError.noFreshData) { try rig.readFrame() }
        rig.pass(.seconds(3))
        #expect(try rig.readFrame().rawStatus & 0x8000 != 0)
    }

    @Test func `the fast scan gives a frame every 31.5 ms`() throws {
        var settings = BQ76952Settings()
        settings.isFast = true
        let rig = BQ76952Rig(settings: settings)
        try rig.start()
        rig.pass(.milliseconds(35))
        _ = try rig.readFrame()
        for _ in 0..<20 {
            rig.pass(.milliseconds(29))
            _ = try rig.readFrame()
        }
    }

    @Test func `a chip that shut down is an address that nobody acknowledges`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        rig.chip.shutDown()
        #expect(throws: DeviceError.bus(.addressNotAcknowledged)) { try rig.readFrame() }
        rig.chip.wake()
        rig.driver.restart()
        try rig.start()
    }

    @Test func `a chip that never wakes is given up after 300 ms`() throws {
        let rig = BQ76952Rig()
        rig.chip.shutDown()
        for _ in 0..<3 {
            #expect(try rig.driver.start(now: rig.bus.now) != .ready)
            rig.pass(.milliseconds(100))
        }
        #expect(throws: DeviceError.bus(.addressNotAcknowledged)) { try rig.start() }
    }

    @Test func `a sealed chip is a fault of the device`() throws {
        let rig = BQ76952Rig()
        rig.pass(.milliseconds(100))
        try rig.bus.writeWord(0x0030, register: 0x3E, to: I2CAddress(0x08))
        rig.pass(.milliseconds(1))
        #expect(throws: DeviceError.deviceFault(0x030C)) {
            _ = try rig.driver.start(now: rig.bus.now)
        }
    }

    @Test func `starting again leaves the outputs enabled`() throws {
        let rig = BQ76952Rig()
        #expect(rig.chip.chargeFault && rig.chip.dischargeFault)
        try rig.start()
        #expect(!rig.chip.chargeFault && !rig.chip.dischargeFault)
        rig.driver.restart()
        #expect(throws: DeviceError.notReady) { try rig.readFrame() }
        #expect(throws: DeviceError.notReady) { try rig.driver.setBalancing(1) }
        try rig.start()
        #expect(!rig.chip.chargeFault && !rig.chip.dischargeFault)
        #expect(rig.violations == [])
    }

    // MARK: - Configuration

    @Test func `memory that does not hold its value is found at start`() throws {
        let rig = BQ76952Rig()
        var disturbed = false
        var wrote: UInt32 = 0
        for entry in rig.driver.image.entries where entry.address == 0x9278 {
            wrote = entry.rawValue
        }
        do {
            for _ in 0..<20 {
                if rig.driver.phase == .verify, !disturbed {
                    disturbed = true
                    rig.chip.disturbMemory(at: 0x9278, mask: 0x10)
                }
                if try rig.driver.start(now: rig.bus.now) == .ready { break }
                rig.pass(.milliseconds(100))
            }
            Issue.record("The difference was not found.")
        } catch {
            #expect(
                error == .readBack(register: 0x9278, wrote: wrote, found: wrote ^ 0x10))
        }
        try rig.start()
    }

    @Test func `every value that was written is found when it changes`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        let rounds = rig.driver.image.windows.count
        for _ in 0..<(2 * rounds) { try rig.driver.verifyConfiguration() }
        for entry in rig.driver.image.entries {
            for byte in 0..<entry.width {
                let address = entry.address + UInt16(byte)
                rig.chip.disturbMemory(at: address, mask: 0x80)
                var isFound = false
                for _ in 0..<rounds where !isFound {
                    do { try rig.driver.verifyConfiguration() } catch {
                        guard case .readBack(let register, _, _) = error else { throw error }
                        isFound = register == entry.address
                    }
                }
                #expect(isFound, "0x\(String(address, radix: 16))")
                rig.chip.disturbMemory(at: address, mask: 0x80)
            }
        }
        #expect(rig.violations == [])
    }

    @Test func `one check of the configuration takes few transfers`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        let before = rig.bus.transferCount
        try rig.driver.verifyConfiguration()
        #expect(rig.bus.transferCount - before <= 8)
    }

    // MARK: - Frames

    @Test func `a frame without CRC takes 2 ms of bus time and seven transfers`() throws {
        var settings = BQ76952Settings()
        settings.usesChecksums = false
        let rig = BQ76952Rig(settings: settings)
        try rig.start()
        rig.pass(.milliseconds(70))
        _ = try rig.readFrame()
        rig.pass(.milliseconds(70))
        let (transfers, time) = (rig.bus.transferCount, rig.bus.busyTime)
        _ = try rig.readFrame()
        #expect(rig.bus.transferCount - transfers == 7)
        #expect(rig.bus.busyTime - time < .microseconds(2100))
    }

    @Test func `a frame is given once per scan`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        rig.pass(.milliseconds(70))
        _ = try rig.readFrame()
        #expect(throws: DeviceError.noFreshData) { try rig.readFrame() }
        rig.pass(.milliseconds(63))
        _ = try rig.readFrame()
    }

    @Test(arguments: [false, true])
    func `a reset chip has lost its configuration and gets it back`(usesChecksums: Bool) throws {
        var settings = BQ76952Settings()
        settings.usesChecksums = usesChecksums
        let rig = BQ76952Rig(settings: settings)
        try rig.start()
        rig.pass(.milliseconds(70))
        _ = try rig.readFrame()
        rig.chip.powerCycle()
        rig.pass(.milliseconds(100))
        #expect(throws: DeviceError.configurationLost) { try rig.readFrame() }
        rig.driver.restart()
        try rig.start()
        rig.pass(.milliseconds(70))
        #expect(try rig.readFrame().cellVoltages[0] == .millivolts(3700))
        #expect(rig.driver.isChecked == usesChecksums)
    }

    @Test func `an alarm mask that changed is found in the next frame`() throws {
        var settings = BQ76952Settings()
        settings.usesChecksums = false
        let rig = BQ76952Rig(settings: settings)
        try rig.start()
        try rig.bus.writeWord(0xF802, register: 0x66, to: I2CAddress(0x08))
        rig.pass(.milliseconds(70))
        #expect(throws: DeviceError.readBack(register: 0x66, wrote: 0xF882, found: 0xF802)) {
            try rig.readFrame()
        }
    }

    @Test(arguments: [false, true])
    func `a torn word does not get into a frame`(isFirstFrame: Bool) throws {
        let rig = BQ76952Rig()
        try rig.start()
        rig.chip.setCell(2, .millivolts(0x0D00))
        rig.pass(.milliseconds(70))
        if !isFirstFrame { _ = try rig.readFrame() }
        rig.chip.setCell(2, .millivolts(0x0CFF))
        rig.pass(.milliseconds(70))
        rig.chip.tearNextRead(ofCell: 2)
        let frame = try rig.readFrame()
        #expect((frame.cellVoltages[2].millivolts - 0x0CFF).magnitude < 0.001)
    }

    @Test func `a real step is shown at once`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        rig.pass(.milliseconds(70))
        _ = try rig.readFrame()
        rig.chip.setCell(2, .volts(3))
        rig.pass(.milliseconds(70))
        #expect((try rig.readFrame().cellVoltages[2].volts - 3).magnitude < 1e-9)
    }

    @Test func `a flipped bit is a checksum error and no value`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        rig.pass(.milliseconds(70))
        rig.bus.faults = InjectedFault(.corrupt(at: 0, mask: 0x40), isPermanent: true)
        #expect(throws: DeviceError.checksum) { try rig.readFrame() }
        rig.bus.faults = nil
        _ = try rig.readFrame()
    }

    @Test(arguments: BQ76952Settings.CurrentUnit.allCases, [0.25, 1, 5])
    func `the current comes back within half a unit over its range`(
        unit: BQ76952Settings.CurrentUnit, milliohms: Double
    ) throws {
        var settings = BQ76952Settings()
        settings.currentUnit = unit
        settings.shuntResistance = .milliohms(milliohms)
        settings.overcurrentCharge = .amperes(20 / milliohms)
        settings.overcurrentDischarge = .amperes(40 / milliohms)
        settings.shortCircuit = .amperes(100 / milliohms)
        let rig = BQ76952Rig(settings: settings)
        rig.chip.shuntResistance = .milliohms(milliohms)
        try rig.start()
        let step = unit.current.amperes
        for fraction in [-1, -0.731, -0.1, 0, 0.0333, 0.5, 1] {
            let amperes = fraction * 32_000.4 * step
            rig.chip.current = .amperes(amperes)
            rig.pass(.milliseconds(70))
            let found = try rig.readFrame().current.amperes
            // The gain is a 24-bit fraction.
            #expect((found - amperes).magnitude <= step * 0.5 + amperes.magnitude * 1e-6)
        }
    }
}
