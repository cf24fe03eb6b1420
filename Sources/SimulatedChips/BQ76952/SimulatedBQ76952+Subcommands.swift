/// Subcommands and data memory behind 0x3E to 0x61. SLUUBY2B, subcommands; data memory access.
extension SimulatedBQ76952 {
    /// A common subcommand or a fetch of 32 bytes. SLUSE14B: about 200 µs.
    private static let usualTime: Int64 = 200_000
    /// IROM_SIG, the slowest.
    private static let signatureTime: Int64 = 8_500_000
    /// Into CONFIG_UPDATE, and out of it.
    private static let enterTime: Int64 = 2_000_000
    private static let exitTime: Int64 = 1_000_000
    /// Two equal commands within this time confirm each other.
    private static let confirmTime: Int64 = 4_000_000_000
    /// RESET_PASSQ is ignored for this long after a reset.
    private static let blindTime: Int64 = 250_000_000
    /// Out of DEEPSLEEP, before the first loop.
    private static let deepSleepExitTime: Int64 = 250_000_000

    func beginSubcommand() {
        if subcommand.isBusy { report("a subcommand is written while another one runs") }
        subcommand.isCommit = false
        let duration: Int64
        switch subcommand.rawCode {
        case 0x0004: duration = Self.signatureTime
        case 0x0090: duration = Self.enterTime
        case 0x0092: duration = Self.exitTime
        default: duration = Self.usualTime
        }
        subcommand.busyUntil = time + duration
    }

    /// The length register was written: the buffer is data for the chip.
    func commit() {
        let count = Int(subcommand.length) - 4
        guard (1...32).contains(count) else {
            return report("a transfer length of \(subcommand.length)")
        }
        var sum = UInt8(truncatingIfNeeded: subcommand.rawCode)
        sum &+= UInt8(truncatingIfNeeded: subcommand.rawCode >> 8)
        for index in 0..<count { sum &+= subcommand.buffer[index] }
        guard ~sum == subcommand.checksum else {
            return report("the checksum of 0x\(hex(subcommand.rawCode)) is wrong")
        }
        subcommand.isCommit = true
        subcommand.busyUntil = time + Self.usualTime
    }

    func finishSubcommand() {
        subcommand.busyUntil = .max
        let code = subcommand.rawCode
        let isMemory = SimulatedBQ76952Memory.contains(code)
        if subcommand.isCommit {
            let count = Int(subcommand.length) - 4
            if isMemory { writeMemory(code, count: count) } else { writeData(code, count: count) }
        } else if isMemory {
            for index in 0..<32 { subcommand.buffer[index] = memory[code + UInt16(index)] }
            answer(32)
        } else if !readData(code) {
            // Only after the answer is known to be empty: a reset clears the length too.
            subcommand.length = 0
            execute(code)
        }
        subcommand.isCommit = false
    }

    // MARK: - Writes

    private func writeMemory(_ address: UInt16, count: Int) {
        guard power.isConfiguring, !power.isSealed else {
            return report("data memory 0x\(hex(address)) is written outside CONFIG_UPDATE")
        }
        for index in 0..<count { memory[address + UInt16(index)] = subcommand.buffer[index] }
    }

    private func writeData(_ code: UInt16, count: Int) {
        let word = UInt16(subcommand.buffer[0]) | UInt16(subcommand.buffer[1]) << 8
        switch (code, count) {
        case (0x0083, 2): balance(word)
        case (0x0097, 1):
            // HOST_FET_EN in FET Options.
            if memory[0x9308] & 1 << 2 != 0 { outputs.rawForcedOff = subcommand.buffer[0] & 0x0F }
        case (0x0098, 1): memory[0x9236] = subcommand.buffer[0]
        default: report("subcommand 0x\(hex(code)) does not take \(count) bytes")
        }
    }

    private func balance(_ rawCells: UInt16) {
        // CB_NO_CMD and CB_SLEEP in Balancing Configuration.
        if memory[0x9335] & 1 << 4 != 0 { return }
        let isAsleep = power.isSleeping && memory[0x9335] & 1 << 2 == 0
        let mayBleed = !power.isConfiguring && !power.isDeepSleeping && !isAsleep
        balancing.rawCells = mayBleed ? rawCells : 0
        balancing.since = time
        balancing.until = time + Int64(memory[0x9339]) * 1_000_000_000
    }

    // MARK: - Answers

    /// Fills the buffer if the subcommand has an answer.
    private func readData(_ code: UInt16) -> Bool {
        switch code {
        case 0x0001: put(0, UInt64(deviceNumber), 2)
        case 0x0002:
            // Three words, high byte first: device, firmware 0.36, build.
            put(0, UInt64(deviceNumber.byteSwapped), 2)
            put(2, 0x2400, 2)
            put(4, 0x0100, 2)
            return answer(6)
        case 0x0003: put(0, 0x0000, 2)
        case 0x0004: put(0, 0x4F2C, 2)
        case 0x0005, 0x0009: put(0, 0x1234, 2)
        case 0x0057: put(0, UInt64(manufacturingStatus), 2)
        case 0x0071...0x0074: return synchronizedCounts(block: Int(code - 0x0071))
        case 0x0075:
            for index in 0..<32 { subcommand.buffer[index] = 0 }
            return answer(32)
        case 0x0076: return passedCharge()
        case 0x0083: put(0, UInt64(balancing.rawCells), 2)
        case 0x0085:
            let seconds = balancing.rawCells == 0 ? 0 : (time - balancing.since) / 1_000_000_000
            put(0, UInt64(seconds), 2)
        default: return false
        }
        return answer(2)
    }

    private var manufacturingStatus: UInt16 {
        (outputs.isEnabled ? 1 << 4 : 0) | (outputs.isPermanentFailEnabled ? 1 << 6 : 0)
    }

    /// DASTATUS1 to 4: for each of four cells voltage and current in converter counts.
    private func synchronizedCounts(block: Int) -> Bool {
        for cell in 0..<4 {
            // 0.722 µV and 29.56 nV a count. SLUUBY2B, DASTATUS.
            let voltage = Int32((senseVolts(4 * block + cell) / 0.722e-6).rounded())
            let current = Int32((shuntMillivolts * 1e-3 / 29.56e-9).rounded())
            put(8 * cell, UInt64(UInt32(bitPattern: voltage)), 4)
            put(8 * cell + 4, UInt64(UInt32(bitPattern: current)), 4)
        }
        return answer(32)
    }

    /// DASTATUS6: userAh, their fraction in 2⁻³², and seconds.
    private func passedCharge() -> Bool {
        let hours = measured.userAmpereSeconds / 3600
        let whole = hours.rounded(.down)
        put(0, UInt64(UInt32(bitPattern: Int32(whole))), 4)
        put(4, UInt64((hours - whole) * 4_294_967_296), 4)
        put(8, UInt64((time - measured.countingSince) / 1_000_000_000), 4)
        for index in 12..<32 { subcommand.buffer[index] = 0 }
        return answer(32)
    }

    private func put(_ offset: Int, _ value: UInt64, _ width: Int) {
        for index in 0..<width {
            let byte = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))
            subcommand.buffer[offset + index] = byte
        }
    }

    @discardableResult
    private func answer(_ count: Int) -> Bool {
        var sum = UInt8(truncatingIfNeeded: subcommand.rawCode)
        sum &+= UInt8(truncatingIfNeeded: subcommand.rawCode >> 8)
        for index in 0..<count { sum &+= subcommand.buffer[index] }
        subcommand.checksum = ~sum
        subcommand.length = UInt8(count + 4)
        return true
    }

    // MARK: - Commands

    private func execute(_ code: UInt16) {
        switch code {
        case 0x000E: leaveDeepSleep()
        case 0x000F:
            if isConfirmed(power.lastDeepSleep) { enterDeepSleep() }
            power.lastDeepSleep = time
        case 0x0010: requestShutdown()
        case 0x0022: outputs.isEnabled.toggle()
        case 0x0024: outputs.isPermanentFailEnabled.toggle()
        case 0x0030: power.isSealed = true
        case 0x0082:
            if time - power.bootedAt >= Self.blindTime {
                // Half a unit, so that the whole part is rounded.
                measured.userAmpereSeconds = 1800
                measured.countingSince = time
            }
        case 0x0093: outputs.rawForcedOff |= 0x03
        case 0x0094: outputs.rawForcedOff |= 0x0C
        case 0x0095: outputs.rawForcedOff = 0x0F
        case 0x0096: outputs.rawForcedOff = 0
        case 0x0099: power.isSleepEnabled = true
        case 0x009A: power.isSleepEnabled = false
        case 0x0012, 0x0090, 0x0092, 0x29BC, 0x29E7: reconfigure(code)
        default: report("there is no subcommand 0x\(hex(code))")
        }
    }

    /// What a sealed chip refuses, but for leaving CONFIG_UPDATE.
    private func reconfigure(_ code: UInt16) {
        if code == 0x0092 { return leaveConfiguration() }
        guard !power.isSealed else { return report("0x\(hex(code)) is sent to a sealed chip") }
        switch code {
        case 0x0012: boot()
        case 0x0090:
            power.isConfiguring = true
            measured.nextScan = .max
            balancing.rawCells = 0
        case 0x29BC:
            let type = memory[0x9239]
            bus.isChecked = type == 0x11 || type == 0 && isCheckedFromFactory
        default: bus.isChecked = false
        }
    }

    private func leaveConfiguration() {
        guard power.isConfiguring else { return }
        power.isConfiguring = false
        power.isPowerOnReset = false
        power.quietSince = time
        power.isSleepEnabled = memory.word(0x9234) & 1 << 8 != 0
        // FET_INIT_OFF: the host has yet to permit the outputs.
        outputs.rawForcedOff = memory[0x9308] & 1 << 5 != 0 ? 0x0F : 0
        lastCommunication = time
        scheduleScan()
    }

    private func requestShutdown() {
        let isSecond = isConfirmed(power.lastShutdown)
        power.lastShutdown = time
        if power.isSealed, !isSecond { return }
        // FET-off and command delay, quarter seconds; the second command skips them.
        let wait = Int64(memory[0x9252]) + Int64(memory[0x9253])
        power.shutdownAt = isSecond ? time : time + wait * 250_000_000
    }

    private func isConfirmed(_ last: Int64) -> Bool {
        last != .min && time - last <= Self.confirmTime
    }

    private func enterDeepSleep() {
        power.isDeepSleeping = true
        power.isSleeping = false
        balancing.rawCells = 0
        measured.nextScan = .max
    }

    private func leaveDeepSleep() {
        guard power.isDeepSleeping else { return }
        power.isDeepSleeping = false
        scheduleScan()
        measured.nextScan += Self.deepSleepExitTime
    }
}
