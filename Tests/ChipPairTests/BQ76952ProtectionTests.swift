import HAL
import Quantities
import SimulatedChips
import Testing

@testable import Drivers

/// Settings, trips and balancing of the BQ76952 driver.
@Suite struct BQ76952ProtectionTests {
    // MARK: - Settings

    private func raw(_ settings: BQ76952Settings, cellCount: Int = 16) -> (UInt16) -> UInt32? {
        let image = BQ76952Image(settings: settings, cellCount: cellCount)
        return { address in image.entries.first { $0.address == address }?.rawValue }
    }

    @Test func `settings become the codes of the manual, rounded to the careful side`() {
        let value = raw(BQ76952Settings())
        // 4.3 V is 84.98 steps of 50.6 mV, 2.5 V is 49.4; 250 ms is 75.76 steps of 3.3 ms less two.
        #expect(value(0x9278) == 84)
        #expect(value(0x9279) == 73)
        #expect(value(0x9275) == 50)
        #expect(value(0x9276) == 73)
        #expect(value(0x927B) == 2)
        #expect(value(0x927C) == 2)
        // 20 and 40 mV in steps of 2 mV; 50 ms is 15.15 steps less two.
        #expect(value(0x9280) == 10)
        #expect(value(0x9281) == 13)
        #expect(value(0x9282) == 20)
        #expect(value(0x9283) == 13)
        // 100 mV; 60 µs are four steps after the first.
        #expect(value(0x9286) == 5)
        #expect(value(0x9287) == 5)
        #expect(value(0x92A3) == 85)
        #expect(value(0x92B2) == 2)
        #expect(value(0x9339) == 20)
        #expect(value(0x9234) == 0x2882)
        #expect(value(0x9239) == 0x11)
        #expect(value(0x9261) == 0xBC)
        #expect(value(0x9262) == 0x40)
        #expect(value(0x9263) == 0x02)
        #expect(value(0x926D) == 0xF882)
        #expect(value(0x9303) == 0x05)
        #expect(value(0x9304) == 0xFFFF)
        // 7.5684 over one milliohm, and that times 298261.6178, as floats.
        #expect(value(0x91A8) == Float(7.5684).bitPattern)
        #expect(value(0x91AC) == Float(7.5684 * 298_261.6178).bitPattern)
    }

    @Test func `other settings change what they should`() {
        var settings = BQ76952Settings()
        settings.usesChecksums = false
        settings.isFast = true
        settings.isSleepAllowed = true
        settings.currentUnit = .tenMilliamperes
        settings.enabledProtections = [.cellOvervoltage, .undertemperature]
        settings.shuntResistance = .milliohms(0.5)
        settings.shortCircuit = .amperes(299)
        let value = raw(settings, cellCount: 12)
        #expect(value(0x9239) == nil)
        #expect(value(0x9234) == 0x29C2)
        #expect(value(0x9303) == 0x06)
        #expect(value(0x9261) == 0x08)
        #expect(value(0x9262) == 0x04)
        #expect(value(0x9263) == 0x00)
        #expect(value(0x9304) == 0x0FFF)
        #expect(value(0x9280) == 5)
        // 149.5 mV is below 150 mV, so 125 mV.
        #expect(value(0x9286) == 6)
    }

    @Test func `the prototype settings hold at the edges of every range`() {
        #expect(BQ76952Settings().problems(cellCount: 16).isEmpty)
        var low = BQ76952Settings()
        low.cellOvervoltage = BQ76952Settings.cellOvervoltageRange.lowerBound
        low.cellUndervoltage = BQ76952Settings.cellUndervoltageRange.lowerBound
        low.cellOvervoltageDelay = BQ76952Settings.cellDelayRange.lowerBound
        low.cellUndervoltageDelay = BQ76952Settings.cellDelayRange.upperBound
        low.cellHysteresis = BQ76952Settings.cellHysteresisRange.upperBound
        low.overcurrentCharge = .amperes(4)
        low.overcurrentChargeDelay = BQ76952Settings.overcurrentDelayRange.lowerBound
        low.overcurrentDischarge = .amperes(200)
        low.overcurrentDischargeDelay = BQ76952Settings.overcurrentDelayRange.upperBound
        low.shortCircuit = .amperes(10)
        low.shortCircuitDelay = BQ76952Settings.shortCircuitDelayRange.upperBound
        #expect(low.problems(cellCount: 3) == [])
        let value = raw(low)
        #expect(value(0x9278) == 20)
        #expect(value(0x9279) == 1)
        #expect(value(0x9275) == 20)
        #expect(value(0x9276) == 2047)
        #expect(value(0x927B) == 20)
        #expect(value(0x9280) == 2)
        #expect(value(0x9281) == 1)
        #expect(value(0x9282) == 100)
        #expect(value(0x9283) == 127)
        #expect(value(0x9286) == 0)
        #expect(value(0x9287) == 31)
    }

    @Test func `every setting that the chip cannot hold is named with its range`() {
        var settings = BQ76952Settings()
        settings.cellOvervoltage = .volts(6)
        settings.cellUndervoltageDelay = .milliseconds(1)
        settings.overcurrentCharge = .amperes(200)
        settings.hostWatchdogDelay = .zero
        settings.alarmMask = 0xF800
        settings.cellInputs = 0x0007
        let problems = settings.problems(cellCount: 2)
        #expect(
            problems.map(\.setting) == [
                "cellCount", "cellInputs", "cellOvervoltage", "cellUndervoltageDelay",
                "overcurrentCharge", "hostWatchdogDelay", "alarmMask",
            ])
        let overvoltage = problems[2]
        #expect(overvoltage.value == 6)
        #expect(overvoltage.unit == "V")
        #expect((overvoltage.allowed.lowerBound - 1.012).magnitude < 1e-9)
        #expect((overvoltage.allowed.upperBound - 5.566).magnitude < 1e-9)
    }

    @Test func `what is not a number is a problem too`() {
        var settings = BQ76952Settings()
        settings.cellOvervoltage = .volts(.nan)
        settings.shuntResistance = .ohms(.nan)
        #expect(settings.problems(cellCount: 16).map(\.setting).contains("cellOvervoltage"))
        #expect(settings.problems(cellCount: 16).map(\.setting).contains("shuntResistance"))
    }

    // MARK: - Trips

    /// What the world does, and what the frame then says.
    struct Trip: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expected: CellMonitorTrips
        let stopsCharge: Bool
        let stopsDischarge: Bool
        let cause: @Sendable (SimulatedBQ76952) -> Void
    }

    static let trips: [Trip] = [
        Trip(
            testDescription: "a cell too high", expected: .cellOvervoltage, stopsCharge: true,
            stopsDischarge: false, cause: { $0.setCell(0, .volts(4.31)) }),
        Trip(
            testDescription: "a cell too low", expected: .cellUndervoltage, stopsCharge: false,
            stopsDischarge: true, cause: { $0.setCell(15, .volts(2.49)) }),
        Trip(
            testDescription: "charging too fast", expected: .overcurrentCharge, stopsCharge: true,
            stopsDischarge: false, cause: { $0.current = .amperes(20.1) }),
        Trip(
            testDescription: "discharging too fast", expected: .overcurrentDischarge,
            stopsCharge: false, stopsDischarge: true, cause: { $0.current = .amperes(-40.1) }),
        Trip(
            testDescription: "a short circuit", expected: [.shortCircuit, .overcurrentDischarge],
            stopsCharge: true, stopsDischarge: true, cause: { $0.current = .amperes(-150) }),
        Trip(
            testDescription: "a hot die", expected: .overtemperature, stopsCharge: true,
            stopsDischarge: true, cause: { $0.dieTemperature = .celsius(86) }),
        Trip(
            testDescription: "a permanent failure", expected: .permanentFail, stopsCharge: true,
            stopsDischarge: true, cause: { $0.failPermanently(1) }),
        Trip(
            testDescription: "a broken sense wire",
            expected: [.cellUndervoltage, .cellOvervoltage],
            stopsCharge: true, stopsDischarge: true, cause: { $0.openWire = 7 }),
    ]

    @Test(arguments: trips)
    func `what the chip trips on is in the frame and on the pins`(_ trip: Trip) throws {
        let rig = BQ76952Rig()
        rig.chip.packPinVoltage = .volts(59.2)
        try rig.start()
        rig.pass(.milliseconds(70))
        #expect(try rig.readFrame().trips == [])
        trip.cause(rig.chip)
        for _ in 0..<60 {
            rig.pass(.milliseconds(100))
            _ = try rig.readFrame()
        }
        rig.pass(.milliseconds(100))
        #expect(try rig.readFrame().trips == trip.expected)
        #expect(rig.chip.chargeFault == trip.stopsCharge)
        #expect(rig.chip.dischargeFault == trip.stopsDischarge)
        #expect(rig.violations == [])
    }

    @Test func `a host that was away finds that the watchdog tripped`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        rig.pass(.milliseconds(1990))
        #expect(try rig.readFrame().trips == [])
        rig.pass(.milliseconds(2010))
        #expect(rig.chip.chargeFault && rig.chip.dischargeFault)
        #expect(try rig.readFrame().trips == .hostWatchdog)
        rig.pass(.milliseconds(100))
        #expect(try rig.readFrame().trips == [])
        #expect(!rig.chip.chargeFault && !rig.chip.dischargeFault)
    }

    /// Whatever the place in the scan loop at which the host comes back.
    @Test(arguments: 0..<16)
    func `a tripped watchdog is never missed`(phase: Int) throws {
        let rig = BQ76952Rig()
        try rig.start()
        rig.pass(.milliseconds(2500) + .milliseconds(4 * phase))
        #expect(try rig.readFrame().trips == .hostWatchdog)
    }

    @Test func `every status bit has its word`() {
        func trips(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> CellMonitorTrips {
            var status = BQ76952Status()
            status.rawSafetyStatusA = a
            status.rawSafetyStatusB = b
            status.rawSafetyStatusC = c
            return status.trips
        }
        let a: [CellMonitorTrips] = [
            [], [], .cellUndervoltage, .cellOvervoltage, .overcurrentCharge, .overcurrentDischarge,
            .overcurrentDischarge, .shortCircuit,
        ]
        let b: [CellMonitorTrips] = [
            .undertemperature, .undertemperature, .undertemperature, [], .overtemperature,
            .overtemperature, .overtemperature, .overtemperature,
        ]
        let c: [CellMonitorTrips] = [
            [], .hostWatchdog, [], [], .cellOvervoltage, .overcurrentDischarge, .shortCircuit,
            .overcurrentDischarge,
        ]
        for bit in 0..<8 {
            #expect(trips(1 << UInt8(bit), 0, 0) == a[bit])
            #expect(trips(0, 1 << UInt8(bit), 0) == b[bit])
            #expect(trips(0, 0, 1 << UInt8(bit)) == c[bit])
        }
    }

    // MARK: - Balancing

    @Test func `cells are balanced, refreshed and released`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        try rig.driver.setBalancing(0b1001_0101)
        rig.pass(.seconds(1))
        #expect(rig.chip.bleedingInputs == 0b1001_0101)
        for _ in 0..<5 {
            rig.pass(.seconds(10))
            try rig.driver.setBalancing(0b1001_0101)
        }
        #expect(rig.chip.bleedingInputs == 0b1001_0101)
        try rig.driver.setBalancing(0)
        rig.pass(.milliseconds(1))
        #expect(rig.chip.bleedingInputs == 0)
        try rig.driver.setBalancing(1)
        rig.pass(.seconds(21))
        #expect(rig.chip.bleedingInputs == 0)
        #expect(rig.violations == [])
    }

    @Test func `starting again releases the bleed resistors`() throws {
        let rig = BQ76952Rig()
        try rig.start()
        try rig.driver.setBalancing(0b101)
        rig.driver.restart()
        try rig.start()
        #expect(rig.chip.bleedingInputs == 0)
    }

    /// A pack of four on inputs 1, 2, 9 and 16, as the manual wires few cells.
    @Test func `cells on scattered inputs are read and bled at their places`() throws {
        var settings = BQ76952Settings()
        settings.cellInputs = 0b1000_0001_0000_0011
        let rig = BQ76952Rig(cellCount: 4, settings: settings)
        rig.chip.cellVoltages = Array(repeating: .zero, count: 16)
        for (cell, input) in [0, 1, 8, 15].enumerated() {
            rig.chip.setCell(input, .volts(3 + 0.1 * Double(cell)))
        }
        try rig.start()
        rig.pass(.milliseconds(500))
        let frame = try rig.readFrame()
        for cell in 0..<4 {
            #expect((frame.cellVoltages[cell].volts - 3 - 0.1 * Double(cell)).magnitude < 1e-9)
        }
        #expect(frame.trips == [])
        try rig.driver.setBalancing(0b1010)
        rig.pass(.milliseconds(1))
        #expect(rig.chip.bleedingInputs == 0b1000_0000_0000_0010)
    }

    @Test func `neighbouring cells are refused`() async {
        await #expect(processExitsWith: .failure) {
            let rig = BQ76952Rig()
            try rig.start()
            try rig.driver.setBalancing(0b0110)
        }
    }

    @Test func `settings that the chip cannot hold are refused`() async {
        await #expect(processExitsWith: .failure) {
            var settings = BQ76952Settings()
            settings.cellOvervoltage = .volts(6)
            _ = BQ76952Rig(settings: settings)
        }
    }
}
