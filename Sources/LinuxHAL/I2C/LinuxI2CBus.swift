import Glibc
public import HAL

/// An I²C bus of the kernel, `/dev/i2c-N`, through libi2c.
///
/// Every shape of transfer that `I2CBus` allows is one SMBus call, because that subset works on all
/// adapters: bcm2835 does combined messages only in part, i2c-stub not at all.
///
/// The kernel bounds the time of a transfer by the adapter's timeout, so a stuck device costs at
/// most that.
public final class LinuxI2CBus: I2CBus {
    /// The device node.
    public let path: String

    private let calls: any SMBusCalls
    private let descriptor: Int32
    /// The address in effect, so that consecutive transfers to one chip cost one call each.
    private var selected: UInt8?

    /// Opens a bus and checks that its adapter can do what the drivers ask for.
    ///
    /// - Parameters:
    ///   - path: The device node, such as `/dev/i2c-1`.
    ///   - timeout: Longest transfer, in steps of 10 ms, rounded up. The kernel keeps one such
    ///     setting per adapter, so it holds for other programs on this bus too.
    public convenience init(
        path: String, timeout: Duration = .milliseconds(50)
    ) throws(LinuxHALError) {
        try self.init(path: path, timeout: timeout, calls: KernelSMBusCalls())
    }

    init(path: String, timeout: Duration, calls: any SMBusCalls) throws(LinuxHALError) {
        precondition(timeout > .zero, "An I2C timeout is longer than zero.")
        self.path = path
        self.calls = calls
        descriptor = try Self.open(path, timeout, calls)
    }

    deinit { calls.close(descriptor) }

    private static func open(
        _ path: String, _ timeout: Duration, _ calls: any SMBusCalls
    ) throws(LinuxHALError) -> Int32 {
        let descriptor = calls.open(path)
        if descriptor < 0 { throw failure(path, "open the I2C bus", descriptor) }
        do {
            try prepare(descriptor, path, timeout, calls)
        } catch {
            calls.close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func prepare(
        _ descriptor: Int32, _ path: String, _ timeout: Duration, _ calls: any SMBusCalls
    ) throws(LinuxHALError) {
        var functions: UInt64 = 0
        var returned = calls.functions(descriptor, &functions)
        if returned < 0 { throw failure(path, "ask for the adapter's functions", returned) }
        let missing = SMBusFunctions.missing(from: functions)
        if !missing.isEmpty {
            throw LinuxHALError(
                resource: .i2cBus, name: path, problem: .functionsMissing(missing))
        }
        let step = Duration.milliseconds(10)
        let units = UInt((timeout / step).rounded(.up))
        returned = calls.setTimeout(descriptor, tensOfMilliseconds: units)
        if returned < 0 { throw failure(path, "set the adapter's timeout", returned) }
        // Retrying is a decision, and those are made above: the kernel shall not hide a failure.
        returned = calls.setRetries(descriptor, 0)
        if returned < 0 { throw failure(path, "set the adapter's retries", returned) }
    }

    private static func failure(
        _ path: String, _ action: String, _ returned: Int32
    ) -> LinuxHALError {
        LinuxHALError(
            resource: .i2cBus, name: path, problem: .cannot(action), errno: -returned)
    }

    /// Makes sure that no kernel driver owns the address; touches no wire.
    ///
    /// Worth calling for every address at start-up: a transfer to an owned address fails with
    /// `I2CError.system(EBUSY)`, this says who owns it.
    public func checkIsFree(_ address: I2CAddress) throws(LinuxHALError) {
        let returned = calls.select(descriptor, address.sevenBit)
        if returned == -EBUSY {
            selected = nil
            throw LinuxHALError(
                resource: .i2cBus, name: path,
                problem: .addressHeld(
                    address, driver: calls.driver(bus: path, address.sevenBit)),
                errno: EBUSY)
        }
        if returned < 0 {
            selected = nil
            throw Self.failure(path, "select address \(address)", returned)
        }
        selected = address.sevenBit
    }

    // MARK: - I2CBus

    /// Performs one transfer as the one SMBus call of its shape.
    ///
    /// `I2CError.system(EBUSY)` means that a kernel driver owns the address:
    /// ``checkIsFree(_:)`` names it.
    public func transfer(
        to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        try select(address.sevenBit)
        switch (writing.count, reading.count) {
        case (1, 0):
            try check(calls.writeByte(descriptor, writing[0]))
        case (0, 1):
            reading[0] = UInt8(truncatingIfNeeded: try check(calls.readByte(descriptor)))
        case (2, 0):
            try check(calls.writeByteData(descriptor, writing[0], writing[1]))
        case (1, 1):
            let value = try check(calls.readByteData(descriptor, writing[0]))
            reading[0] = UInt8(truncatingIfNeeded: value)
        case (3, 0):
            let word = UInt16(writing[1]) | UInt16(writing[2]) << 8
            try check(calls.writeWordData(descriptor, writing[0], word))
        case (1, 2):
            let word = try check(calls.readWordData(descriptor, writing[0]))
            reading[0] = UInt8(truncatingIfNeeded: word)
            reading[1] = UInt8(truncatingIfNeeded: word >> 8)
        case (1, 3...32):
            try readBlock(writing[0], &reading)
        case (4...33, 0):
            try writeBlock(writing)
        default:
            preconditionFailure("A transfer has one of the shapes that I2CBus lists.")
        }
    }

    private func readBlock(
        _ register: UInt8, _ reading: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        var block = SMBusBlock(repeating: 0)
        let count = UInt8(reading.count)
        let received = try check(
            calls.readBlock(descriptor, register, count: count, into: &block))
        if received != Int32(count) { throw .system(EIO) }
        for index in reading.indices { reading[index] = block[index] }
    }

    private func writeBlock(_ writing: Span<UInt8>) throws(I2CError) {
        var block = SMBusBlock(repeating: 0)
        for index in 1..<writing.count { block[index - 1] = writing[index] }
        let count = UInt8(writing.count - 1)
        try check(calls.writeBlock(descriptor, writing[0], count: count, from: block))
    }

    private func select(_ address: UInt8) throws(I2CError) {
        if selected == address { return }
        let returned = calls.select(descriptor, address)
        if returned < 0 {
            selected = nil
            // Not the errno of a transfer: EBUSY here is a kernel driver, not a stuck bus.
            throw .system(-returned)
        }
        selected = address
    }

    @discardableResult
    private func check(_ returned: Int32) throws(I2CError) -> Int32 {
        if returned < 0 { throw I2CError(transferErrno: -returned) }
        return returned
    }
}
