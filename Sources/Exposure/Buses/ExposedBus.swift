import Glibc
public import HAL
public import Quantities
public import SimulatedChips

/// A simulated bus as a kernel adapter offers it: SMBus operations and combined messages, with
/// error numbers for answers.
public final class ExposedBus {
    /// Counts of what clients asked for.
    public struct Counts: Sendable, Equatable {
        public var transfers = 0
        /// Transfers that ended with an error number.
        public var failures = 0

        public init(transfers: Int = 0, failures: Int = 0) {
            self.transfers = transfers
            self.failures = failures
        }
    }

    /// Name in the pack file.
    public let name: String
    public let adapter: AdapterKind
    public private(set) var counts = Counts()
    /// What `I2C_RETRIES` set: how often a transfer is tried again that lost the bus.
    public private(set) var retries = 0
    /// Called before anything is on the wires: time to bring the world up to date.
    public var willTransfer: () -> Void = {}
    /// Called when the wires are free again, with the time on them.
    public var didTransfer: (Instant) -> Void = { _ in }

    private let wires: SimulatedI2CBus

    public init(name: String, wires: SimulatedI2CBus, adapter: AdapterKind = .standard) {
        self.name = name
        self.wires = wires
        self.adapter = adapter
    }

    // MARK: - Settings of the adapter

    /// `I2C_TIMEOUT`.
    ///
    /// - Returns: 0 or an error number.
    public func setTimeout(tensOfMilliseconds units: UInt) -> Int32 {
        guard units <= UInt(Int32.max) else { return EINVAL }
        // Zero means the next tick of the kernel's clock.
        wires.transferDeadline = .milliseconds(10 * Int64(max(1, units)))
        return 0
    }

    /// `I2C_RETRIES`.
    ///
    /// - Returns: 0 or an error number.
    public func setRetries(_ count: UInt) -> Int32 {
        guard count <= UInt(Int32.max) else { return EINVAL }
        // The kernel believes any number; a stuck bus would then be tried for ever.
        retries = min(Int(count), Self.retryLimit)
        return 0
    }

    private static let retryLimit = 10

    // MARK: - Transfers

    /// Messages from START to STOP.
    ///
    /// - Returns: 0, or an error number; then the bytes that were read are unspecified.
    public func transfer(_ messages: inout [BusMessage]) -> Int32 {
        willTransfer()
        counts.transfers += 1
        var result: Int32 = 0
        for _ in 0...retries {
            do throws(I2CError) {
                try wires.transfer(&messages)
                result = 0
            } catch { result = adapter.errno(of: error) }
            // The kernel tries again only when another controller won.
            if result != EAGAIN { break }
        }
        if result != 0 { counts.failures += 1 }
        didTransfer(wires.now)
        return result
    }

    /// Nobody is at an address that I²C reserves.
    ///
    /// - Returns: An error number.
    public func refuseReservedAddress() -> Int32 {
        counts.transfers += 1
        counts.failures += 1
        return adapter.errno(of: .addressNotAcknowledged)
    }

    /// One SMBus operation, carried out as the kernel's emulation does it on an I²C adapter.
    ///
    /// - Parameters:
    ///   - size: Its kind as i2c-dev numbers it.
    ///   - data: Laid out as in `i2c_smbus_data`: a byte, a word with its low byte first, or a
    ///     count and a block. What is read replaces it.
    /// - Returns: 0 or an error number.
    public func smbus(
        address: I2CAddress, isRead: Bool, command: UInt8, size: UInt32,
        data: inout InlineArray<34, UInt8>
    ) -> Int32 {
        guard let operation = SMBusOperation(rawValue: size) else { return EOPNOTSUPP }
        let count = Int(data[0])
        switch operation {
        case .blockProcessCall: return EOPNOTSUPP
        case .blockData where isRead: return EOPNOTSUPP
        case .blockData, .i2cBlockData:
            guard (1...SMBusOperation.blockLimit).contains(count) else { return EINVAL }
        default: break
        }
        var messages = Self.messages(operation, address, isRead, command, data)
        let result = transfer(&messages)
        guard result == 0, let last = messages.last, last.isRead else { return result }
        // A block keeps its count in front.
        let offset = operation == .i2cBlockData ? 1 : 0
        for (index, byte) in last.bytes.enumerated() { data[index + offset] = byte }
        return 0
    }

    private static func messages(
        _ operation: SMBusOperation, _ address: I2CAddress, _ isRead: Bool, _ command: UInt8,
        _ data: InlineArray<34, UInt8>
    ) -> [BusMessage] {
        func write(_ bytes: [UInt8]) -> BusMessage { BusMessage(writing: bytes, to: address) }
        func read(_ count: Int) -> BusMessage { BusMessage(reading: count, from: address) }
        func part(from first: Int, count: Int) -> [UInt8] {
            (first..<(first + count)).map { data[$0] }
        }
        let count = Int(data[0])
        switch operation {
        case .quick:
            return [isRead ? read(0) : write([])]
        case .byte:
            return [isRead ? read(1) : write([command])]
        case .byteData:
            return isRead ? [write([command]), read(1)] : [write([command, data[0]])]
        case .wordData:
            return isRead
                ? [write([command]), read(2)] : [write([command] + part(from: 0, count: 2))]
        case .processCall:
            return [write([command] + part(from: 0, count: 2)), read(2)]
        case .i2cBlockData:
            return isRead
                ? [write([command]), read(count)] : [write([command] + part(from: 1, count: count))]
        case .blockData, .blockProcessCall:
            return [write([command] + part(from: 0, count: count + 1))]
        }
    }
}
