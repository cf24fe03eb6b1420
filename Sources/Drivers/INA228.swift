public import HAL
public import Quantities

/// Texas Instruments INA228, a current, voltage and charge monitor with 20-bit converter; SLYS021A,
/// sections 7 and 8.1.
///
/// The current step is tied to the converter's full scale, which makes SHUNT_CAL the constant
/// 0x1000 and the current code equal to the shunt-voltage code: no rounding and no overflow. The
/// flags latch (ALATCH), which serves three ends with one transfer per current: fresh data, the
/// chip's own health, and a reset that nobody announced, because a reset clears the latch bit.
public final class INA228: CurrentSensor {
    /// Full scale of the shunt voltage (ADCRANGE).
    public enum ShuntRange: UInt16, Sendable {
        /// ±163.84 mV.
        case wide = 0
        /// ±40.96 mV.
        case narrow = 1
    }

    /// Conversion time of each channel; raw values are the chip's codes.
    public enum ConversionTime: UInt16, Sendable, CaseIterable {
        case microseconds50, microseconds84, microseconds150, microseconds280
        case microseconds540, microseconds1052, microseconds2074, microseconds4120
    }

    /// Conversions averaged into a result; raw values are the chip's codes.
    public enum Averages: UInt16, Sendable, CaseIterable {
        case one, four, sixteen, sixtyFour
        case hundred28, hundred256, fiveHundred12, thousand24
    }

    /// Part number and place.
    public let name: String

    /// The current's step: full scale over 2¹⁹.
    public let currentStep: Current

    /// Time from one result to the next by the nominal oscillator.
    public let updatePeriod: Duration

    /// DIAG_ALRT as read last; reading it clears its latched flags in the chip.
    public private(set) var rawDiagnostics: UInt16 = 0

    private let bus: any I2CBus
    private let address: I2CAddress
    private let rawConfig: UInt16
    private let rawADCConfig: UInt16
    private var stage = Stage.reset
    private var earliest = Instant.start
    private var pollsLeft = 0
    private var readsSinceReadBack = 0
    private var nextReadBack = 0
    private var hasChargeOverflowed = false

    private enum Stage { case reset, configure, firstResult, ready }

    /// - Parameters:
    ///   - shunt: Resistance between IN+ and IN−; a property of the board.
    ///   - shuntRange: Smallest full scale that the largest current fits.
    /// - Precondition: The address is 0x40 to 0x4F; the shunt is positive.
    public init(
        bus: any I2CBus, address: I2CAddress, shunt: Resistance, shuntRange: ShuntRange = .narrow,
        conversionTime: ConversionTime = .microseconds540, averages: Averages = .sixteen
    ) {
        precondition(
            (0x40...0x4F).contains(address.sevenBit), "An INA228 has an address of 0x40 to 0x4F.")
        precondition(shunt > .zero, "A shunt has a positive resistance.")
        self.bus = bus
        self.address = address
        name = "INA228 at \(address)"
        rawConfig = shuntRange.rawValue << 4
        let code = conversionTime.rawValue
        rawADCConfig = Self.continuousAll | code << 9 | code << 6 | code << 3 | averages.rawValue
        currentStep = .amperes(Self.shuntStep(shuntRange).volts / shunt.ohms)
        updatePeriod = .microseconds(
            3 * Self.microseconds(conversionTime) * Self.count(averages))
    }

    // MARK: - Device

    public func identify() throws(DeviceError) -> UInt32 {
        let manufacturer = UInt32(try readWord(Register.manufacturerID))
        let found = manufacturer << 16 | UInt32(try readWord(Register.deviceID))
        // The low four bits count silicon revisions (section 7.6.1).
        guard found & 0xFFFF_FFF0 == Self.identity else {
            throw .wrongIdentity(expected: Self.identity, found: found)
        }
        return found
    }

    public func start(now: Instant) throws(DeviceError) -> StartProgress {
        if stage != .ready, now < earliest { return .wait(until: earliest) }
        switch stage {
        case .reset:
            try writeWord(Self.reset, to: Register.config)
            return wait(Self.resetTime, from: now, then: .configure)
        case .configure:
            _ = try identify()
            try configure(Register.config, rawConfig)
            try configure(Register.shuntCal, Self.shuntCal)
            try configure(Register.diagnostics, Self.latchFlags, mask: Self.diagnosticsMask)
            try configure(Register.adcConfig, rawADCConfig)
            hasChargeOverflowed = false
            readsSinceReadBack = 0
            pollsLeft = Self.firstResultPolls
            let first = updatePeriod + updatePeriod / 50 + .milliseconds(2)
            return wait(first, from: now, then: .firstResult)
        case .firstResult:
            try checkDiagnostics()
            guard rawDiagnostics & Flag.conversionReady != 0 else {
                pollsLeft -= 1
                guard pollsLeft > 0 else { throw .notReady }
                return wait(updatePeriod, from: now, then: .firstResult)
            }
            stage = .ready
            return .ready
        case .ready:
            return .ready
        }
    }

    public func restart() {
        stage = .reset
        earliest = .start
    }

    // MARK: - CurrentSensor

    /// - Throws: ``DeviceError/noFreshData`` when no conversion completed since the last call: call
    ///   no more often than every ``updatePeriod``.
    public func readCurrent() throws(DeviceError) -> Sample<Current> {
        guard stage == .ready else { throw .notReady }
        try check()
        let code = try readSigned20(Register.current)
        guard code > Self.lowestCode, code < Self.highestCode else { throw .saturated }
        return Sample(currentStep * Double(code), rawCode: code)
    }

    public func readBusVoltage() throws(DeviceError) -> Sample<Voltage> {
        guard stage == .ready else { throw .notReady }
        let code = try readSigned20(Register.busVoltage)
        guard code < Self.highestCode else { throw .saturated }
        return Sample(.volts(Double(code) * Self.busVoltsPerCount), rawCode: code)
    }

    /// - Throws: ``DeviceError/saturated`` once the accumulator has wrapped, until the next start.
    public func readCharge() throws(DeviceError) -> Sample<Charge> {
        guard stage == .ready else { throw .notReady }
        guard !hasChargeOverflowed else { throw .saturated }
        var bytes: InlineArray<5, UInt8> = [0, 0, 0, 0, 0]
        var reading = bytes.mutableSpan
        do { try bus.readBlock(Register.charge, from: address, into: &reading) } catch {
            throw .bus(error)
        }
        var raw: UInt64 = 0
        for index in bytes.indices { raw = raw << 8 | UInt64(bytes[index]) }
        let code = Int64(bitPattern: raw << 24) >> 24
        // One count is the current step times one second (section 8.1.2).
        return Sample(.coulombs(currentStep.amperes * Double(code)), rawCode: code)
    }

    // MARK: - Checks

    /// One transfer: the diagnostics, or every eighth time one configuration register in turn.
    private func check() throws(DeviceError) {
        readsSinceReadBack += 1
        guard readsSinceReadBack == Self.readsPerReadBack else {
            try checkDiagnostics()
            guard rawDiagnostics & Flag.conversionReady != 0 else { throw .noFreshData }
            return
        }
        readsSinceReadBack = 0
        nextReadBack = (nextReadBack + 1) % 3
        let register: UInt8
        let expected: UInt16
        switch nextReadBack {
        case 0: (register, expected) = (Register.config, rawConfig)
        case 1: (register, expected) = (Register.adcConfig, rawADCConfig)
        default: (register, expected) = (Register.shuntCal, Self.shuntCal)
        }
        guard try readWord(register) == expected else { throw .configurationLost }
    }

    private func checkDiagnostics() throws(DeviceError) {
        rawDiagnostics = try readWord(Register.diagnostics)
        guard rawDiagnostics & Flag.memoryHealthy != 0 else {
            throw .deviceFault(UInt32(rawDiagnostics))
        }
        guard rawDiagnostics & Self.diagnosticsMask == Self.latchFlags else {
            throw .configurationLost
        }
        if rawDiagnostics & Flag.chargeOverflow != 0 { hasChargeOverflowed = true }
        if rawDiagnostics & Flag.mathOverflow != 0 { throw .saturated }
    }

    private func wait(_ time: Duration, from now: Instant, then next: Stage) -> StartProgress {
        stage = next
        earliest = now + time
        return .wait(until: earliest)
    }

    // MARK: - Transfers

    private func configure(
        _ register: UInt8, _ value: UInt16, mask: UInt16 = 0xFFFF
    ) throws(DeviceError) {
        try writeWord(value, to: register)
        let found = try readWord(register) & mask
        guard found == value else {
            throw .readBack(register: UInt16(register), wrote: UInt32(value), found: UInt32(found))
        }
    }

    private func readWord(_ register: UInt8) throws(DeviceError) -> UInt16 {
        do { return try bus.readWord(register, from: address).byteSwapped } catch {
            throw .bus(error)
        }
    }

    private func writeWord(_ value: UInt16, to register: UInt8) throws(DeviceError) {
        do { try bus.writeWord(value.byteSwapped, register: register, to: address) } catch {
            throw .bus(error)
        }
    }

    /// The signed 20-bit code in bits 23 to 4 of a three-byte register.
    private func readSigned20(_ register: UInt8) throws(DeviceError) -> Int64 {
        var bytes: InlineArray<3, UInt8> = [0, 0, 0]
        var reading = bytes.mutableSpan
        do { try bus.readBlock(register, from: address, into: &reading) } catch {
            throw .bus(error)
        }
        let raw = UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8
        return Int64(Int32(bitPattern: raw) >> 12)
    }
}

// MARK: - Registers

extension INA228 {
    fileprivate enum Register {
        static let config: UInt8 = 0x00
        static let adcConfig: UInt8 = 0x01
        static let shuntCal: UInt8 = 0x02
        static let busVoltage: UInt8 = 0x05
        static let current: UInt8 = 0x07
        static let charge: UInt8 = 0x0A
        static let diagnostics: UInt8 = 0x0B
        static let manufacturerID: UInt8 = 0x3E
        static let deviceID: UInt8 = 0x3F
    }

    /// DIAG_ALRT (section 7.6.1).
    fileprivate enum Flag {
        static let chargeOverflow: UInt16 = 1 << 10
        static let mathOverflow: UInt16 = 1 << 9
        static let conversionReady: UInt16 = 1 << 1
        static let memoryHealthy: UInt16 = 1 << 0
    }

    /// "TI" and 0x228.
    fileprivate static let identity: UInt32 = 0x5449_2280
    fileprivate static let reset: UInt16 = 1 << 15
    /// MODE: bus, shunt and temperature, continuously.
    fileprivate static let continuousAll: UInt16 = 0xF000
    /// Current step tied to full scale: 13107.2e6 × step × shunt (× 4 in the narrow range) is
    /// always 4096 (section 8.1.2).
    fileprivate static let shuntCal: UInt16 = 0x1000
    /// ALATCH.
    fileprivate static let latchFlags: UInt16 = 1 << 15
    /// ALATCH, CNVR, SLOWALERT, APOL: the bits of DIAG_ALRT that are configuration.
    fileprivate static let diagnosticsMask: UInt16 = 0xF000
    /// VBUS step (section 8.1.1).
    fileprivate static let busVoltsPerCount = 195.312_5e-6
    fileprivate static let lowestCode: Int64 = -0x8_0000
    fileprivate static let highestCode: Int64 = 0x7_FFFF

    fileprivate static let resetTime = Duration.milliseconds(2)
    fileprivate static let firstResultPolls = 3
    fileprivate static let readsPerReadBack = 8

    /// VSHUNT step (section 8.1.1).
    fileprivate static func shuntStep(_ range: ShuntRange) -> Voltage {
        switch range {
        case .wide: .volts(312.5e-9)
        case .narrow: .volts(78.125e-9)
        }
    }

    fileprivate static func microseconds(_ time: ConversionTime) -> Int {
        switch time {
        case .microseconds50: 50
        case .microseconds84: 84
        case .microseconds150: 150
        case .microseconds280: 280
        case .microseconds540: 540
        case .microseconds1052: 1052
        case .microseconds2074: 2074
        case .microseconds4120: 4120
        }
    }

    fileprivate static func count(_ averages: Averages) -> Int {
        switch averages {
        case .one: 1
        case .four: 4
        case .sixteen: 16
        case .sixtyFour: 64
        case .hundred28: 128
        case .hundred256: 256
        case .fiveHundred12: 512
        case .thousand24: 1024
        }
    }
}
