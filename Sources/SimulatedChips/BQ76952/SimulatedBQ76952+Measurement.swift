import Quantities

/// The scan loop: what the converters see, when it becomes visible, in which units.
extension SimulatedBQ76952 {
    // MARK: - Timing

    /// One pass over all cells. SLUSE13B, voltage measurement schedule: 21 slots of 3 ms; FASTADC
    /// halves them, LOOP_SLOW stretches the loop two, four or eight times.
    private var loopTime: Int64 {
        let config = memory.word(0x9234)
        let slot: Int64 = config & 1 << 6 != 0 ? 31_500_000 : 63_000_000
        return slot << Int64(config >> 2 & 3)
    }

    func scheduleScan() {
        let sleepTime = max(Int64(memory[0x924A]), 1) * 1_000_000_000
        measured.nextScan = time + (power.isSleeping ? sleepTime : loopTime)
    }

    func completeScan() {
        defer { scheduleScan() }
        guard !isFrozen else { return }
        measured.olderWords = measured.words
        for index in 0..<16 { measured.words[index] = quantise(senseVolts(index) * 1000) }
        // USER_VOLTS_CV: 10 mV instead of 1 mV.
        let voltScale = memory[0x9303] & 1 << 2 != 0 ? 100.0 : 1000.0
        measured.words[16] = quantise(stackVolts * voltScale)
        measured.words[17] = quantise(packPinVoltage.volts * voltScale)
        measured.words[18] = quantise(loadPinVoltage.volts * voltScale)
        measured.words[19] = quantise(senseMilliamperes / milliamperesPerUnit)
        measured.temperatures[0] = quantise(dieTemperature.kelvins * 10)
        for pin in 0..<3 {
            let isThermistor = memory[0x92FD + UInt16(pin)] & 3 == 3
            measured.temperatures[4 + pin] =
                isThermistor ? quantise(thermistors[pin].kelvins * 10) : 0
        }
        measured.scanCount += 1
        // A full set takes three loops.
        let isFull = measured.scanCount % 3 == 0
        if measured.scanCount == 1 { raise(1 << 9) }
        raise(1 << 1 | (isFull ? 1 << 7 : 0))
        if isHostLost, lastCommunication > hostLostAt { isHostLost = false }
    }

    /// SLEEP is entered when the current has been small for the hysteresis time, and left at the
    /// wake comparator's current.
    func judgeSleep() {
        guard !power.isConfiguring, !power.isDeepSleeping else { return }
        let milliamperes = senseMilliamperes.magnitude
        let limit = Double(
            power.isSleeping ? memory.signedWord(0x924B) : memory.signedWord(0x9248))
        if milliamperes >= limit || !power.isSleepEnabled {
            power.quietSince = time
            if power.isSleeping {
                power.isSleeping = false
                raise(1 << 0)
                scheduleScan()
            }
            return
        }
        let wait = Int64(memory[0x924D]) * 1_000_000_000
        if !power.isSleeping, time - power.quietSince >= wait {
            power.isSleeping = true
            // CB_SLEEP in Balancing Configuration.
            if memory[0x9335] & 1 << 2 == 0 { balancing.rawCells = 0 }
            scheduleScan()
        }
    }

    // MARK: - What the pins see

    /// The voltage between the pins of one input.
    ///
    /// A broken wire shows after the next open-wire check, which pulls the loose pin down: the cell
    /// below it collapses and the one above carries both.
    func senseVolts(_ index: Int) -> Double {
        guard let wire = openWire, isOpenWireChecked else { return inputVolts[index] }
        if index == wire { return 0 }
        if index == wire + 1 { return inputVolts[wire] + inputVolts[index] }
        return inputVolts[index]
    }

    private var isOpenWireChecked: Bool {
        let interval = Int64(memory[0x9314]) * 1_000_000_000
        return interval > 0 && time - openWireSince >= interval
    }

    var stackVolts: Double {
        if let volts = stackPinVoltage { return volts.volts }
        var sum = 0.0
        for index in 0..<16 { sum += inputVolts[index] }
        return sum
    }

    /// Millivolts across the shunt; positive charges.
    var shuntMillivolts: Double { current.amperes * shuntResistance.ohms * 1000 }

    /// The current in milliamperes as the chip reckons it, with its own gain. SLUUBY2B, current
    /// calibration: CC Gain is 7.5684 over the shunt in milliohms.
    var senseMilliamperes: Double {
        shuntMillivolts * 1000 / 7.5684 * Double(memory.float(0x91A8))
    }

    /// userA. SLUUBY2B, DA Configuration: 0.1, 1, 10 or 100 mA.
    var milliamperesPerUnit: Double {
        switch memory[0x9303] & 3 {
        case 0: 0.1
        case 1: 1
        case 2: 10
        default: 100
        }
    }

    func integrateCharge(nanoseconds: Int64) {
        guard !power.isConfiguring, !power.isDeepSleeping else { return }
        let units = senseMilliamperes / milliamperesPerUnit
        measured.userAmpereSeconds += units * Double(nanoseconds) * 1e-9
    }

    private func quantise(_ value: Double) -> UInt16 {
        let limited = min(max(value.rounded(), Double(Int16.min)), Double(Int16.max))
        return UInt16(bitPattern: Int16(limited))
    }
}
