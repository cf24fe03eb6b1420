public import HAL
public import Quantities

/// The bus face that most simulated chips share: a pointer byte, then registers most significant
/// byte first.
///
/// A write takes effect when the last byte of a register arrived; a read takes its snapshot with
/// the first byte, so no register tears. What the declared registers do not allow is reported
/// through ``onViolation`` and otherwise behaves as an idle chip does: acknowledged, ignored, read
/// as ones.
public class SimulatedRegisterChip: SimulatedDevice {
    /// Part number and place, for violations and traces.
    final public let name: String

    /// Told of every access that the datasheet does not allow.
    final public var onViolation: ((String) -> Void)?

    /// Whether the chip holds SDA low; setting it injects that as a fault.
    public final var holdsDataLow: Bool {
        get { isDataHeldByFault || isDataPulledLow }
        set { isDataHeldByFault = newValue }
    }

    /// Whether the chip pulls SDA low of its own accord.
    final var isDataPulledLow = false
    private final var isDataHeldByFault = false

    /// Fault: conversions no longer complete; registers keep answering.
    final public var isFrozen = false

    /// Whether the chip has supply. Without it nothing is acknowledged.
    final public private(set) var isPowered = true

    /// The registers as the chip sees them.
    final var registers: RegisterFile

    /// The last time the chip was told.
    final private(set) var now: Instant = .start

    final private let incrementsPointer: Bool
    final private var respondsFrom: Instant = .start
    final private var phase = Phase.idle
    final private var pointer: UInt8 = 0
    final private var byteIndex = 0
    final private var shift: UInt64 = 0

    private enum Phase { case idle, pointer, write, read }

    init(name: String, registers: [RegisterDeclaration], incrementsPointer: Bool) {
        self.name = name
        self.registers = RegisterFile(registers)
        self.incrementsPointer = incrementsPointer
    }

    // MARK: - What a chip adds

    /// The contents sent for a read, and what reading does to the chip.
    func read(_ register: UInt8) -> UInt64 { registers[register] }

    /// What a write of declared, writable bits does; `value` is already merged with kept bits.
    func write(_ register: UInt8, value: UInt64) { registers[register] = value }

    /// Lets conversions and timers up to ``now`` happen.
    func update() {}

    /// Everything a power-on does beyond register resets.
    func resetState() {}

    /// Time from supply to the first acknowledged address.
    var powerUpTime: Duration { .zero }

    // MARK: - Faults

    /// Takes the supply away and gives it back at once: every register returns to power-on.
    public final func powerCycle() {
        setPowered(false)
        setPowered(true)
    }

    /// Switches the chip's supply.
    public final func setPowered(_ powered: Bool) {
        guard powered != isPowered else { return }
        isPowered = powered
        isDataPulledLow = false
        phase = .idle
        guard powered else { return }
        registers.reset()
        pointer = 0
        respondsFrom = now + powerUpTime
        resetState()
    }

    /// Reports an access that the datasheet does not allow.
    final func violation(_ text: @autoclosure () -> String) {
        if let onViolation { onViolation(name + ": " + text()) }
    }

    // MARK: - SimulatedDevice

    public final func advance(to instant: Instant) {
        guard instant > now else { return }
        now = instant
        if isPowered { update() }
    }

    public func start(address: I2CAddress, isRead: Bool) -> Acknowledge {
        endAccess()
        guard isPowered, now >= respondsFrom else { return .notAcknowledged }
        phase = isRead ? .read : .pointer
        byteIndex = 0
        return .acknowledged
    }

    public final func receive(_ byte: UInt8) -> Acknowledge {
        switch phase {
        case .pointer:
            pointer = byte
            phase = .write
            if registers.declaration(at: byte) == nil {
                violation("undeclared register " + hexadecimal(byte))
            }
        case .write:
            takeData(byte)
        case .idle, .read:
            return .notAcknowledged
        }
        return .acknowledged
    }

    public final func send(isLast: Bool) -> UInt8 {
        guard phase == .read, let declaration = registers.declaration(at: pointer) else {
            violation("read of undeclared register " + hexadecimal(pointer))
            return 0xFF
        }
        guard byteIndex < declaration.bytes else {
            violation("read past the end of register " + hexadecimal(pointer))
            return 0xFF
        }
        if byteIndex == 0 { shift = read(pointer) }
        byteIndex += 1
        let byte = UInt8(truncatingIfNeeded: shift >> UInt64(8 * (declaration.bytes - byteIndex)))
        if byteIndex == declaration.bytes, incrementsPointer {
            pointer &+= 1
            byteIndex = 0
        }
        return byte
    }

    public final func stop() { endAccess() }

    // MARK: - Wire

    private final func takeData(_ byte: UInt8) {
        guard let declaration = registers.declaration(at: pointer) else {
            violation("write to undeclared register " + hexadecimal(pointer))
            return
        }
        guard byteIndex < declaration.bytes else {
            violation("write past the end of register " + hexadecimal(pointer))
            return
        }
        shift = byteIndex == 0 ? UInt64(byte) : shift << 8 | UInt64(byte)
        byteIndex += 1
        guard byteIndex == declaration.bytes else { return }
        if declaration.writable == 0 {
            violation("write to read-only register " + hexadecimal(pointer))
        } else {
            let kept = registers[pointer] & ~declaration.writable
            write(pointer, value: kept | shift & declaration.writable)
        }
        if incrementsPointer {
            pointer &+= 1
            byteIndex = 0
        }
    }

    private final func endAccess() {
        if phase == .write || phase == .read, byteIndex > 0,
            let declaration = registers.declaration(at: pointer), byteIndex < declaration.bytes
        {
            violation("access of wrong length to register " + hexadecimal(pointer))
        }
        phase = .idle
        byteIndex = 0
    }
}

/// A byte as datasheets print it: "0x0F".
func hexadecimal(_ value: UInt8) -> String {
    "0x" + (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true)
}
