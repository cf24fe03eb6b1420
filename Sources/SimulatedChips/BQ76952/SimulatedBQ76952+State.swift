/// The chip's memory between events, by subject.
extension SimulatedBQ76952 {
    struct BusState {
        var isChecked = false
        var pointer: UInt8 = 0
        var expectsRegister = false
        /// A data byte that waits for its CRC.
        var heldByte: UInt8?
        var crc: UInt8 = 0
        /// The CRC goes out next.
        var sendsCRC = false
        /// Nothing more is taken until the next START.
        var isIdle = true
        var isReading = false
        var isDamaged = false
        var firstRead = true
        /// The low byte of this register comes from the older scan, once.
        var tornRegister: UInt8?
    }

    struct SubcommandState {
        var rawCode: UInt16 = 0
        /// `Int64.max` when idle.
        var busyUntil = Int64.max
        /// Whether the running one is a write of the buffer.
        var isCommit = false
        var buffer = InlineArray<32, UInt8>(repeating: 0)
        var checksum: UInt8 = 0
        var length: UInt8 = 0
        var isBusy: Bool { busyUntil != .max }
    }

    struct MeasuredState {
        var nextScan = Int64.max
        var scanCount = 0
        /// 0x14 to 0x3B as words: cells, stack, PACK, LD, CC2.
        var words = InlineArray<20, UInt16>(repeating: 0)
        var olderWords = InlineArray<20, UInt16>(repeating: 0)
        /// 0x68 to 0x7B as words.
        var temperatures = InlineArray<10, UInt16>(repeating: 0)
        /// userA seconds since the last reset of the counter.
        var userAmpereSeconds = 0.0
        var countingSince: Int64 = 0
    }

    struct PowerState {
        var isOn = true
        var bootedAt: Int64 = 0
        var initStartAt: Int64 = 0
        var isInitialised = false
        var isConfiguring = false
        var isPowerOnReset = true
        var isWatchdogReset = false
        var isSealed = false
        var isSleepEnabled = false
        var isSleeping = false
        var isDeepSleeping = false
        /// Since when the current has been small enough to sleep.
        var quietSince: Int64 = 0
        var shutdownAt = Int64.max
        var lastShutdown = Int64.min
        var lastDeepSleep = Int64.min
    }

    struct OutputState {
        /// FET_EN of the manufacturing status.
        var isEnabled = false
        /// PF_EN of the manufacturing status.
        var isPermanentFailEnabled = true
        /// FET_CONTROL: bit 3 PCHG_OFF, bit 2 CHG_OFF, bit 1 PDSG_OFF, bit 0 DSG_OFF.
        var rawForcedOff: UInt8 = 0
        var charge = false
        var discharge = false
    }

    struct AlarmState {
        var latched: UInt16 = 0
        var raw: UInt16 = 0
        var enable: UInt16 = 0
    }

    struct BalancingState {
        var rawCells: UInt16 = 0
        var since: Int64 = 0
        var until = Int64.max
    }

    /// The internal oscillator runs and the bus answers. SLUSE14B, timing: 4.3 ms at most.
    static let oscillatorTime: Int64 = 4_300_000
    /// From power to INITSTART. SLUSE14B family, start-up.
    static let initStartTime: Int64 = 23_000_000
    /// From power to the first ADSCAN.
    static let firstScanTime: Int64 = 88_000_000

    /// Whether the bus face is awake.
    var isAnswering: Bool { power.isOn && time >= power.bootedAt + Self.oscillatorTime }

    func boot() {
        memory.reset()
        bus = BusState()
        bus.isChecked = isCheckedFromFactory
        subcommand = SubcommandState()
        measured = MeasuredState()
        power = PowerState()
        outputs = OutputState()
        alarms = AlarmState()
        balancing = BalancingState()
        for index in protections.indices { protections[index].reset() }
        isHostLost = false
        rawPermanentFail = 0
        power.bootedAt = time
        power.quietSince = time
        power.initStartAt = time + Self.initStartTime
        power.isSleepEnabled = memory.word(0x9234) & 1 << 8 != 0
        measured.nextScan = time + Self.firstScanTime
        measured.countingSince = time
        lastCommunication = time
        alarms.enable = memory.word(0x926D)
        openWireSince = time
    }
}
