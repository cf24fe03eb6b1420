import HAL
import Quantities

/// The data memory that a set of settings asks for, as the chip stores it.
struct BQ76952Image {
    /// One value of the data memory.
    struct Entry: Equatable {
        let address: UInt16
        /// Bytes: 1, 2 or 4.
        let width: Int
        let rawValue: UInt32
    }

    /// Entries without a gap between them, written at once.
    struct Run {
        let address: UInt16
        /// Where in ``BQ76952Image/bytes``.
        let bytes: Range<Int>
    }

    /// Neighbouring entries that one read of 32 bytes shows.
    struct Window {
        let address: UInt16
        let entries: Range<Int>
    }

    /// In order of address.
    let entries: [Entry]
    let windows: [Window]
    let runs: [Run]
    /// All entries as the chip stores them, low bytes first.
    let bytes: [UInt8]
    /// Which inputs carry cells, bit 0 the lowest.
    let rawCellInputs: UInt16

    /// Bytes that one read of data memory returns.
    static let windowLength: UInt16 = 32
    /// Bytes of one run: an SMBus block with CRC holds 16, two of which are the address.
    static let runLength = 14

    init(settings: BQ76952Settings, cellCount: Int) {
        let inputs =
            settings.cellInputs != 0
            ? settings.cellInputs : UInt16(truncatingIfNeeded: (UInt32(1) << cellCount) - 1)
        var list = Self.general(settings, inputs: inputs)
        list += Self.protections(settings)
        list.sort { $0.address < $1.address }
        entries = list
        windows = Self.windows(of: list)
        (runs, bytes) = Self.runs(of: list)
        rawCellInputs = inputs
    }

    private static func windows(of list: [Entry]) -> [Window] {
        var windows: [Window] = []
        var first = 0
        for index in list.indices {
            let base = list[first].address
            if list[index].address + UInt16(list[index].width) > base + windowLength {
                windows.append(Window(address: base, entries: first..<index))
                first = index
            }
        }
        windows.append(Window(address: list[first].address, entries: first..<list.count))
        return windows
    }

    private static func runs(of list: [Entry]) -> ([Run], [UInt8]) {
        var runs: [Run] = []
        var bytes: [UInt8] = []
        for entry in list {
            let begin = bytes.count
            for byte in 0..<entry.width {
                bytes.append(UInt8(truncatingIfNeeded: entry.rawValue >> (8 * UInt32(byte))))
            }
            if let last = runs.last,
                last.address + UInt16(last.bytes.count) == entry.address,
                last.bytes.count + entry.width <= runLength
            {
                runs[runs.count - 1] = Run(
                    address: last.address, bytes: last.bytes.lowerBound..<bytes.count)
            } else {
                runs.append(Run(address: entry.address, bytes: begin..<bytes.count))
            }
        }
        return (runs, bytes)
    }

    private static func general(_ settings: BQ76952Settings, inputs: UInt16) -> [Entry] {
        typealias Registers = BQ76952Registers
        let gain = Registers.currentGainMilliohms / settings.shuntResistance.milliohms
        // Reset value 0x2982 without SLEEP (bit 8); FASTADC is bit 6. SLUUBY2B, Power Config.
        var power: UInt32 = 0x2882
        if settings.isSleepAllowed { power |= 1 << 8 }
        if settings.isFast { power |= 1 << 6 }
        var list = [
            Entry(
                address: Registers.currentGain, width: 4, rawValue: Float(gain).bitPattern),
            Entry(
                address: Registers.capacityGain, width: 4,
                rawValue: Float(gain * Registers.capacityGainRatio).bitPattern),
            Entry(address: Registers.powerConfig, width: 2, rawValue: power),
            // REG1 gives 3.3 V: it is what the fault pins drive high from.
            Entry(address: Registers.regulator12Config, width: 1, rawValue: 0x0D),
            Entry(address: Registers.regulator0Config, width: 1, rawValue: 0x01),
            Entry(address: Registers.watchdogRegulatorOptions, width: 1, rawValue: 0),
            // TS1 is off: cell temperatures have sensors of their own.
            Entry(address: Registers.thermistor1Pin, width: 1, rawValue: 0),
            // Fault outputs, low when tripped and low when the chip is dead; high drive from REG1.
            Entry(address: Registers.chargeFaultPin, width: 1, rawValue: 0xAA),
            Entry(address: Registers.dischargeFaultPin, width: 1, rawValue: 0xAA),
            Entry(
                address: Registers.measurementUnits, width: 1,
                rawValue: 1 << 2 | UInt32(settings.currentUnit.rawValue)),
            Entry(address: Registers.cellInputs, width: 2, rawValue: UInt32(inputs)),
            // FET_INIT_OFF, FET_CTRL_EN, HOST_FET_EN. Not SFET: it would turn a tripped output on
            // again when current flows the other way, and there are contactors, not transistors.
            Entry(address: Registers.driverOptions, width: 1, rawValue: 0x2C),
            Entry(address: Registers.openWireCheckTime, width: 1, rawValue: 5),
            // The chip balances on command only.
            Entry(address: Registers.balancingConfig, width: 1, rawValue: 0),
            Entry(
                address: Registers.balancingInterval, width: 1,
                rawValue: whole(settings.balancingInterval.inSeconds)),
        ]
        if settings.usesChecksums {
            // I2C with CRC. SLUUBY2B, Comm Type.
            list.append(Entry(address: Registers.communicationType, width: 1, rawValue: 0x11))
        }
        return list
    }

    private static func protections(_ settings: BQ76952Settings) -> [Entry] {
        typealias Registers = BQ76952Registers
        let enabled = settings.enabledProtections
        var a: UInt32 = 0
        var b: UInt32 = 0
        if enabled.contains(.cellUndervoltage) { a |= 1 << 2 }
        if enabled.contains(.cellOvervoltage) { a |= 1 << 3 }
        if enabled.contains(.overcurrentCharge) { a |= 1 << 4 }
        if enabled.contains(.overcurrentDischarge) { a |= 1 << 5 }
        if enabled.contains(.shortCircuit) { a |= 1 << 7 }
        if enabled.contains(.overtemperature) { b |= 1 << 6 }
        if enabled.contains(.undertemperature) { b |= 1 << 2 }
        let c: UInt32 = enabled.contains(.hostWatchdog) ? 1 << 1 : 0
        let threshold = Registers.thresholdMillivoltsPerCount
        let hysteresis = whole(settings.cellHysteresis.millivolts / threshold, .up)
        let shunt = settings.shuntResistance.ohms
        let limit = settings.internalOvertemperature.celsius.rounded(.down)
        func byte(_ address: UInt16, _ value: UInt32) -> Entry {
            Entry(address: address, width: 1, rawValue: value)
        }
        func word(_ address: UInt16, _ value: UInt32) -> Entry {
            Entry(address: address, width: 2, rawValue: value)
        }
        func drop(_ current: Current) -> UInt32 {
            whole(current.amperes * shunt * 1000 / Registers.shuntMillivoltsPerCount)
        }
        return [
            byte(Registers.enabledProtectionsA, a), byte(Registers.enabledProtectionsA + 1, b),
            byte(Registers.enabledProtectionsA + 2, c),
            // The reset values: others make the outputs react up to 250 ms later.
            byte(Registers.chargeDriverProtectionsA, 0x98),
            byte(Registers.chargeDriverProtectionsA + 1, 0xD5),
            byte(Registers.chargeDriverProtectionsA + 2, 0x56),
            byte(Registers.dischargeDriverProtectionsA, 0xE4),
            byte(Registers.dischargeDriverProtectionsA + 1, 0xE6),
            byte(Registers.dischargeDriverProtectionsA + 2, 0xE2),
            word(Registers.defaultAlarmMask, UInt32(settings.alarmMask)),
            byte(
                Registers.undervoltageThreshold,
                whole(settings.cellUndervoltage.millivolts / threshold, .up)),
            word(Registers.undervoltageDelay, delay(settings.cellUndervoltageDelay)),
            byte(
                Registers.overvoltageThreshold,
                whole(settings.cellOvervoltage.millivolts / threshold)),
            word(Registers.overvoltageDelay, delay(settings.cellOvervoltageDelay)),
            byte(Registers.undervoltageHysteresis, hysteresis),
            byte(Registers.overvoltageHysteresis, hysteresis),
            byte(Registers.overcurrentChargeThreshold, drop(settings.overcurrentCharge)),
            byte(Registers.overcurrentChargeDelay, delay(settings.overcurrentChargeDelay)),
            byte(Registers.overcurrentDischargeThreshold, drop(settings.overcurrentDischarge)),
            byte(Registers.overcurrentDischargeDelay, delay(settings.overcurrentDischargeDelay)),
            byte(
                Registers.shortCircuitThreshold,
                shortCircuitCode(millivolts: settings.shortCircuit.amperes * shunt * 1000)),
            byte(Registers.shortCircuitDelay, shortCircuitDelay(settings.shortCircuitDelay)),
            byte(
                Registers.internalOvertemperatureThreshold,
                UInt32(UInt8(bitPattern: Int8(limit)))),
            byte(
                Registers.internalOvertemperatureRecovery,
                UInt32(UInt8(bitPattern: Int8(limit - 5)))),
            word(Registers.hostWatchdogDelay, whole(settings.hostWatchdogDelay.inSeconds)),
        ]
    }

    /// A count, rounded to the careful side; decimal fractions a hair off a count are that count.
    private static func whole(
        _ value: Double, _ rule: FloatingPointRoundingRule = .down
    ) -> UInt32 {
        let hair = 1e-6
        return UInt32((rule == .up ? value - hair : value + hair).rounded(rule))
    }

    private static func delay(_ delay: Duration) -> UInt32 {
        let steps = delay.inSeconds * 1000 / BQ76952Registers.delayMillisecondsPerCount
        return whole(steps - BQ76952Registers.delayCountOffset)
    }

    private static func shortCircuitDelay(_ delay: Duration) -> UInt32 {
        1 + whole(delay.inSeconds * 1e6 / BQ76952Registers.shortCircuitMicrosecondsPerCount)
    }

    /// The highest of the chip's thresholds that is not above what was asked for.
    private static func shortCircuitCode(millivolts: Double) -> UInt32 {
        let thresholds = BQ76952Image.shortCircuitMillivolts
        var code = 0
        for index in thresholds.indices where thresholds[index] <= millivolts + 1e-6 {
            code = index
        }
        return UInt32(code)
    }

    /// Short-circuit thresholds by code. SLUUBY2B, SCD protection.
    private static let shortCircuitMillivolts: [Double] = [
        10, 20, 40, 60, 80, 100, 125, 150, 175, 200, 250, 300, 350, 400, 450, 500,
    ]
}
