public import Quantities

/// Texas Instruments INA228, a current, voltage and charge monitor; SLYS021A, sections 7 and 8.
///
/// Physics face: ``shuntVoltage``, ``busVoltage`` and ``dieTemperature``. All results of a cycle
/// become visible together at its end; inside a cycle the chip converts bus, shunt and temperature
/// one after the other. The accumulators add every single conversion, averaged or not.
public final class SimulatedINA228: SimulatedRegisterChip {
    /// Voltage between IN+ and IN−; positive gives a positive current.
    public var shuntVoltage: Voltage = .zero
    /// Voltage at the VBUS pin, 0 to 85 V.
    public var busVoltage: Voltage = .zero
    /// The chip's own temperature.
    public var dieTemperature: Temperature = .celsius(25)

    /// Fault: the checksum over the trim memory fails when false (MEMSTAT).
    public var isMemoryHealthy = true {
        didSet { setMemoryStatus() }
    }
    /// Contents of the manufacturer register.
    public var rawManufacturerID: UInt16 = 0x5449 {
        didSet { registers[Register.manufacturerID] = UInt64(rawManufacturerID) }
    }
    /// Contents of the device register: part in bits 15 to 4, revision below.
    public var rawDeviceID: UInt16 = 0x2281 {
        didSet { registers[Register.deviceID] = UInt64(rawDeviceID) }
    }

    /// The level of the ALERT pin: limits, and conversions where CNVR asks for it.
    public var isAlertPinHigh: Bool {
        let flags = registers[Register.diagAlrt]
        let shown = flags & Flag.readyOnPin != 0 ? Flag.limits | Flag.conversionReady : Flag.limits
        let isActive = flags & shown != 0
        return flags & Flag.activeHigh != 0 ? isActive : !isActive
    }

    private var results = INA228Results()
    private var accumulators = INA228Accumulators()
    private var accumulatedUntil: Instant = .start
    private var nextCompletion: Instant?

    private enum Register {
        static let config: UInt8 = 0x00
        static let adcConfig: UInt8 = 0x01
        static let shuntCal: UInt8 = 0x02
        static let shuntTempco: UInt8 = 0x03
        static let vshunt: UInt8 = 0x04
        static let vbus: UInt8 = 0x05
        static let dietemp: UInt8 = 0x06
        static let current: UInt8 = 0x07
        static let power: UInt8 = 0x08
        static let energy: UInt8 = 0x09
        static let charge: UInt8 = 0x0A
        static let diagAlrt: UInt8 = 0x0B
        static let sovl: UInt8 = 0x0C
        static let suvl: UInt8 = 0x0D
        static let bovl: UInt8 = 0x0E
        static let buvl: UInt8 = 0x0F
        static let tempLimit: UInt8 = 0x10
        static let pwrLimit: UInt8 = 0x11
        static let manufacturerID: UInt8 = 0x3E
        static let deviceID: UInt8 = 0x3F
    }

    private enum Flag {
        static let latch: UInt64 = 1 << 15
        static let readyOnPin: UInt64 = 1 << 14
        static let activeHigh: UInt64 = 1 << 12
        static let energyOverflow: UInt64 = 1 << 11
        static let chargeOverflow: UInt64 = 1 << 10
        static let mathOverflow: UInt64 = 1 << 9
        static let temperatureOver: UInt64 = 1 << 7
        static let shuntOver: UInt64 = 1 << 6
        static let shuntUnder: UInt64 = 1 << 5
        static let busOver: UInt64 = 1 << 4
        static let busUnder: UInt64 = 1 << 3
        static let powerOver: UInt64 = 1 << 2
        static let conversionReady: UInt64 = 1 << 1
        static let memoryHealthy: UInt64 = 1 << 0
        static let limits: UInt64 = 0xFC
    }

    /// Conversion times by code, in microseconds.
    private static let conversionMicroseconds: InlineArray<8, Int64> = [
        50, 84, 150, 280, 540, 1052, 2074, 4120,
    ]
    private static let averages: InlineArray<8, Int64> = [1, 4, 16, 64, 128, 256, 512, 1024]

    /// - Parameter name: Part number and place, for violations.
    public init(name: String = "INA228") {
        super.init(
            name: name,
            registers: [
                .init(Register.config, bytes: 2, reset: 0x0000, writable: 0xFFF0),
                .init(Register.adcConfig, bytes: 2, reset: 0xFB68, writable: 0xFFFF),
                .init(Register.shuntCal, bytes: 2, reset: 0x1000, writable: 0x7FFF),
                .init(Register.shuntTempco, bytes: 2, reset: 0, writable: 0x3FFF),
                .init(readOnly: Register.vshunt, bytes: 3, reset: 0),
                .init(readOnly: Register.vbus, bytes: 3, reset: 0),
                .init(readOnly: Register.dietemp, bytes: 2, reset: 0),
                .init(readOnly: Register.current, bytes: 3, reset: 0),
                .init(readOnly: Register.power, bytes: 3, reset: 0),
                .init(readOnly: Register.energy, bytes: 5, reset: 0),
                .init(readOnly: Register.charge, bytes: 5, reset: 0),
                .init(Register.diagAlrt, bytes: 2, reset: 0x0001, writable: 0xF000),
                .init(Register.sovl, bytes: 2, reset: 0x7FFF, writable: 0xFFFF),
                .init(Register.suvl, bytes: 2, reset: 0x8000, writable: 0xFFFF),
                .init(Register.bovl, bytes: 2, reset: 0x7FFF, writable: 0x7FFF),
                .init(Register.buvl, bytes: 2, reset: 0x0000, writable: 0x7FFF),
                .init(Register.tempLimit, bytes: 2, reset: 0x7FFF, writable: 0xFFFF),
                .init(Register.pwrLimit, bytes: 2, reset: 0xFFFF, writable: 0xFFFF),
                .init(readOnly: Register.manufacturerID, bytes: 2, reset: 0x5449),
                .init(readOnly: Register.deviceID, bytes: 2, reset: 0x2281),
            ],
            incrementsPointer: false)
        resetState()
    }

    override var powerUpTime: Duration { .microseconds(300) }

    override func resetState() {
        registers[Register.manufacturerID] = UInt64(rawManufacturerID)
        registers[Register.deviceID] = UInt64(rawDeviceID)
        setMemoryStatus()
        results = INA228Results()
        accumulators = INA228Accumulators()
        beginConversions()
    }

    private func setMemoryStatus() {
        let others = registers[Register.diagAlrt] & ~Flag.memoryHealthy
        registers[Register.diagAlrt] = others | (isMemoryHealthy ? Flag.memoryHealthy : 0)
    }

    // MARK: - Conversions

    private var mode: UInt64 { registers[Register.adcConfig] >> 12 }
    private var isContinuous: Bool { mode & 8 != 0 && mode & 7 != 0 }

    /// One pass over the enabled channels, without averaging.
    private var passNanoseconds: Int64 {
        let raw = registers[Register.adcConfig]
        var microseconds: Int64 = 0
        if mode & 1 != 0 { microseconds += Self.conversionMicroseconds[Int(raw >> 9 & 7)] }
        if mode & 2 != 0 { microseconds += Self.conversionMicroseconds[Int(raw >> 6 & 7)] }
        if mode & 4 != 0 { microseconds += Self.conversionMicroseconds[Int(raw >> 3 & 7)] }
        return microseconds * 1_000
    }

    private var cycleNanoseconds: Int64 {
        passNanoseconds * Self.averages[Int(registers[Register.adcConfig] & 7)]
    }

    private func beginConversions() {
        accumulatedUntil = now
        guard mode & 7 != 0 else {
            nextCompletion = nil
            return
        }
        let delay = Int64(registers[Register.config] >> 6 & 0xFF) * 2_000_000
        nextCompletion = Instant(nanoseconds: now.nanoseconds + delay + cycleNanoseconds)
    }

    override func update() {
        guard !isFrozen else { return }
        if isContinuous { accumulate() }
        guard let next = nextCompletion, now >= next else { return }
        if isContinuous {
            let cycle = cycleNanoseconds
            let missed = (now.nanoseconds - next.nanoseconds) / cycle
            nextCompletion = Instant(nanoseconds: next.nanoseconds + (missed + 1) * cycle)
        } else {
            nextCompletion = nil
        }
        complete()
    }

    private func convert() -> INA228Results {
        INA228Results(
            shuntVoltage: shuntVoltage.volts, busVoltage: busVoltage.volts,
            dieCelsius: dieTemperature.celsius, enabled: mode & 7,
            configuration: .init(
                isNarrow: registers[Register.config] & 1 << 4 != 0,
                shuntCal: Int64(registers[Register.shuntCal]),
                temperatureCoefficient: registers[Register.config] & 1 << 5 == 0
                    ? 0 : Double(registers[Register.shuntTempco])),
            previous: results)
    }

    private func accumulate() {
        let pass = passNanoseconds
        let count = (now.nanoseconds - accumulatedUntil.nanoseconds) / pass
        guard count > 0 else { return }
        accumulatedUntil.nanoseconds += count * pass
        let microseconds = count * pass / 1_000
        let single = convert()
        if accumulators.addCharge(current: single.current, microseconds: microseconds) {
            registers[Register.diagAlrt] |= Flag.chargeOverflow
        }
        if accumulators.addEnergy(power: single.power, microseconds: microseconds) {
            registers[Register.diagAlrt] |= Flag.energyOverflow
        }
    }

    private func complete() {
        results = convert()
        var flags = registers[Register.diagAlrt]
        let isLatching = flags & Flag.latch != 0
        if !isLatching { flags &= ~(Flag.limits | Flag.conversionReady) }
        flags &= ~Flag.mathOverflow
        if results.hasOverflowed { flags |= Flag.mathOverflow }
        // Without the latch the flag falls with the start of the next conversion, that is at once.
        if isLatching || !isContinuous { flags |= Flag.conversionReady }
        registers[Register.diagAlrt] = flags | limitFlags()
    }

    private func limitFlags() -> UInt64 {
        func signed(_ register: UInt8) -> Int64 {
            Int64(Int16(truncatingIfNeeded: registers[register]))
        }
        var flags: UInt64 = 0
        if results.shunt >> 4 > signed(Register.sovl) { flags |= Flag.shuntOver }
        if results.shunt >> 4 < signed(Register.suvl) { flags |= Flag.shuntUnder }
        if results.bus >> 4 > signed(Register.bovl) { flags |= Flag.busOver }
        if results.bus >> 4 < signed(Register.buvl) { flags |= Flag.busUnder }
        if results.temperature > signed(Register.tempLimit) { flags |= Flag.temperatureOver }
        if results.power >> 8 > Int64(registers[Register.pwrLimit]) { flags |= Flag.powerOver }
        return flags
    }

    // MARK: - Bus face

    override func read(_ register: UInt8) -> UInt64 {
        func field(_ code: Int64) -> UInt64 { UInt64(bitPattern: code << 4) & 0xFF_FFFF }
        switch register {
        case Register.vshunt: return field(results.shunt)
        case Register.vbus: return field(results.bus)
        case Register.current: return field(results.current)
        case Register.dietemp: return UInt64(bitPattern: results.temperature) & 0xFFFF
        case Register.power: return UInt64(results.power)
        case Register.energy:
            registers[Register.diagAlrt] &= ~Flag.energyOverflow
            return accumulators.energy
        case Register.charge:
            registers[Register.diagAlrt] &= ~Flag.chargeOverflow
            return accumulators.charge
        case Register.diagAlrt:
            let flags = registers[register]
            if flags & Flag.latch != 0 {
                registers[register] &= ~(Flag.limits | Flag.conversionReady)
            }
            return flags
        default: return registers[register]
        }
    }

    override func write(_ register: UInt8, value: UInt64) {
        switch register {
        case Register.config where value & 1 << 15 != 0:
            registers.reset()
            resetState()
        case Register.config:
            registers[register] = value
            if value & 1 << 14 != 0 {
                accumulators = INA228Accumulators()
                registers[Register.diagAlrt] &= ~Flag.mathOverflow
                registers[Register.diagAlrt] &= ~(Flag.energyOverflow | Flag.chargeOverflow)
            }
            beginConversions()
        case Register.adcConfig:
            registers[register] = value
            registers[Register.diagAlrt] &= ~Flag.conversionReady
            beginConversions()
        default:
            registers[register] = value
        }
    }
}
