import Quantities

/// The protections, the outputs they act on, and the alarms they raise.
extension SimulatedBQ76952 {
    // Positions in `protections`.
    private static let overvoltage = 0
    private static let undervoltage = 1
    private static let overcurrentCharge = 2
    private static let overcurrentDischarge1 = 3
    private static let shortCircuit = 5
    private static let temperatures = 6

    /// Status register (0 is A, 1 is B) and bit of each.
    private static let places: [(register: Int, bit: UInt8)] = [
        (0, 1 << 3), (0, 1 << 2), (0, 1 << 4), (0, 1 << 5), (0, 1 << 6), (0, 1 << 7),
        (1, 1 << 4), (1, 1 << 5), (1, 1 << 6), (1, 1 << 0), (1, 1 << 1), (1, 1 << 2),
    ]
    /// OTC, OTD, OTINT, UTC, UTD, UTINT: where threshold, delay and recovery are.
    private static let temperatureAddresses: [UInt16] = [
        0x929A, 0x929D, 0x92A3, 0x92A6, 0x92A9, 0x92AC,
    ]
    /// SCD thresholds in millivolts by code. SLUUBY2B, SCD protection.
    private static let shortCircuitMillivolts: [Double] = [
        10, 20, 40, 60, 80, 100, 125, 150, 175, 200, 250, 300, 350, 400, 450, 500,
    ]

    /// Whether measurement and protection run: CONFIG_UPDATE stops both.
    private var isGuarding: Bool {
        power.isInitialised && !power.isConfiguring && !power.isDeepSleeping
    }

    func judgeProtections(from begin: Int64, to end: Int64) {
        guard isGuarding, end > begin else { return }
        judgeVoltages(from: begin, to: end)
        judgeCurrents(from: begin, to: end)
        judgeTemperatures(from: begin, to: end)
        refreshOutputs()
    }

    private var recoveryTime: Int64 { Int64(memory[0x92AF]) * 1_000_000_000 }

    private func isEnabled(_ index: Int) -> Bool {
        let place = Self.places[index]
        return memory[0x9261 + UInt16(place.register)] & place.bit != 0
    }

    private func judgeVoltages(from begin: Int64, to end: Int64) {
        // Volts per count of the comparators.
        let step = 0.0506
        let mask = memory.word(0x9304)
        var highest = -Double.infinity
        var lowest = Double.infinity
        for index in 0..<16 where mask == 0 || mask & 1 << UInt16(index) != 0 {
            highest = max(highest, senseVolts(index))
            lowest = min(lowest, senseVolts(index))
        }
        // While cells bleed the comparators look only once a second.
        let extra: Int64 = balancing.rawCells != 0 ? 1_000_000_000 : 0
        let high = Double(memory[0x9278]) * step
        let low = Double(memory[0x9275]) * step
        protections[Self.overvoltage].update(
            from: begin, to: end,
            isEnabled: isEnabled(Self.overvoltage) && memory.word(0x9279) != 0,
            condition: highest > high, delay: stepDelay(memory.word(0x9279)) + extra,
            recovered: highest <= high - Double(memory[0x927C]) * step, recoveryTime: recoveryTime)
        protections[Self.undervoltage].update(
            from: begin, to: end,
            isEnabled: isEnabled(Self.undervoltage) && memory.word(0x9276) != 0,
            condition: lowest < low, delay: stepDelay(memory.word(0x9276)) + extra,
            recovered: lowest >= low + Double(memory[0x927B]) * step, recoveryTime: recoveryTime)
    }

    private func judgeCurrents(from begin: Int64, to end: Int64) {
        let drop = shuntMillivolts
        let milliamperes = senseMilliamperes
        let delta = Double(memory.signedWord(0x92B0)) * 0.01
        protections[Self.overcurrentCharge].update(
            from: begin, to: end,
            isEnabled: isEnabled(Self.overcurrentCharge) && memory[0x9281] != 0,
            condition: drop > Double(memory[0x9280]) * 2, delay: stepDelay(UInt16(memory[0x9281])),
            recovered: milliamperes <= Double(memory.signedWord(0x9288))
                || packPinVoltage.volts <= stackVolts - delta,
            recoveryTime: recoveryTime)
        let recovered = milliamperes >= Double(memory.signedWord(0x928D))
        for tier in 0..<2 {
            let index = Self.overcurrentDischarge1 + tier
            let address = 0x9282 + UInt16(2 * tier)
            let delay = memory[address + 1]
            protections[index].update(
                from: begin, to: end, isEnabled: isEnabled(index) && delay != 0,
                condition: -drop > Double(memory[address]) * 2,
                delay: stepDelay(UInt16(delay)), recovered: recovered, recoveryTime: recoveryTime)
        }
        let code = Int(memory[0x9286] & 15)
        let steps = Int64(memory[0x9287])
        protections[Self.shortCircuit].update(
            from: begin, to: end, isEnabled: isEnabled(Self.shortCircuit) && steps != 0,
            condition: -drop > Self.shortCircuitMillivolts[code], delay: (steps - 1) * 15_000,
            recovered: -drop <= Self.shortCircuitMillivolts[0],
            recoveryTime: Int64(memory[0x9294]) * 1_000_000_000)
    }

    private func judgeTemperatures(from begin: Int64, to end: Int64) {
        var hottest = -Double.infinity
        var coldest = Double.infinity
        for pin in 0..<3 where memory[0x92FD + UInt16(pin)] == 0x07 {
            hottest = max(hottest, thermistors[pin].celsius)
            coldest = min(coldest, thermistors[pin].celsius)
        }
        for kind in 0..<6 {
            let index = Self.temperatures + kind
            let address = Self.temperatureAddresses[kind]
            let threshold = Double(memory.signedByte(address))
            let release = Double(memory.signedByte(address + 2))
            let isInternal = kind == 2 || kind == 5
            let isOver = kind < 3
            let celsius = isInternal ? dieTemperature.celsius : isOver ? hottest : coldest
            protections[index].update(
                from: begin, to: end, isEnabled: isEnabled(index),
                condition: isOver ? celsius >= threshold : celsius <= threshold,
                delay: Int64(memory[address + 1]) * 1_000_000_000,
                recovered: isOver ? celsius <= release : celsius >= release,
                recoveryTime: recoveryTime)
        }
    }

    /// 3.3 ms × (2 + setting). SLUUBY2B, OCC protection.
    private func stepDelay(_ setting: UInt16) -> Int64 { (2 + Int64(setting)) * 3_300_000 }

    /// The host watchdog: trips in silence, is forgiven in the loop after a valid transfer.
    func judgeHost() {
        guard hostDeadline != .max else { return isHostLost = false }
        if !isHostLost, time >= hostDeadline {
            isHostLost = true
            hostLostAt = time
        }
    }

    /// When the host's silence has lasted too long; never while that is not watched.
    var hostDeadline: Int64 {
        guard isGuarding, memory[0x9263] & 1 << 1 != 0 else { return .max }
        return lastCommunication + Int64(memory.word(0x92B2)) * 1_000_000_000
    }

    // MARK: - Registers

    /// Safety Alert (A is 0, B is 1, C is 2).
    func safetyAlert(_ register: Int) -> UInt8 {
        var bits: UInt8 = 0
        for index in protections.indices
        where Self.places[index].register == register && protections[index].isAlert {
            bits |= Self.places[index].bit
        }
        return bits
    }

    /// Safety Status (A is 0, B is 1, C is 2).
    func safetyStatus(_ register: Int) -> UInt8 {
        var bits: UInt8 = register == 2 && isHostLost ? 1 << 1 : 0
        for index in protections.indices
        where Self.places[index].register == register && protections[index].isTripped {
            bits |= Self.places[index].bit
        }
        return bits
    }

    // MARK: - Outputs

    func refreshOutputs() {
        let (a, b, c) = (safetyStatus(0), safetyStatus(1), safetyStatus(2))
        // FET_CTRL_EN in FET Options.
        let mayDrive =
            power.isOn && isGuarding && outputs.isEnabled
            && memory[0x9308] & 1 << 3 != 0 && rawPermanentFail == 0
        let chargeTrips = a & memory[0x9265] | b & memory[0x9266] | c & memory[0x9267]
        let dischargeTrips = a & memory[0x9269] | b & memory[0x926A] | c & memory[0x926B]
        // SLEEPCHG in FET Options.
        let isAsleep = power.isSleeping && memory[0x9308] & 1 << 1 == 0
        outputs.charge =
            mayDrive && chargeTrips == 0 && !isAsleep
            && outputs.rawForcedOff & 1 << 2 == 0
        outputs.discharge = mayDrive && dischargeTrips == 0 && outputs.rawForcedOff & 1 << 0 == 0
        // Protections A and alerts end balancing, except for cells that are too high.
        let overvoltageBit: UInt8 = 1 << 3
        let disturbed = (a | safetyAlert(0)) & ~overvoltageBit
        if disturbed != 0 || rawPermanentFail != 0 || !isGuarding {
            balancing.rawCells = 0
        }
        refreshAlarms(a, b, c)
    }

    private func refreshAlarms(_ a: UInt8, _ b: UInt8, _ c: UInt8) {
        guard power.isOn else { return }
        // What stays 1 once it was: FULLSCAN, ADSCAN, INITCOMP, WAKE.
        var raw = alarms.raw & (1 << 9 | 1 << 7 | 1 << 1 | 1 << 0)
        if b | c != 0 { raw |= 1 << 15 }
        if a != 0 { raw |= 1 << 14 }
        if rawPermanentFail != 0 { raw |= 1 << 13 }
        let alert = safetyAlert(0) & memory[0x926F] | safetyAlert(1) & memory[0x9270]
        if alert != 0 { raw |= 1 << 12 }
        if power.isInitialised { raw |= 1 << 10 }
        if !outputs.charge { raw |= 1 << 6 }
        if !outputs.discharge { raw |= 1 << 5 }
        if balancing.rawCells != 0 { raw |= 1 << 2 }
        alarms.latched |= raw & ~alarms.raw & alarms.enable
        alarms.raw = raw
    }

    /// Raises bits that are events: each one latches again.
    func raise(_ bits: UInt16) {
        alarms.raw |= bits
        alarms.latched |= bits & alarms.enable
    }

    /// SLUUBY2B, DCHG and DDSG pin config: function 2 in bits 1:0, drive high in bit 3, active low
    /// in bit 7; high from REG1 (bit 5) needs that regulator.
    func isPinHigh(config: UInt8, driver: Bool) -> Bool {
        guard isAnswering, config & 3 == 2, config & 1 << 3 != 0 else { return false }
        if config & 1 << 5 != 0, memory[0x9236] & 1 == 0 || memory[0x9237] & 1 == 0 {
            return false
        }
        let isActiveLow = config & 1 << 7 != 0
        return isActiveLow ? driver : !driver
    }
}
