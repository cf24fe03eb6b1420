public import HAL
public import Quantities

/// Texas Instruments TMP117, a digital temperature sensor; SNOSD82D, sections 7.3 to 7.6.
///
/// Physics face: ``temperature``, which shows in the result with the next completed conversion.
/// Modelled: conversion cycle by CONV and AVG, one-shot, shutdown, Data_Ready and its clearing,
/// both alert modes, soft reset, the programmable power-on values. Times are typical ones.
/// The general-call reset is left out: address 0x00 is never used on the rig's buses.
public final class SimulatedTMP117: SimulatedRegisterChip {
    /// What the sensor feels; sampled when a conversion completes.
    public var temperature: Temperature = .celsius(25)

    /// Contents of the identity register; anything but 0x0117 is another chip.
    public var rawIdentity: UInt16 = 0x0117 {
        didSet { registers[Register.deviceID] = UInt64(rawIdentity) }
    }

    /// The level of the ALERT pin, which shows alerts or Data_Ready by DR/Alert and POL.
    public var isAlertPinHigh: Bool {
        let configuration = registers[Register.configuration]
        let shown =
            configuration & Bit.dataReadyOnPin != 0
            ? Bit.dataReady : Bit.highAlert | Bit.lowAlert
        let isActive = configuration & shown != 0
        return configuration & Bit.activeHigh != 0 ? isActive : !isActive
    }

    private var nextCompletion: Instant?
    private var busyUntil: Instant?
    private var softResetUntil: Instant?
    /// Power-on contents of the programmable registers; changed by unlocked writes.
    private var programmed: [UInt64] = SimulatedTMP117.factoryProgram

    private enum Register {
        static let result: UInt8 = 0x00
        static let configuration: UInt8 = 0x01
        static let highLimit: UInt8 = 0x02
        static let lowLimit: UInt8 = 0x03
        static let unlock: UInt8 = 0x04
        static let offset: UInt8 = 0x07
        static let deviceID: UInt8 = 0x0F
    }

    private enum Bit {
        static let highAlert: UInt64 = 1 << 15
        static let lowAlert: UInt64 = 1 << 14
        static let dataReady: UInt64 = 1 << 13
        static let memoryBusy: UInt64 = 1 << 12
        static let therm: UInt64 = 1 << 4
        static let activeHigh: UInt64 = 1 << 3
        static let dataReadyOnPin: UInt64 = 1 << 2
        static let softReset: UInt64 = 1 << 1
        static let unlocked: UInt64 = 1 << 15
        static let unlockBusy: UInt64 = 1 << 14
    }

    private static let noResult: UInt64 = 0x8000
    private static let degreesPerCount = 0.007_812_5
    private static let conversion = Duration.microseconds(15_500)
    private static let programming = Duration.milliseconds(7)
    private static let programmable: [UInt8] = [0x01, 0x02, 0x03, 0x05, 0x06, 0x07, 0x08]
    private static let factoryProgram: [UInt64] = [0x0220, 0x6000, 0x8000, 0, 0, 0, 0]

    /// - Parameter name: Part number and place, for violations.
    public init(name: String = "TMP117") {
        super.init(
            name: name,
            registers: [
                .init(readOnly: Register.result, bytes: 2, reset: Self.noResult),
                .init(Register.configuration, bytes: 2, reset: 0x0220, writable: 0x0FFE),
                .init(Register.highLimit, bytes: 2, reset: 0x6000, writable: 0xFFFF),
                .init(Register.lowLimit, bytes: 2, reset: 0x8000, writable: 0xFFFF),
                .init(Register.unlock, bytes: 2, reset: 0, writable: Bit.unlocked),
                .init(0x05, bytes: 2, reset: 0, writable: 0xFFFF),
                .init(0x06, bytes: 2, reset: 0, writable: 0xFFFF),
                .init(Register.offset, bytes: 2, reset: 0, writable: 0xFFFF),
                .init(0x08, bytes: 2, reset: 0, writable: 0xFFFF),
                .init(readOnly: Register.deviceID, bytes: 2, reset: 0x0117),
            ],
            incrementsPointer: false)
        resetState()
    }

    override var powerUpTime: Duration { .microseconds(1_500) }

    // MARK: - Conversions

    override func resetState() {
        for (index, register) in Self.programmable.enumerated() {
            registers[register] = programmed[index]
        }
        registers[Register.deviceID] = UInt64(rawIdentity)
        busyUntil = nil
        softResetUntil = nil
        beginConversions()
    }

    override func update() {
        if let until = busyUntil, now >= until {
            busyUntil = nil
            registers[Register.configuration] &= ~Bit.memoryBusy
            registers[Register.unlock] &= ~Bit.unlockBusy
        }
        guard let next = nextCompletion, now >= next else { return }
        if mode == 3 {
            nextCompletion = nil
            let cleared = registers[Register.configuration] & ~(3 << 10)
            registers[Register.configuration] = cleared | 1 << 10
        } else {
            let cycle = cycleTime.inNanoseconds
            let missed = (now.nanoseconds - next.nanoseconds) / cycle
            nextCompletion = Instant(nanoseconds: next.nanoseconds + (missed + 1) * cycle)
        }
        if !isFrozen { complete() }
    }

    private var mode: UInt64 { registers[Register.configuration] >> 10 & 3 }

    private var averages: Int {
        switch registers[Register.configuration] >> 5 & 3 {
        case 0: 1
        case 1: 8
        case 2: 32
        default: 64
        }
    }

    private var cycleTime: Duration {
        let active = Self.conversion * averages
        let standby: Duration =
            switch registers[Register.configuration] >> 7 & 7 {
            case 0: .zero
            case 1: .milliseconds(125)
            case 2: .milliseconds(250)
            case 3: .milliseconds(500)
            case 4: .seconds(1)
            case 5: .seconds(4)
            case 6: .seconds(8)
            default: .seconds(16)
            }
        return active > standby ? active : standby
    }

    private func beginConversions() {
        nextCompletion = mode == 1 ? nil : now + Self.conversion * averages
    }

    private func complete() {
        let offset = Double(Int16(truncatingIfNeeded: registers[Register.offset]))
        let counts = (temperature.celsius / Self.degreesPerCount).rounded() + offset
        let code = Int16(max(-32_768, min(32_767, counts)))
        registers[Register.result] = UInt64(UInt16(bitPattern: code))
        registers[Register.configuration] |= Bit.dataReady
        compare(code)
    }

    private func compare(_ code: Int16) {
        let isHigh = code > Int16(truncatingIfNeeded: registers[Register.highLimit])
        let isLow = code < Int16(truncatingIfNeeded: registers[Register.lowLimit])
        if registers[Register.configuration] & Bit.therm != 0 {
            if isHigh { registers[Register.configuration] |= Bit.highAlert }
            if isLow { registers[Register.configuration] &= ~Bit.highAlert }
        } else {
            if isHigh { registers[Register.configuration] |= Bit.highAlert }
            if isLow { registers[Register.configuration] |= Bit.lowAlert }
        }
    }

    // MARK: - Bus face

    public override func start(address: I2CAddress, isRead: Bool) -> Acknowledge {
        if let until = softResetUntil {
            if now < until { return .notAcknowledged }
            softResetUntil = nil
        }
        return super.start(address: address, isRead: isRead)
    }

    override func read(_ register: UInt8) -> UInt64 {
        let value = registers[register]
        switch register {
        case Register.result:
            registers[Register.configuration] &= ~Bit.dataReady
        case Register.configuration:
            registers[register] &= ~Bit.dataReady
            if value & Bit.therm == 0 { registers[register] &= ~(Bit.highAlert | Bit.lowAlert) }
        default: break
        }
        return value
    }

    override func write(_ register: UInt8, value: UInt64) {
        registers[register] = value
        if register == Register.configuration {
            if value & Bit.softReset != 0 { return softReset() }
            beginConversions()
        }
        guard registers[Register.unlock] & Bit.unlocked != 0,
            let index = Self.programmable.firstIndex(of: register)
        else { return }
        programmed[index] = value & ~(Bit.dataReady | Bit.highAlert | Bit.lowAlert)
        busyUntil = now + Self.programming
        registers[Register.configuration] |= Bit.memoryBusy
        registers[Register.unlock] |= Bit.unlockBusy
    }

    private func softReset() {
        registers.reset()
        resetState()
        softResetUntil = now + .milliseconds(2)
    }
}
