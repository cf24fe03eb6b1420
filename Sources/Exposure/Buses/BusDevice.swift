import CCUSE
import Glibc
import HAL
import Quantities
import SimulatedChips

/// An exposed bus as a character device of the kernel.
final class BusDevice {
    /// The device node: "/dev/i2c-1".
    let path: String
    let bus: ExposedBus
    /// Whether the kernel has made the node.
    private(set) var isReady = false
    /// The next answer is due then and nothing is served before; `nil` when the bus is free.
    private(set) var busyUntil: Instant?

    private var handle: OpaquePointer?
    private let node: String
    /// What a transfer may be ahead of the clock before its answer waits; zero never waits.
    private let patience: Duration
    private let worldNow: () -> Instant

    /// - Parameters:
    ///   - path: In /dev.
    ///   - patience: An answer waits when the wires are further ahead of the clock than this.
    ///   - worldNow: The clock, on the scale of the wires.
    init(
        path: String, bus: ExposedBus, patience: Duration, worldNow: @escaping () -> Instant
    ) throws(ExposureError) {
        guard path.hasPrefix("/dev/"), path.count > 5, !path.dropFirst(5).contains("/") else {
            throw .badDevicePath(path)
        }
        self.path = path
        node = String(path.dropFirst(5))
        self.bus = bus
        self.patience = patience
        self.worldNow = worldNow
    }

    deinit { close() }

    /// Asks the kernel for the device.
    ///
    /// - Parameter descriptor: Speaks CUSE's protocol; `nil` opens /dev/cuse.
    func open(descriptor: Int32? = nil) throws(ExposureError) {
        var operations = ccuse_operations()
        operations.transfer = { context, messages, count in
            guard let context, let messages else { return -EINVAL }
            return -BusDevice.of(context).transfer(messages, count)
        }
        operations.smbus = { context, address, isRead, command, size, data in
            guard let context, let data else { return -EINVAL }
            return -BusDevice.of(context).smbus(address, isRead, command, size, data)
        }
        operations.set_timeout = { context, units in
            guard let context else { return -EINVAL }
            return -BusDevice.of(context).bus.setTimeout(tensOfMilliseconds: UInt(units))
        }
        operations.set_retries = { context, count in
            guard let context else { return -EINVAL }
            return -BusDevice.of(context).bus.setRetries(UInt(count))
        }
        operations.ready = { context in
            if let context { BusDevice.of(context).isReady = true }
        }
        let context = Unmanaged.passUnretained(self).toOpaque()
        let functions = SMBusOperation.functions
        let returned =
            if let descriptor {
                ccuse_attach(descriptor, node, functions, operations, context, &handle)
            } else { ccuse_open(node, functions, operations, context, &handle) }
        if returned < 0 { throw .device(path, errno: -returned) }
        bus.didTransfer = { [unowned self] in keepBusy(until: $0) }
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> BusDevice {
        Unmanaged<BusDevice>.fromOpaque(context).takeUnretainedValue()
    }

    /// Takes the device away.
    func close() {
        if let handle { ccuse_close(handle) }
        handle = nil
    }

    /// Readable when there is something to serve; -1 when there is no device.
    var descriptor: Int32 { handle.map { ccuse_descriptor($0) } ?? -1 }

    /// Serves what the kernel asks for.
    func serve() throws(ExposureError) {
        guard let handle, busyUntil == nil else { return }
        let returned = ccuse_serve(handle)
        if returned < 0 { throw .device(path, errno: -returned) }
    }

    /// Sends the answer that waits, if its time has come.
    func release(now: Instant) {
        guard let handle, let until = busyUntil, now >= until else { return }
        busyUntil = nil
        // Who asked may have gone; there is nobody to tell.
        _ = ccuse_release(handle)
    }

    // MARK: - Calls from below

    /// A transfer takes its time, as on copper.
    private func keepBusy(until time: Instant) {
        guard let handle, patience > .zero, time - worldNow() >= patience else { return }
        busyUntil = time
        ccuse_hold(handle)
    }

    private func transfer(_ given: UnsafePointer<ccuse_message>, _ count: Int) -> Int32 {
        var messages: [BusMessage] = []
        messages.reserveCapacity(count)
        for index in 0..<count {
            let message = given[index]
            guard let address = I2CAddress(onBus: message.address) else {
                return bus.refuseReservedAddress()
            }
            let length = Int(message.length)
            messages.append(
                message.is_read
                    ? BusMessage(reading: length, from: address)
                    : BusMessage(
                        writing: [UInt8](UnsafeBufferPointer(start: message.bytes, count: length)),
                        to: address))
        }
        let result = bus.transfer(&messages)
        guard result == 0 else { return result }
        for index in 0..<count where given[index].is_read {
            for (offset, byte) in messages[index].bytes.enumerated() {
                given[index].bytes[offset] = byte
            }
        }
        return 0
    }

    private func smbus(
        _ address: UInt16, _ isRead: Bool, _ command: UInt8, _ size: UInt32,
        _ data: UnsafeMutablePointer<UInt8>
    ) -> Int32 {
        guard let address = I2CAddress(onBus: address) else { return bus.refuseReservedAddress() }
        var copy = InlineArray<34, UInt8> { data[$0] }
        let result = bus.smbus(
            address: address, isRead: isRead, command: command, size: size, data: &copy)
        if result == 0 { for index in copy.indices { data[index] = copy[index] } }
        return result
    }
}

extension I2CAddress {
    /// `nil` for an address that I²C reserves.
    fileprivate init?(onBus address: UInt16) {
        guard (0x08...0x77).contains(address) else { return nil }
        self.init(UInt8(address))
    }
}
