public import HAL
public import Quantities

/// A simulated I²C bus: wires between one controller and simulated devices.
///
/// Time passes with every bit (nine per byte plus START and STOP) and with every stretched clock, so
/// a driver that polls is a driver that waits. Two devices at one address drive the lines together
/// (wired AND), as on copper. Bus switches put further devices on the wires.
public final class SimulatedI2CBus: I2CBus {
    /// The time on the wires; set by the world at each step, moved on by transfers.
    public private(set) var now: Instant

    /// Transfers since the beginning, failed ones included.
    public private(set) var transferCount = 0

    /// Bus time since the beginning.
    public private(set) var busyTime: Duration = .zero

    /// What went wrong by the datasheet. Tests require it to stay empty; at most 100 are kept.
    public private(set) var violations: [String] = []

    /// Decides the fate of each transfer; `nil` when nothing is injected.
    public var faults: (any BusFaultSource)?

    /// A clock held low for longer ends the transfer.
    public var transferDeadline: Duration = .milliseconds(25)

    private let bitNanoseconds: Int64
    private var attachments: [Attachment] = []
    /// Devices that acknowledged the current address; reused so that transfers allocate nothing.
    private var selected: [any SimulatedDevice] = []

    private struct Attachment {
        let address: I2CAddress
        let device: any SimulatedDevice
        let path: (any SimulatedSwitch)?
        let channel: UInt8
    }

    /// - Parameter frequency: SCL frequency in hertz.
    public init(frequency: Int = 400_000, now: Instant = .start) {
        precondition(frequency > 0, "An I2C bus needs a positive clock frequency.")
        bitNanoseconds = 1_000_000_000 / Int64(frequency)
        self.now = now
        selected.reserveCapacity(8)
    }

    /// Wires a device to the bus, or to one channel (0 to 7) of a switch on it.
    public func attach(
        _ device: any SimulatedDevice, at address: I2CAddress,
        behind path: (any SimulatedSwitch)? = nil, channel: UInt8 = 0
    ) {
        attachments.append(
            Attachment(address: address, device: device, path: path, channel: channel))
    }

    /// Takes a device off the wires.
    public func detach(_ device: any SimulatedDevice) {
        attachments.removeAll { $0.device === device }
    }

    /// Sets the time. It never goes back: a slow transfer may already be past `instant`.
    public func advance(to instant: Instant) {
        if instant > now { now = instant }
        for attachment in attachments { attachment.device.advance(to: now) }
    }

    /// Records a violation of a datasheet.
    public func report(_ violation: String) {
        if violations.count < 100 { violations.append(violation) }
    }

    // MARK: - I2CBus

    public func transfer(
        to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        precondition(writing.count <= 33 && reading.count <= 32, "Not an SMBus-sized transfer.")
        transferCount += 1
        let begin = now
        defer { busyTime += now - begin }

        let fault = faults?.fault(transfer: transferCount, address: address, now: now)
        switch fault {
        case .error(let error):
            pass(bits: 10)
            throw error
        case .hang:
            now = now + transferDeadline
            throw .timeout
        default: break
        }
        for attachment in attachments where isOnTheWires(attachment) {
            if attachment.device.holdsDataLow {
                pass(bits: 1)
                throw .busStuck
            }
        }

        defer { finish() }
        if !writing.isEmpty || reading.isEmpty {
            try select(address, isRead: false, begin: begin)
            for index in writing.indices {
                if case .dataNotAcknowledged(let position) = fault, position == index {
                    pass(bits: 9)
                    throw .dataNotAcknowledged
                }
                try write(writing[index], begin: begin)
            }
        }
        guard !reading.isEmpty else { return }
        try select(address, isRead: true, begin: begin)
        for index in reading.indices {
            var byte: UInt8 = 0xFF
            for device in selected { byte &= device.send(isLast: index == reading.count - 1) }
            pass(bits: 9)
            if case .corrupt(let position, let mask) = fault, position == index { byte ^= mask }
            reading[index] = byte
        }
        if now - begin > transferDeadline { throw .timeout }
    }

    // MARK: - Wire

    private func select(
        _ address: I2CAddress, isRead: Bool, begin: Instant
    ) throws(I2CError) {
        pass(bits: 10)
        selected.removeAll(keepingCapacity: true)
        for attachment in attachments
        where attachment.address == address && isOnTheWires(attachment) {
            attachment.device.advance(to: now)
            if take(attachment.device.start(address: address, isRead: isRead)) {
                selected.append(attachment.device)
            }
        }
        if now - begin > transferDeadline { throw .timeout }
        if selected.isEmpty { throw .addressNotAcknowledged }
    }

    private func write(_ byte: UInt8, begin: Instant) throws(I2CError) {
        pass(bits: 9)
        var isAcknowledged = false
        for device in selected where take(device.receive(byte)) { isAcknowledged = true }
        if now - begin > transferDeadline { throw .timeout }
        if !isAcknowledged { throw .dataNotAcknowledged }
    }

    private func finish() {
        for device in selected { device.stop() }
        selected.removeAll(keepingCapacity: true)
        pass(bits: 1)
    }

    private func take(_ answer: Acknowledge) -> Bool {
        switch answer {
        case .acknowledged: return true
        case .notAcknowledged: return false
        case .stretched(let time):
            now = now + time
            return true
        }
    }

    private func pass(bits: Int64) {
        now.nanoseconds += bits * bitNanoseconds
    }

    private func isOnTheWires(_ attachment: Attachment) -> Bool {
        guard let path = attachment.path else { return true }
        return path.connectedChannels & (1 << attachment.channel) != 0
    }
}
