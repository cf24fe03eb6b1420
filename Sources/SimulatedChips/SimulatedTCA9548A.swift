public import HAL
public import Quantities

/// Texas Instruments TCA9548A, an eight-channel I²C switch; SCPS207F, page 17.
///
/// One control register without an address; bit n connects channel n. A written mask takes effect
/// at STOP, and of several bytes in one write the last one counts.
public final class SimulatedTCA9548A: SimulatedDevice, SimulatedSwitch {
    /// Part number and place, for violations and traces.
    public let name: String

    /// Told of every access that the datasheet does not allow.
    public var onViolation: ((String) -> Void)?

    /// Bit n is channel n.
    public private(set) var connectedChannels: UInt8 = 0

    /// Fault: the chip holds SDA low.
    public var holdsDataLow = false

    /// Fault: bytes are acknowledged but change nothing.
    public var ignoresSelection = false

    /// Fault: these channels are connected whatever is selected; the control register does not show
    /// it.
    public var stuckChannels: UInt8 = 0 {
        didSet { if !isHeldInReset { connectedChannels = control | stuckChannels } }
    }

    /// Whether the RESET line is low: all channels off, nothing is acknowledged.
    public private(set) var isHeldInReset = false

    private var control: UInt8 = 0
    private var written: UInt8?
    private var isAddressed = false

    /// - Parameter name: Part number and place, for violations.
    public init(name: String = "TCA9548A") {
        self.name = name
    }

    /// Drives the RESET line; wire it to a ``SimulatedLine``.
    public func setReset(_ isActive: Bool) {
        isHeldInReset = isActive
        if isActive { clear() }
    }

    /// Takes the supply away and gives it back at once.
    public func powerCycle() { clear() }

    private func clear() {
        control = 0
        written = nil
        isAddressed = false
        connectedChannels = stuckChannels
    }

    // MARK: - SimulatedDevice

    public func advance(to now: Instant) {}

    public func start(address: I2CAddress, isRead: Bool) -> Acknowledge {
        guard !isHeldInReset else { return .notAcknowledged }
        isAddressed = true
        return .acknowledged
    }

    public func receive(_ byte: UInt8) -> Acknowledge {
        guard isAddressed else { return .notAcknowledged }
        if written != nil { onViolation?(name + ": more than one byte written") }
        written = byte
        return .acknowledged
    }

    public func send(isLast: Bool) -> UInt8 {
        if !isLast { onViolation?(name + ": more than one byte read") }
        return control
    }

    public func stop() {
        if let mask = written, !ignoresSelection {
            control = mask
            connectedChannels = mask | stuckChannels
        }
        written = nil
        isAddressed = false
    }
}
