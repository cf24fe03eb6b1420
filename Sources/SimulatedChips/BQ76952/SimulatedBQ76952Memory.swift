/// The data memory of a simulated BQ76952 with its reset values.
///
/// Written from SLUUBY2B, data memory summary, apart from any driver.
struct SimulatedBQ76952Memory {
    static let base: UInt16 = 0x9180
    private static let length = 0x300

    private var bytes = [UInt8](repeating: 0, count: length)

    /// Whether a code written to the subcommand register is an address in here.
    static func contains(_ address: UInt16) -> Bool {
        address >= base && address < base + UInt16(length)
    }

    init() { reset() }

    /// Back to the values of a blank one-time memory.
    mutating func reset() {
        for index in bytes.indices { bytes[index] = 0 }
        for (address, value) in Self.words { setWord(address, value) }
        for (address, value) in Self.bytesAtReset { self[address] = value }
        // Gains for a 1 mΩ shunt.
        setFloat(0x91A8, 7.4768)
        setFloat(0x91AC, 2_230_042.463)
    }

    /// One byte; outside of the memory it reads as 0 and swallows writes.
    subscript(address: UInt16) -> UInt8 {
        get { Self.contains(address) ? bytes[Int(address - Self.base)] : 0 }
        set { if Self.contains(address) { bytes[Int(address - Self.base)] = newValue } }
    }

    func word(_ address: UInt16) -> UInt16 {
        UInt16(self[address]) | UInt16(self[address + 1]) << 8
    }

    func signedByte(_ address: UInt16) -> Int { Int(Int8(bitPattern: self[address])) }

    func signedWord(_ address: UInt16) -> Int { Int(Int16(bitPattern: word(address))) }

    func float(_ address: UInt16) -> Float {
        Float(bitPattern: UInt32(word(address)) | UInt32(word(address + 2)) << 16)
    }

    mutating func setWord(_ address: UInt16, _ value: UInt16) {
        self[address] = UInt8(truncatingIfNeeded: value)
        self[address + 1] = UInt8(truncatingIfNeeded: value >> 8)
    }

    private mutating func setFloat(_ address: UInt16, _ value: Float) {
        setWord(address, UInt16(truncatingIfNeeded: value.bitPattern))
        setWord(address + 2, UInt16(truncatingIfNeeded: value.bitPattern >> 16))
    }

    private static let words: [(UInt16, UInt16)] = [
        // Power Config; Protection Configuration; Default Alarm Mask.
        (0x9234, 0x2982), (0x925F, 0x0002), (0x926D, 0xF800),
        // Shutdown stack voltage; sleep current; wake comparator current; sleep charger voltage.
        (0x9241, 600), (0x9248, 20), (0x924B, 500), (0x924E, 2000), (0x9250, 200),
        // CUV delay; COV delay.
        (0x9276, 74),
        // OCC recovery −200 mA; OCD3 −4000; OCD recovery 200 mA; OCC PACK-TOS delta.
        (0x9288, UInt16(bitPattern: -200)), (0x928A, UInt16(bitPattern: -4000)), (0x928D, 200),
        (0x9292, 200), (0x9298, 200), (0x92B0, 200),
        // Host watchdog delay.
        (0x92B2, 60),
        // Current thresholds; balancing voltages.
        (0x9310, 100), (0x9312, 50), (0x933B, 3900), (0x933F, 3900),
        // Mfg Status Init: PF_EN, not FET_EN.
        (0x9343, 0x0040),
    ]

    private static let bytesAtReset: [(UInt16, UInt8)] = [
        // Sleep voltage time and hysteresis time; RAM fail shutdown time; shutdown temperature.
        (0x924A, 5), (0x924D, 10), (0x9255, 5), (0x9243, 1), (0x9244, 85), (0x9245, 5),
        // Enabled protections: SCD and COV.
        (0x9261, 0x88),
        // CHG and DSG FET protections; alert masks.
        (0x9265, 0x98), (0x9266, 0xD5), (0x9267, 0x56),
        (0x9269, 0xE4), (0x926A, 0xE6), (0x926B, 0xE2),
        (0x926F, 0xFC), (0x9270, 0xF7), (0x9271, 0xF4), (0x9273, 50),
        // CUV; COV threshold and delay (a word); hystereses.
        (0x9275, 50), (0x9278, 86), (0x9279, 74), (0x927B, 2), (0x927C, 2),
        // OCC, OCD1, OCD2, SCD.
        (0x9280, 2), (0x9281, 4), (0x9282, 4), (0x9283, 1), (0x9284, 3), (0x9285, 7),
        (0x9286, 0), (0x9287, 2), (0x928C, 2), (0x9294, 5),
        // OTC, OTD, OTF, OTINT, UTC, UTD, UTINT: threshold, delay, recovery.
        (0x929A, 55), (0x929B, 2), (0x929C, 50), (0x929D, 60), (0x929E, 2), (0x929F, 55),
        (0x92A0, 80), (0x92A1, 2), (0x92A2, 65), (0x92A3, 85), (0x92A4, 2), (0x92A5, 80),
        (0x92A6, 0), (0x92A7, 2), (0x92A8, 5), (0x92A9, 0), (0x92AA, 2), (0x92AB, 5),
        (0x92AC, UInt8(bitPattern: -20)), (0x92AD, 2), (0x92AE, UInt8(bitPattern: -15)),
        // Recovery time.
        (0x92AF, 3),
        // TS1 is a cell thermistor; units; FET options; charge pump; open-wire check.
        (0x92FD, 0x07), (0x9303, 0x05), (0x9308, 0x0D), (0x9309, 0x01), (0x9314, 5),
        // Balancing: temperatures, interval, cells.
        (0x9336, UInt8(bitPattern: -20)), (0x9337, 60), (0x9338, 70), (0x9339, 20), (0x933A, 1),
        (0x933D, 40), (0x933E, 20), (0x9341, 40), (0x9342, 20),
    ]
}
