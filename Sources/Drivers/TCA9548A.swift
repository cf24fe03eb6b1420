public import HAL
public import Quantities

/// Texas Instruments TCA9548A, an eight-channel I²C switch; SCPS207F, page 17.
///
/// Devices behind the switch get ``channel(_:)`` as their bus. At most one channel is open at a
/// time. The switch has no identity and its selection is acknowledged before it acts, so each
/// change is verified by reading it back. After any error the open channel counts as unknown.
public final class TCA9548A: BusSwitch {
    /// Part number and place.
    public let name: String

    /// Selections that did not read back, since the beginning.
    public private(set) var misselectionCount = 0

    private let bus: any I2CBus
    private let address: I2CAddress
    /// The mask that is known to be in the control register.
    private var selection: UInt8?

    /// - Precondition: The address is 0x70 to 0x77.
    public init(bus: any I2CBus, address: I2CAddress = I2CAddress(0x70)) {
        precondition(
            (0x70...0x77).contains(address.sevenBit), "A TCA9548A has an address of 0x70 to 0x77.")
        self.bus = bus
        self.address = address
        name = "TCA9548A at \(address)"
    }

    // MARK: - Channels

    /// The bus behind channel `number`, 0 to 7. Make it once, at assembly.
    ///
    /// A transfer on it first opens the channel if another is open: two more transfers, whose
    /// errors it throws. A switch that does not take the selection counts as ``I2CError``
    /// `dataNotAcknowledged`, and the device behind is not addressed.
    public func channel(_ number: Int) -> any I2CBus {
        precondition((0...7).contains(number), "A TCA9548A has channels 0 to 7.")
        return Channel(of: self, mask: 1 << UInt8(number))
    }

    public var channelCount: Int { 8 }

    public func open(channel: Int) throws(DeviceError) {
        precondition((0...7).contains(channel), "A TCA9548A has channels 0 to 7.")
        do { try select(1 << UInt8(channel)) } catch { throw .bus(error) }
    }

    /// Opens all channels' contacts, so that only the devices on the main bus remain on the wires.
    public func deselect() throws(DeviceError) {
        do { try select(0) } catch { throw .bus(error) }
    }

    /// Forgets the open channel; after the RESET line was pulsed.
    public func forgetSelection() { selection = nil }

    // MARK: - Device

    /// The chip has no identity: whatever answers with one byte passes.
    ///
    /// - Returns: The control register.
    public func identify() throws(DeviceError) -> UInt32 {
        do { return UInt32(try bus.receiveByte(from: address)) } catch {
            selection = nil
            throw .bus(error)
        }
    }

    public func start(now: Instant) throws(DeviceError) -> StartProgress {
        selection = nil
        try deselect()
        return .ready
    }

    public func restart() { selection = nil }

    // MARK: - Selection

    private func select(_ mask: UInt8) throws(I2CError) {
        guard selection != mask else { return }
        selection = nil
        try bus.sendByte(mask, to: address)
        guard try bus.receiveByte(from: address) == mask else {
            misselectionCount += 1
            throw .dataNotAcknowledged
        }
        selection = mask
    }

    /// One channel as a bus.
    private final class Channel: I2CBus {
        private let owner: TCA9548A
        private let mask: UInt8

        init(of owner: TCA9548A, mask: UInt8) {
            self.owner = owner
            self.mask = mask
        }

        func transfer(
            to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
        ) throws(I2CError) {
            try owner.select(mask)
            do {
                try owner.bus.transfer(to: address, writing: writing, reading: &reading)
            } catch {
                owner.selection = nil
                throw error
            }
        }
    }
}
