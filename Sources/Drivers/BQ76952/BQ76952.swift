public import HAL
public import Quantities

/// Texas Instruments BQ76952: monitor and protector for 3 to 16 cells in series.
///
/// Data sheet SLUSE13B (I2C communications, timing), reference manual SLUUBY2B (commands, data
/// memory, protections), software guide SLUAA11B (CRC).
///
/// The chip protects on its own with what is written here at start; its fault pins are meant to
/// gate the contactors in hardware. Nothing is ever written to its one-time memory.
public final class BQ76952: CellMonitor {
    public let name: String
    public let cellCount: Int
    /// What the chip is set up to.
    public let settings: BQ76952Settings

    /// What came with the last frame besides the measurements in it. Its safety and battery status
    /// are also renewed by a call that ends in ``DeviceError/noFreshData``.
    public internal(set) var status = BQ76952Status()

    let bus: any I2CBus
    let address: I2CAddress
    let image: BQ76952Image
    /// Which register pair each cell is read from.
    private let inputs: [Int]

    /// Whether the chip now sends and expects a CRC behind every byte.
    public internal(set) var isChecked = false

    var phase = Phase.contact
    /// When the present phase began to wait, if it does.
    var waitingSince: Instant?
    var nextRun = 0
    var nextWindow = 0
    private var auditedWindow = 0
    private var rawPreviousCells = InlineArray<16, Int16>(repeating: 0)
    private var hasPreviousCells = false

    /// The chip's own switch across a bled cell, typical. SLUSE13B, cell balancing: 15 to 46 Ω.
    public static let bleedResistance = Resistance.ohms(28)

    /// The answer to DEVICE_NUMBER. SLUUBY2B, subcommands.
    static let deviceNumber: UInt32 = 0x7695
    /// Address and checksum bytes counted in a buffer's length. SLUUBY2B, data memory access.
    static let bufferOverhead = 4
    /// Polls of a busy chip, each about 0.1 ms at 400 kHz; it needs 2 ms at most.
    static let pollLimit = 40
    /// A larger change since the last frame is read a second time: a word torn between two scans
    /// is off by up to 255 mV.
    static let plausibleStep: Int16 = 100

    /// How far the start-up is.
    enum Phase {
        case contact, write, verify, leave, firstScan, ready
    }

    /// - Parameters:
    ///   - cellCount: 3 to 16.
    ///   - settings: Without ``BQ76952Settings/problems(cellCount:)``.
    public init(
        bus: any I2CBus, address: I2CAddress = I2CAddress(0x08), cellCount: Int,
        settings: BQ76952Settings
    ) {
        precondition(
            settings.problems(cellCount: cellCount).isEmpty,
            "A BQ76952 cannot hold these settings.")
        self.bus = bus
        self.address = address
        self.cellCount = cellCount
        self.settings = settings
        name = "BQ76952 at \(address)"
        let image = BQ76952Image(settings: settings, cellCount: cellCount)
        self.image = image
        inputs = (0..<16).filter { image.rawCellInputs & 1 << UInt16($0) != 0 }
    }

    // MARK: - Device

    public func identify() throws(DeviceError) -> UInt32 {
        try probeFraming()
        var data = InlineArray<32, UInt8>(repeating: 0)
        let count = try readData(BQ76952Registers.deviceNumber, into: &data)
        guard count >= 2 else { throw .checksum }
        let found = UInt32(data[0]) | UInt32(data[1]) << 8
        guard found == Self.deviceNumber else {
            throw .wrongIdentity(expected: Self.deviceNumber, found: found)
        }
        return found
    }

    public func start(now: Instant) throws(DeviceError) -> StartProgress {
        do {
            return try proceed(now: now)
        } catch {
            // Whatever was reached may be undone: begin again.
            restart()
            throw error
        }
    }

    public func restart() {
        phase = .contact
        waitingSince = nil
        nextRun = 0
        nextWindow = 0
        auditedWindow = 0
        hasPreviousCells = false
    }

    /// Reads back a part of the data memory, the next one at every call, to find what a disturbance
    /// changed. All of it takes about seven calls.
    ///
    /// - Throws: ``DeviceError/readBack(register:wrote:found:)`` for the first difference.
    public func verifyConfiguration() throws(DeviceError) {
        let window = image.windows[auditedWindow]
        try compare(window)
        auditedWindow = (auditedWindow + 1) % image.windows.count
    }

    // MARK: - CellMonitor

    public func readFrame(into frame: inout CellMonitorFrame) throws(DeviceError) {
        precondition(frame.cellVoltages.count == cellCount, "The frame is for another cell count.")
        guard phase == .ready else { throw .notReady }
        try readStatus()
        // Alarm Status, Alarm Raw Status, Alarm Enable, Internal Temperature.
        var alarm = InlineArray<32, UInt8>(repeating: 0)
        try read(BQ76952Registers.alarmStatus, count: 8, into: &alarm)
        let rawAlarm = Self.word(alarm.span, 0)
        let rawMask = Self.word(alarm.span, 4)
        guard rawMask == settings.alarmMask else {
            throw .readBack(
                register: UInt16(BQ76952Registers.alarmEnable),
                wrote: UInt32(settings.alarmMask), found: UInt32(rawMask))
        }
        guard rawAlarm & BQ76952Registers.alarmADScan != 0 else { throw .noFreshData }
        // Cleared before the values are read, so that a scan completed meanwhile latches again.
        try writeWord(BQ76952Registers.alarmStatus, rawAlarm)
        status.rawAlarmStatus = rawAlarm

        try readCells(into: &frame)
        try readPins(into: &frame)
        try readOutputs()
        frame.internalTemperature = .kelvins(
            Double(Int16(bitPattern: Self.word(alarm.span, 6))) * BQ76952Registers.kelvinsPerCount)
        frame.trips = status.trips
        frame.rawStatus = UInt32(rawAlarm) << 16 | UInt32(status.rawBatteryStatus)
    }

    /// - Precondition: No two neighbours in `cells`: the chip would bleed them, but their shared
    ///   pin resistor then carries both currents and both readings are off.
    public func setBalancing(_ cells: UInt32) throws(DeviceError) {
        precondition(cells >> UInt32(cellCount) == 0, "There are fewer cells than that.")
        precondition(cells & cells << 1 == 0, "Neighbouring cells are not balanced together.")
        guard phase == .ready else { throw .notReady }
        var rawCells: UInt16 = 0
        for cell in 0..<cellCount where cells & 1 << UInt32(cell) != 0 {
            rawCells |= 1 << UInt16(inputs[cell])
        }
        try writeBalancing(rawCells)
    }

    func writeBalancing(_ rawCells: UInt16) throws(DeviceError) {
        let data: InlineArray<2, UInt8> = [
            UInt8(truncatingIfNeeded: rawCells), UInt8(truncatingIfNeeded: rawCells >> 8),
        ]
        try writeData(BQ76952Registers.balancingActiveCells, data.span)
    }

    // MARK: - Frame

    /// Safety Alert and Status A to C; Permanent Fail Alert and Status A to D, Battery Status.
    ///
    /// The safety status is the first thing read: the chip forgives a late host soon after it
    /// speaks.
    private func readStatus() throws(DeviceError) {
        var safety = InlineArray<32, UInt8>(repeating: 0)
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        do {
            try read(BQ76952Registers.safetyAlertA, count: 6, into: &safety)
            try read(BQ76952Registers.permanentFailAlertA, count: 10, into: &bytes)
        } catch {
            guard error == .checksum, try isResetWithoutCRC() else { throw error }
            throw .configurationLost
        }
        status.rawSafetyStatusA = safety[1]
        status.rawSafetyStatusB = safety[3]
        status.rawSafetyStatusC = safety[5]
        status.rawPermanentFailStatus =
            UInt32(bytes[1]) | UInt32(bytes[3]) << 8 | UInt32(bytes[5]) << 16
            | UInt32(bytes[7]) << 24
        status.rawBatteryStatus = Self.word(bytes.span, 8)
        let lost =
            BQ76952Registers.batteryStatusPowerOnReset
            | BQ76952Registers.batteryStatusConfigUpdate
        if status.rawBatteryStatus & lost != 0 { throw .configurationLost }
    }

    /// Whether the chip, having been reset, no longer knows of the CRC; then every CRC is wrong.
    private func isResetWithoutCRC() throws(DeviceError) -> Bool {
        try probeFraming()
        if isChecked { return false }
        do {
            let rawStatus = try readWord(BQ76952Registers.batteryStatus)
            if rawStatus & BQ76952Registers.batteryStatusPowerOnReset != 0 { return true }
        } catch {
            isChecked = true
            throw error
        }
        // The probe itself was disturbed.
        isChecked = true
        return false
    }

    private func readCells(into frame: inout CellMonitorFrame) throws(DeviceError) {
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        try readCellBlock(into: &bytes)
        if !isPlausible(bytes.span) { try readCellBlock(into: &bytes) }
        for cell in 0..<cellCount {
            let raw = Int16(bitPattern: Self.word(bytes.span, 2 * inputs[cell]))
            rawPreviousCells[cell] = raw
            frame.cellVoltages[cell] = .millivolts(
                Double(raw) * BQ76952Registers.cellMillivoltsPerCount)
        }
        hasPreviousCells = true
    }

    private func readCellBlock(into bytes: inout InlineArray<32, UInt8>) throws(DeviceError) {
        try read(BQ76952Registers.cellVoltages, count: 32, into: &bytes)
    }

    private func isPlausible(_ bytes: Span<UInt8>) -> Bool {
        guard hasPreviousCells else { return false }
        for cell in 0..<cellCount {
            let raw = Int16(bitPattern: Self.word(bytes, 2 * inputs[cell]))
            let (step, overflow) = raw.subtractingReportingOverflow(rawPreviousCells[cell])
            if overflow || step.magnitude > Self.plausibleStep.magnitude { return false }
        }
        return true
    }

    /// Stack, PACK pin, LD pin, CC2 current.
    private func readPins(into frame: inout CellMonitorFrame) throws(DeviceError) {
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        try read(BQ76952Registers.stackVoltage, count: 8, into: &bytes)
        func pin(_ offset: Int) -> Voltage {
            .millivolts(
                Double(Int16(bitPattern: Self.word(bytes.span, offset)))
                    * BQ76952Registers.stackMillivoltsPerCount)
        }
        frame.stackVoltage = pin(0)
        status.packPinVoltage = pin(2)
        status.loadPinVoltage = pin(4)
        // Positive charges, as here everywhere.
        frame.current =
            settings.currentUnit.current * Double(Int16(bitPattern: Self.word(bytes.span, 6)))
    }

    /// The drivers and pins that the protections act on.
    private func readOutputs() throws(DeviceError) {
        var output = InlineArray<32, UInt8>(repeating: 0)
        try read(BQ76952Registers.driverStatus, count: 1, into: &output)
        status.rawDriverStatus = output[0]
    }

    static func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt16 {
        UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
    }
}
