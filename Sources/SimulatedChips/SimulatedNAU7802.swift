import Quantities

/// Nuvoton NAU7802, a 24-bit bridge converter; data sheet revision 1.7, sections 8.6 and 11.
///
/// Physics face: ``bridgeRatio``, which shows with the next completed conversion. Modelled: reset
/// and power-up sequence, regulator settling, filter settling after a start, internal offset
/// calibration with its busy and error bits, OCAL and GCAL, gain, rate, cycle-ready and its
/// clearing by the read, saturation, the error of a converter whose REG_CHPS was never set.
/// Settling errors and their length are plausible, not specified: they exist so that a driver that
/// does not wait is wrong.
public final class SimulatedNAU7802: SimulatedRegisterChip {
    /// Bridge output over excitation, volts per volt.
    public var bridgeRatio = 0.0
    /// The converter's own offset at the present gain, in counts; calibration removes it.
    public var rawOffset: Int64 = 1_500
    /// Fault: a bridge wire is broken, so the inputs drift to an end of the range.
    public var isBridgeOpen = false
    /// Fault: calibrations end with CAL_ERR.
    public var calibrationFails = false
    /// Low nibble of the revision register identifies the part.
    public var rawRevision: UInt8 = 0x0F {
        didSet { registers[Register.revision] = UInt64(rawRevision) }
    }

    /// The level of the DRDY pin.
    public var isDataReadyPinHigh: Bool {
        let isReady = registers[Register.powerUp] & PowerUp.cycleReady != 0
        return registers[Register.control1] & 0x80 != 0 ? !isReady : isReady
    }

    private var readyAt: Instant?
    private var regulatorOnSince: Instant?
    private var nextConversion: Instant?
    private var conversionsSinceStart: Int64 = 0
    private var calibrationEnd: Instant?
    private var latched: UInt64 = 0

    private enum Register {
        static let powerUp: UInt8 = 0x00
        static let control1: UInt8 = 0x01
        static let control2: UInt8 = 0x02
        static let offset1: UInt8 = 0x03
        static let gain1: UInt8 = 0x06
        static let i2cControl: UInt8 = 0x11
        static let output: UInt8 = 0x12
        static let adc: UInt8 = 0x15
        static let revision: UInt8 = 0x1F
    }

    private enum PowerUp {
        static let reset: UInt64 = 1 << 0
        static let digital: UInt64 = 1 << 1
        static let analog: UInt64 = 1 << 2
        static let ready: UInt64 = 1 << 3
        static let start: UInt64 = 1 << 4
        static let cycleReady: UInt64 = 1 << 5
        static let internalSupply: UInt64 = 1 << 7
    }

    private enum Control2 {
        static let calibrate: UInt64 = 1 << 2
        static let calibrationError: UInt64 = 1 << 3
        static let channel2: UInt64 = 1 << 7
    }

    private static let powerUpDelay = Duration.microseconds(200)
    private static let regulatorSettling: Int64 = 250_000_000
    private static let regulatorErrorCounts = 20_000.0
    private static let unsetChopperCounts = 2_000.0
    private static let settlingConversions: Int64 = 4
    private static let calibrationTime = Duration.milliseconds(344)
    private static let highest = 8_388_607.0
    private static let lowest = -8_388_608.0

    /// - Parameter name: Part number and place, for violations.
    public init(name: String = "NAU7802") {
        var declarations: [RegisterDeclaration] = [
            .init(Register.powerUp, bytes: 1, reset: 0, writable: 0xD7),
            .init(Register.control1, bytes: 1, reset: 0, writable: 0xFF),
            .init(Register.control2, bytes: 1, reset: 0, writable: 0xF7),
            .init(Register.i2cControl, bytes: 1, reset: 0, writable: 0xFF),
            .init(readOnly: Register.output, bytes: 1, reset: 0),
            .init(readOnly: Register.output + 1, bytes: 1, reset: 0),
            .init(readOnly: Register.output + 2, bytes: 1, reset: 0),
            .init(Register.adc, bytes: 1, reset: 0, writable: 0xFF),
            .init(0x1B, bytes: 1, reset: 0, writable: 0xFF),
            .init(0x1C, bytes: 1, reset: 0, writable: 0xFF),
            .init(readOnly: Register.revision, bytes: 1, reset: 0x0F),
        ]
        for channel in [Register.offset1, 0x0A] {
            for byte in 0..<UInt8(7) {
                // GCAL starts three bytes after OCAL and is 1.0 at 0x00800000.
                declarations.append(
                    .init(
                        channel + byte, bytes: 1, reset: byte == 4 ? 0x80 : 0, writable: 0xFF))
            }
        }
        super.init(name: name, registers: declarations, incrementsPointer: true)
        resetState()
    }

    /// CRSD makes the chip pull SDA down from the end of a conversion until its result is read.
    private func updateDataLine() {
        isDataPulledLow =
            registers[Register.i2cControl] & 0x80 != 0
            && registers[Register.powerUp] & PowerUp.cycleReady != 0
    }

    override func resetState() {
        registers[Register.revision] = UInt64(rawRevision)
        readyAt = nil
        regulatorOnSince = nil
        nextConversion = nil
        calibrationEnd = nil
        conversionsSinceStart = 0
    }

    // MARK: - Conversions

    private var period: Int64 {
        switch registers[Register.control2] >> 4 & 7 {
        case 0: 100_000_000
        case 1: 50_000_000
        case 2: 25_000_000
        case 3: 12_500_000
        default: 3_125_000
        }
    }

    private var isConverting: Bool {
        let needed = PowerUp.digital | PowerUp.analog | PowerUp.ready | PowerUp.start
        return registers[Register.powerUp] & needed == needed
    }

    override func update() {
        if let ready = readyAt, now >= ready {
            readyAt = nil
            registers[Register.powerUp] |= PowerUp.ready
            if isConverting { beginConversions() }
        }
        if let end = calibrationEnd {
            guard now >= end else { return }
            calibrationEnd = nil
            finishCalibration()
            beginConversions(at: end)
        }
        guard let next = nextConversion, now >= next else { return }
        let missed = (now.nanoseconds - next.nanoseconds) / period
        conversionsSinceStart += missed + 1
        nextConversion = Instant(nanoseconds: next.nanoseconds + (missed + 1) * period)
        guard !isFrozen else { return }
        latched = UInt64(bitPattern: convert()) & 0xFF_FFFF
        registers[Register.powerUp] |= PowerUp.cycleReady
        updateDataLine()
    }

    private func beginConversions(at instant: Instant? = nil) {
        conversionsSinceStart = 0
        let begin = instant ?? now
        nextConversion =
            isConverting ? Instant(nanoseconds: begin.nanoseconds + period) : nil
    }

    /// The code of the conversion that ends now, corrected by the calibration registers.
    private func convert() -> Int64 {
        if isBridgeOpen { return Int64(Self.highest) }
        let gain = Double(1 << (registers[Register.control1] & 7))
        let isChannel2 = registers[Register.control2] & Control2.channel2 != 0
        // ± half the reference over the gain is the full scale of 2²³.
        var counts = (isChannel2 ? 0 : bridgeRatio) * gain * 16_777_216
        if conversionsSinceStart < Self.settlingConversions {
            counts *= Double(conversionsSinceStart) / Double(Self.settlingConversions)
        }
        counts += Double(rawOffset) + regulatorError
        if registers[Register.adc] & 0x30 != 0x30 { counts += Self.unsetChopperCounts }
        counts = clamped(counts)
        let corrected = (counts - offsetCalibration) * gainCalibration
        return Int64(clamped(corrected.rounded()))
    }

    private func clamped(_ counts: Double) -> Double {
        max(Self.lowest, min(Self.highest, counts))
    }

    private var regulatorError: Double {
        guard registers[Register.powerUp] & PowerUp.internalSupply != 0 else { return 0 }
        guard let since = regulatorOnSince else { return Self.regulatorErrorCounts }
        let elapsed = now.nanoseconds - since.nanoseconds
        let rest = max(0, Self.regulatorSettling - elapsed)
        return Self.regulatorErrorCounts * Double(rest) / Double(Self.regulatorSettling)
    }

    /// OCAL1: sign in bit 23, magnitude below.
    private var offsetCalibration: Double {
        let raw = word(at: Register.offset1, bytes: 3)
        let magnitude = Double(raw & 0x7F_FFFF)
        return raw & 0x80_0000 != 0 ? -magnitude : magnitude
    }

    /// GCAL1: 1.0 is 0x00800000.
    private var gainCalibration: Double {
        Double(word(at: Register.gain1, bytes: 4)) / 8_388_608
    }

    private func word(at register: UInt8, bytes: UInt8) -> UInt64 {
        var value: UInt64 = 0
        for byte in 0..<bytes { value = value << 8 | registers[register + byte] }
        return value
    }

    // MARK: - Calibration

    private func finishCalibration() {
        registers[Register.control2] &= ~Control2.calibrate
        let offset = Double(rawOffset) + regulatorError
        guard !calibrationFails, offset.magnitude < 0x7F_FFFF else {
            registers[Register.control2] |= Control2.calibrationError
            return
        }
        registers[Register.control2] &= ~Control2.calibrationError
        guard registers[Register.control2] & 3 == 0 else { return }
        let magnitude = UInt64(offset.magnitude.rounded())
        let raw = magnitude | (offset < 0 ? 0x80_0000 : 0)
        registers[Register.offset1] = raw >> 16
        registers[Register.offset1 + 1] = raw >> 8 & 0xFF
        registers[Register.offset1 + 2] = raw & 0xFF
    }

    // MARK: - Bus face

    override func read(_ register: UInt8) -> UInt64 {
        if register == Register.output {
            // The first byte freezes the other two, and ends the cycle.
            registers[register] = latched >> 16
            registers[register + 1] = latched >> 8 & 0xFF
            registers[register + 2] = latched & 0xFF
            registers[Register.powerUp] &= ~PowerUp.cycleReady
            updateDataLine()
        }
        return registers[register]
    }

    override func write(_ register: UInt8, value: UInt64) {
        switch register {
        case Register.powerUp: writePowerUp(value)
        case Register.control1:
            registers[register] = value
            beginConversions()
        case Register.control2:
            let starts = value & Control2.calibrate != 0
            registers[register] = value
            if starts, isConverting || registers[Register.powerUp] & PowerUp.analog != 0 {
                calibrationEnd = isFrozen ? nil : now + Self.calibrationTime
                nextConversion = nil
            } else if calibrationEnd == nil {
                beginConversions()
            }
        default: registers[register] = value
        }
        updateDataLine()
    }

    private func writePowerUp(_ value: UInt64) {
        if value & PowerUp.reset != 0 {
            registers.reset()
            resetState()
            registers[Register.powerUp] = PowerUp.reset
            return
        }
        let before = registers[Register.powerUp]
        registers[Register.powerUp] = value
        if value & PowerUp.digital == 0 {
            registers[Register.powerUp] &= ~(PowerUp.ready | PowerUp.cycleReady)
            readyAt = nil
        } else if before & PowerUp.ready == 0 {
            readyAt = now + Self.powerUpDelay
        }
        let regulated = PowerUp.analog | PowerUp.internalSupply
        if value & regulated != regulated {
            regulatorOnSince = nil
        } else if regulatorOnSince == nil {
            regulatorOnSince = now
        }
        if isConverting, before & PowerUp.start == 0 { beginConversions() }
        if !isConverting { nextConversion = nil }
    }
}
