public import HAL
public import Quantities

/// A simulated I²C bus: wires between one controller and simulated devices.
///
/// Time passes with every bit (nine per byte plus START and STOP) and with every stretched clock,
/// so a driver that polls is a driver that waits. Two devices at one address drive the lines
/// together (wired AND), as on copper. Bus switches put further devices on the wires.
public final class SimulatedI2CBus: I2CBus {
    /// The time on the wires; set by the world at each step, moved on by transfers.
    public private(set) var now: Instant

    /// Transfers since the beginning, failed ones included.
    public private(set) var transferCount = 0

    /// Bus time since the beginning.
    public var busyTime: Duration { .nanoseconds(busyNanoseconds) }

    /// What went wrong by the datasheet. Tests require it to stay empty; at most 100 are kept.
    public private(set) var violations: [String] = []

    /// Decides the fate of each transfer; `nil` when nothing is injected.
    public var faults: (any BusFaultSource)?

    /// A clock held low for longer ends the transfer.
    public var transferDeadline: Duration {
        get { .nanoseconds(deadlineNanoseconds) }
        set { deadlineNanoseconds = newValue.inNanoseconds }
    }

    // Plain nanoseconds: `Duration` is 128 bits wide and too slow for every byte.
    private let bitNanoseconds: Int64
    private var busyNanoseconds: Int64 = 0
    private var deadlineNanoseconds: Int64 = 25_000_000

    private var devices: [any SimulatedDevice] = []
    private var placements: [Placement] = []
    /// The same devices where they share the register face: looked at before every transfer, which
    /// costs next to nothing when it needs no dynamic call.
    private var registerChips: [SimulatedRegisterChip?] = []
    /// The first placement per address, -1 for none; others follow by `Placement.next`.
    private var firstAtAddress = [Int](repeating: -1, count: 128)
    private var switches: [any SimulatedSwitch] = []
    /// Channels on the wires during this transfer, per switch; the first entry is the bus itself.
    private var connected: [UInt8] = [0xFF]

    /// Where a device sits.
    private struct Placement {
        let address: UInt8
        /// Index into `connected`.
        let path: Int
        let channelBit: UInt8
        var next = -1
    }

    /// - Parameter frequency: SCL frequency in hertz.
    public init(frequency: Int = 400_000, now: Instant = .start) {
        precondition(frequency > 0, "An I2C bus needs a positive clock frequency.")
        bitNanoseconds = 1_000_000_000 / Int64(frequency)
        self.now = now
    }

    /// Wires a device to the bus, or to one channel (0 to 7) of a switch on it.
    public func attach(
        _ device: any SimulatedDevice, at address: I2CAddress,
        behind path: (any SimulatedSwitch)? = nil, channel: UInt8 = 0
    ) {
        precondition(channel < 8, "A bus switch has channels 0 to 7.")
        devices.append(device)
        registerChips.append(device as? SimulatedRegisterChip)
        placements.append(
            Placement(
                address: address.sevenBit, path: pathIndex(of: path), channelBit: 1 << channel))
        link()
    }

    /// Takes a device off the wires.
    public func detach(_ device: any SimulatedDevice) {
        for index in devices.indices.reversed() where devices[index] === device {
            devices.remove(at: index)
            registerChips.remove(at: index)
            placements.remove(at: index)
        }
        link()
    }

    /// Sets the time. It never goes back: a slow transfer may already be past `instant`.
    public func advance(to instant: Instant) {
        if instant > now { now = instant }
        for device in devices { device.advance(to: now) }
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
        let beginning = now.nanoseconds
        defer { busyNanoseconds += now.nanoseconds - beginning }
        let fault = try begin(address)
        let deadline = beginning + deadlineNanoseconds
        var selection = BusSelection()
        defer {
            selection.stop()
            pass(bits: 1)
        }
        if !writing.isEmpty || reading.isEmpty {
            try select(address, isRead: false, into: &selection, deadline: deadline)
            var refused = -1
            if case .dataNotAcknowledged(let position) = fault { refused = position }
            for index in writing.indices {
                pass(bits: 9)
                if index == refused { throw .dataNotAcknowledged }
                let answer = selection.receive(writing[index])
                now.nanoseconds += answer.stretchedNanoseconds
                if now.nanoseconds > deadline { throw .timeout }
                if !answer.isAcknowledged { throw .dataNotAcknowledged }
            }
        }
        guard !reading.isEmpty else { return }
        try select(address, isRead: true, into: &selection, deadline: deadline)
        selection.send(into: &reading) { pass(bits: 9) }
        if case .corrupt(let position, let mask) = fault, position < reading.count {
            reading[position] ^= mask
        }
        if now.nanoseconds > deadline { throw .timeout }
    }

    /// Counts a transfer, draws its fault and looks at the wires.
    private func begin(_ address: I2CAddress) throws(I2CError) -> BusFault? {
        transferCount += 1
        let fault = faults?.fault(transfer: transferCount, address: address, now: now)
        switch fault {
        case .error(let error):
            pass(bits: 10)
            throw error
        case .hang:
            now.nanoseconds += deadlineNanoseconds
            throw .timeout
        default: break
        }
        for index in switches.indices { connected[index + 1] = switches[index].connectedChannels }
        if isDataLineHeldLow {
            pass(bits: 1)
            throw .busStuck
        }
        return fault
    }

    // MARK: - Combined transfers

    /// Performs any messages from START to STOP, with a repeated START before each but the first:
    /// what a controller can do that is not bound to SMBus.
    ///
    /// - Parameter messages: Not empty. Bytes of those that read are filled in; without bytes a
    ///   message is an address and its acknowledge. Unspecified when an error is thrown.
    public func transfer(_ messages: inout [BusMessage]) throws(I2CError) {
        precondition(!messages.isEmpty, "A transfer has a message.")
        let beginning = now.nanoseconds
        defer { busyNanoseconds += now.nanoseconds - beginning }
        let fault = try begin(messages[0].address)
        let deadline = beginning + deadlineNanoseconds
        var selection = BusSelection()
        defer {
            selection.stop()
            pass(bits: 1)
        }
        var writtenCount = 0
        var readCount = 0
        for index in messages.indices {
            let address = messages[index].address
            let isRead = messages[index].isRead
            try select(address, isRead: isRead, into: &selection, deadline: deadline)
            if isRead {
                var bytes = messages[index].bytes.mutableSpan
                selection.send(into: &bytes) { pass(bits: 9) }
                if case .corrupt(let position, let mask) = fault, position >= readCount,
                    position < readCount + bytes.count
                {
                    bytes[position - readCount] ^= mask
                }
                readCount += messages[index].bytes.count
                if now.nanoseconds > deadline { throw .timeout }
            } else {
                for byte in messages[index].bytes {
                    pass(bits: 9)
                    if fault == .dataNotAcknowledged(at: writtenCount) {
                        throw .dataNotAcknowledged
                    }
                    let answer = selection.receive(byte)
                    now.nanoseconds += answer.stretchedNanoseconds
                    if now.nanoseconds > deadline { throw .timeout }
                    if !answer.isAcknowledged { throw .dataNotAcknowledged }
                    writtenCount += 1
                }
            }
        }
    }

    // MARK: - Wire

    private var isDataLineHeldLow: Bool {
        for index in placements.indices where isOnTheWires(placements[index]) {
            if let chip = registerChips[index] {
                if chip.holdsDataLow { return true }
            } else if devices[index].holdsDataLow {
                return true
            }
        }
        return false
    }

    private func select(
        _ address: I2CAddress, isRead: Bool, into selection: inout BusSelection, deadline: Int64
    ) throws(I2CError) {
        pass(bits: 10)
        selection.clear()
        var index = firstAtAddress[Int(address.sevenBit)]
        while index >= 0 {
            let placement = placements[index]
            if isOnTheWires(placement) {
                let device = devices[index]
                device.advance(to: now)
                let answer = BusSelection.Answer(device.start(address: address, isRead: isRead))
                now.nanoseconds += answer.stretchedNanoseconds
                if answer.isAcknowledged { selection.add(device) }
            }
            index = placement.next
        }
        if now.nanoseconds > deadline { throw .timeout }
        if selection.isEmpty { throw .addressNotAcknowledged }
    }

    private func pass(bits: Int64) {
        now.nanoseconds += bits * bitNanoseconds
    }

    private func isOnTheWires(_ placement: Placement) -> Bool {
        connected[placement.path] & placement.channelBit != 0
    }

    // MARK: - Wiring

    private func pathIndex(of path: (any SimulatedSwitch)?) -> Int {
        guard let path else { return 0 }
        if let known = switches.firstIndex(where: { $0 === path }) { return known + 1 }
        switches.append(path)
        connected.append(0)
        return switches.count
    }

    /// Chains the placements of each address in the order in which they were attached.
    private func link() {
        for address in firstAtAddress.indices { firstAtAddress[address] = -1 }
        for index in placements.indices.reversed() {
            let address = Int(placements[index].address)
            placements[index].next = firstAtAddress[address]
            firstAtAddress[address] = index
        }
    }
}
