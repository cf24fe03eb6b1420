public import HAL
public import Quantities

/// Texas Instruments TMP117, a digital temperature sensor: ±0.1 °C without calibration.
/// SNOSD82D, sections 7.3 to 7.6.
///
/// Runs continuously at eight averages without standby: a result every 125 ms, up to 140 ms by the
/// slowest oscillator. Never touches the EEPROM registers, which hold the factory's trace number.
public final class TMP117: TemperatureSensor {
    /// What ``readTemperature()`` asks of a result.
    public enum Freshness: Sendable {
        /// The last completed conversion, in one transfer; every sixteenth read also checks the
        /// configuration. A frozen chip shows only in an unchanging raw code.
        case lastConversion
        /// A conversion completed since the last read, in two transfers, the first of which also
        /// checks the configuration. For readers slower than the conversions.
        case newConversion
    }

    /// Part number and place.
    public let name: String

    /// Alert flags seen with the last read of the configuration, which clears them in the chip: bit
    /// 15 high, bit 14 low.
    public private(set) var rawAlertFlags: UInt16 = 0

    private let bus: any I2CBus
    private let address: I2CAddress
    private let freshness: Freshness
    private var stage = Stage.reset
    private var earliest = Instant.start
    private var pollsLeft = 0
    /// A read of the configuration saw Data_Ready and thereby cleared it; the result is unread.
    private var isResultPending = false
    private var readsUntilCheck = TMP117.readsPerCheck

    private enum Stage { case reset, configure, firstResult, ready }

    /// - Precondition: The address is 0x48 to 0x4B.
    public init(bus: any I2CBus, address: I2CAddress, freshness: Freshness = .lastConversion) {
        precondition(
            (0x48...0x4B).contains(address.sevenBit), "A TMP117 has an address of 0x48 to 0x4B.")
        self.bus = bus
        self.address = address
        self.freshness = freshness
        name = "TMP117 at \(address)"
    }

    // MARK: - Device

    public func identify() throws(DeviceError) -> UInt32 {
        let raw = try read(Register.deviceID)
        // Bits 15 to 12 count silicon revisions (section 7.6).
        guard raw & 0x0FFF == 0x0117 else {
            throw .wrongIdentity(expected: 0x0117, found: UInt32(raw))
        }
        return UInt32(raw)
    }

    public func start(now: Instant) throws(DeviceError) -> StartProgress {
        if stage != .ready, now < earliest { return .wait(until: earliest) }
        switch stage {
        case .reset:
            try write(Self.softReset, to: Register.configuration)
            return wait(Self.resetTime, from: now, then: .configure)
        case .configure:
            _ = try identify()
            try write(Self.configuration, to: Register.configuration)
            try checkReadBack(try read(Register.configuration))
            isResultPending = false
            pollsLeft = Self.firstResultPolls
            return wait(Self.slowestConversion, from: now, then: .firstResult)
        case .firstResult:
            try checkConfiguration()
            guard isResultPending else {
                pollsLeft -= 1
                guard pollsLeft > 0 else { throw .notReady }
                return wait(Self.pollInterval, from: now, then: .firstResult)
            }
            readsUntilCheck = Self.readsPerCheck
            stage = .ready
            return .ready
        case .ready:
            return .ready
        }
    }

    public func restart() {
        stage = .reset
        earliest = .start
        isResultPending = false
    }

    // MARK: - TemperatureSensor

    public func readTemperature() throws(DeviceError) -> Sample<Temperature> {
        guard stage == .ready else { throw .notReady }
        switch freshness {
        case .lastConversion:
            if readsUntilCheck == 0 { try checkConfiguration() }
            readsUntilCheck = readsUntilCheck == 0 ? Self.readsPerCheck : readsUntilCheck - 1
        case .newConversion:
            try checkConfiguration()
            guard isResultPending else { throw .noFreshData }
        }
        let raw = try read(Register.result)
        isResultPending = false
        guard raw != Self.noResult else {
            // Nothing but a reset brings this code back once a conversion has completed.
            try checkConfiguration()
            throw .noFreshData
        }
        let code = Int16(bitPattern: raw)
        return Sample(
            .celsius(Double(code) * Self.degreesPerCount), rawCode: Int64(code))
    }

    // MARK: - Registers

    private enum Register {
        static let result: UInt8 = 0x00
        static let configuration: UInt8 = 0x01
        static let deviceID: UInt8 = 0x0F
    }

    /// Degrees Celsius per count of the result (section 7.3.3).
    private static let degreesPerCount = 0.007_812_5
    /// The result before the first conversion (section 7.6): −256 °C, which cannot be measured.
    private static let noResult: UInt16 = 0x8000
    /// Continuous, no standby, eight averages, alert mode (section 7.6).
    private static let configuration: UInt16 = 0x0020
    /// Configuration bits that read back as written: all but flags, EEPROM_Busy and Soft_Reset.
    private static let configurationMask: UInt16 = 0x0FFC
    private static let softReset: UInt16 = 1 << 1
    private static let dataReady: UInt16 = 1 << 13
    private static let alertFlags: UInt16 = 3 << 14

    /// 2 ms by the datasheet, and the transfer itself.
    private static let resetTime = Duration.milliseconds(3)
    /// Eight averages of at most 17.5 ms.
    private static let slowestConversion = Duration.milliseconds(141)
    private static let pollInterval = Duration.milliseconds(20)
    private static let firstResultPolls = 5
    private static let readsPerCheck = 15

    private func wait(_ time: Duration, from now: Instant, then next: Stage) -> StartProgress {
        stage = next
        earliest = now + time
        return .wait(until: earliest)
    }

    /// Reads the configuration once and keeps everything that reading it clears.
    private func checkConfiguration() throws(DeviceError) {
        let raw = try read(Register.configuration)
        rawAlertFlags = raw & Self.alertFlags
        if raw & Self.dataReady != 0 { isResultPending = true }
        guard raw & Self.configurationMask == Self.configuration else {
            throw .configurationLost
        }
    }

    private func checkReadBack(_ raw: UInt16) throws(DeviceError) {
        guard raw & Self.configurationMask == Self.configuration else {
            throw .readBack(
                register: UInt16(Register.configuration), wrote: UInt32(Self.configuration),
                found: UInt32(raw & Self.configurationMask))
        }
    }

    private func read(_ register: UInt8) throws(DeviceError) -> UInt16 {
        do { return try bus.readWord(register, from: address).byteSwapped } catch {
            throw .bus(error)
        }
    }

    private func write(_ value: UInt16, to register: UInt8) throws(DeviceError) {
        do { try bus.writeWord(value.byteSwapped, register: register, to: address) } catch {
            throw .bus(error)
        }
    }
}
