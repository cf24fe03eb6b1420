public import HAL
public import Quantities

/// Nuvoton NAU7802, a 24-bit bridge converter; data sheet revision 1.7, sections 8.6 and 11.
///
/// The bridge is excited by the chip's own regulator, which is also the reference: the result is a
/// ratio and no voltage enters. Start-up: reset, power up, configure, wait for the regulator,
/// start, discard conversions, calibrate the internal offset, discard again; 2.4 seconds at
/// the slowest rate.
public final class NAU7802: BridgeSensor {
    /// Amplification before the converter; raw values are the chip's codes.
    public enum Gain: UInt8, Sendable, CaseIterable {
        case one, two, four, eight, sixteen, thirtyTwo, sixtyFour, hundred28
    }

    /// Conversions per second; raw values are the chip's codes.
    public enum Rate: UInt8, Sendable, CaseIterable {
        case ten = 0
        case twenty = 1
        case forty = 2
        case eighty = 3
        case threeHundred20 = 7
    }

    /// Part number and place.
    public let name: String

    /// The offset that calibration found inside the chip, in counts.
    public private(set) var rawOffset: Int32 = 0

    private let bus: any I2CBus
    private let address: I2CAddress
    private let rawControl1: UInt8
    private let rawControl2: UInt8
    private let ratioPerCount: Double
    private let samplePeriod: Duration
    private var stage = Stage.reset
    private var earliest = Instant.start
    private var deadline = Instant.start

    private enum Stage { case reset, powerUp, begin, calibrate, calibrating, settling, ready }

    /// The address is fixed by the chip, so each sits on a bus or switch channel of its own.
    public init(
        bus: any I2CBus, address: I2CAddress = I2CAddress(0x2A), gain: Gain = .hundred28,
        rate: Rate = .forty
    ) {
        precondition(address.sevenBit == 0x2A, "A NAU7802 has the address 0x2A.")
        self.bus = bus
        self.address = address
        name = "NAU7802 at \(address)"
        rawControl1 = Self.supply3Volts | gain.rawValue
        rawControl2 = rate.rawValue << 4
        // Full scale is half the reference over the gain. One kernel driver takes the double; what
        // decides is a load cell of known sensitivity, at bring-up.
        ratioPerCount = 0.5 / Double(1 << Int(gain.rawValue)) / 8_388_608
        samplePeriod = Self.period(rate)
    }

    // MARK: - Device

    public func identify() throws(DeviceError) -> UInt32 {
        let raw = try read(Register.revision)
        guard raw & 0x0F == Self.identity else {
            throw .wrongIdentity(expected: UInt32(Self.identity), found: UInt32(raw))
        }
        return UInt32(raw)
    }

    public func start(now: Instant) throws(DeviceError) -> StartProgress {
        if stage != .ready, now < earliest { return .wait(until: earliest) }
        switch stage {
        case .reset:
            _ = try identify()
            try write(PowerUp.reset, to: Register.powerUp)
            return wait(Self.resetTime, from: now, then: .powerUp)
        case .powerUp:
            try powerUp()
            return wait(Self.regulatorSettling, from: now, then: .begin)
        case .begin:
            try write(PowerUp.running, to: Register.powerUp)
            return wait(discardTime, from: now, then: .calibrate)
        case .calibrate:
            try write(rawControl2 | Control2.calibrate, to: Register.control2)
            deadline = now + Self.calibrationLimit
            return wait(Self.calibrationTime, from: now, then: .calibrating)
        case .calibrating:
            let raw = try read(Register.control2)
            guard raw & Control2.calibrate == 0 else {
                guard now < deadline else { throw .notReady }
                return wait(Self.pollInterval, from: now, then: .calibrating)
            }
            try finishCalibration(raw)
            return wait(discardTime, from: now, then: .settling)
        case .settling:
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

    // MARK: - BridgeSensor

    public func readBridgeRatio() throws(DeviceError) -> Sample<Double> {
        guard stage == .ready else { throw .notReady }
        let state = try read(Register.powerUp)
        guard state & PowerUp.configurationMask == PowerUp.running else {
            throw .configurationLost
        }
        guard state & PowerUp.cycleReady != 0 else { throw .noFreshData }
        let raw = try read24(Register.output)
        let code = Int64(Int32(bitPattern: raw << 8) >> 8)
        guard code.magnitude < Self.saturation else { throw .saturated }
        return Sample(Double(code) * ratioPerCount, rawCode: code)
    }

    // MARK: - Start-up

    private var discardTime: Duration { samplePeriod * Self.discarded }

    private func powerUp() throws(DeviceError) {
        try write(PowerUp.digital, to: Register.powerUp)
        var polls = 0
        while try read(Register.powerUp) & PowerUp.ready == 0 {
            polls += 1
            guard polls < Self.powerUpPolls else { throw .notReady }
        }
        try configure(Register.control1, rawControl1)
        try configure(Register.control2, rawControl2)
        try configure(Register.adc, Self.chopperOff)
        try configure(Register.pga, Self.accurateRegulator)
        try configure(Register.power, Self.capacitorEnabled)
        try write(PowerUp.powered, to: Register.powerUp)
    }

    private func finishCalibration(_ raw: UInt8) throws(DeviceError) {
        guard raw & Control2.calibrationError == 0 else { throw .deviceFault(UInt32(raw)) }
        guard raw & ~Control2.flags == rawControl2 else { throw .configurationLost }
        let offset = try read24(Register.offset)
        // Sign and magnitude, unlike the output.
        let magnitude = Int32(offset & 0x7F_FFFF)
        // A larger offset would hide the end of the range from the saturation check.
        guard UInt64(magnitude) < Self.offsetLimit else { throw .deviceFault(offset) }
        rawOffset = offset & 0x80_0000 != 0 ? -magnitude : magnitude
        // The conversion that is now ready may be older than the calibration.
        _ = try read24(Register.output)
    }

    private func wait(_ time: Duration, from now: Instant, then next: Stage) -> StartProgress {
        stage = next
        earliest = now + time
        return .wait(until: earliest)
    }

    // MARK: - Transfers

    private func configure(_ register: UInt8, _ value: UInt8) throws(DeviceError) {
        try write(value, to: register)
        let found = try read(register)
        guard found == value else {
            throw .readBack(register: UInt16(register), wrote: UInt32(value), found: UInt32(found))
        }
    }

    private func read(_ register: UInt8) throws(DeviceError) -> UInt8 {
        do { return try bus.readByte(register, from: address) } catch { throw .bus(error) }
    }

    private func read24(_ register: UInt8) throws(DeviceError) -> UInt32 {
        var bytes: InlineArray<3, UInt8> = [0, 0, 0]
        var reading = bytes.mutableSpan
        do { try bus.readBlock(register, from: address, into: &reading) } catch {
            throw .bus(error)
        }
        return UInt32(bytes[0]) << 16 | UInt32(bytes[1]) << 8 | UInt32(bytes[2])
    }

    private func write(_ value: UInt8, to register: UInt8) throws(DeviceError) {
        do { try bus.writeByte(value, register: register, to: address) } catch {
            throw .bus(error)
        }
    }
}

// MARK: - Registers

extension NAU7802 {
    fileprivate enum Register {
        static let powerUp: UInt8 = 0x00
        static let control1: UInt8 = 0x01
        static let control2: UInt8 = 0x02
        static let offset: UInt8 = 0x03
        static let output: UInt8 = 0x12
        static let adc: UInt8 = 0x15
        static let pga: UInt8 = 0x1B
        static let power: UInt8 = 0x1C
        static let revision: UInt8 = 0x1F
    }

    /// PU_CTRL (section 11.1).
    fileprivate enum PowerUp {
        static let reset: UInt8 = 1 << 0
        static let digital: UInt8 = 1 << 1
        static let ready: UInt8 = 1 << 3
        static let cycleReady: UInt8 = 1 << 5
        /// Digital and analog part, internal supply.
        static let powered: UInt8 = 1 << 1 | 1 << 2 | 1 << 7
        /// The same, converting.
        static let running: UInt8 = powered | 1 << 4
        /// All but the two status bits.
        static let configurationMask: UInt8 = 0xD7
    }

    /// CTRL2 (section 11).
    fileprivate enum Control2 {
        static let calibrate: UInt8 = 1 << 2
        static let calibrationError: UInt8 = 1 << 3
        static let flags: UInt8 = calibrate | calibrationError
    }

    /// Low nibble of DEVICE_REV (section 11).
    fileprivate static let identity: UInt8 = 0x0F
    /// CTRL1: VLDO 3.0 V.
    fileprivate static let supply3Volts: UInt8 = 5 << 3
    /// REG_CHPS (section 11) has to be 3 before conversions are right.
    fileprivate static let chopperOff: UInt8 = 0x30
    /// LDOMODE 0: better accuracy, for a capacitor of low resistance.
    fileprivate static let accurateRegulator: UInt8 = 0x00
    /// PGA_CAP_EN: 330 pF at the pins of the unused second channel.
    fileprivate static let capacitorEnabled: UInt8 = 0x80

    /// Codes from here on are the end of the range: 2²³ less what calibration may subtract.
    fileprivate static let saturation: UInt64 = 8_388_607 - offsetLimit
    /// 1/64 of full scale.
    fileprivate static let offsetLimit: UInt64 = 131_072

    fileprivate static let resetTime = Duration.milliseconds(10)
    /// PUR comes within 200 µs; a poll takes 97 µs at 400 kHz.
    fileprivate static let powerUpPolls = 50
    /// 250 ms by one vendor's library, 600 ms by another's.
    fileprivate static let regulatorSettling = Duration.milliseconds(600)
    /// Six conversions settle the filter; one more covers the oscillator.
    fileprivate static let discarded = 7
    fileprivate static let calibrationTime = Duration.milliseconds(360)
    fileprivate static let calibrationLimit = Duration.seconds(1)
    fileprivate static let pollInterval = Duration.milliseconds(50)

    fileprivate static func period(_ rate: Rate) -> Duration {
        switch rate {
        case .ten: .milliseconds(100)
        case .twenty: .milliseconds(50)
        case .forty: .milliseconds(25)
        case .eighty: .microseconds(12_500)
        case .threeHundred20: .microseconds(3_125)
        }
    }
}
