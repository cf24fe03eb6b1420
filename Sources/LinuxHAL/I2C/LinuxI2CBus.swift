import Glibc
public import HAL

/// An I²C bus of the kernel, `/dev/i2c-N`.
///
/// A transfer is one call. Where the adapter does combined messages (I2C_RDWR) it is that: at most
/// one message that writes and then one that reads, which is all that bcm2835 does, and no other
/// call is needed when the address changes. Elsewhere (i2c-stub, SMBus hosts) it is the SMBus call
/// of libi2c for its shape.
///
/// **Deadline.** The kernel bounds a transfer by the adapter's time-out, `I2C_TIMEOUT`, which is
/// set here, with retries off: retrying is a decision, and those are made above. Each call is timed
/// as well, and one that took longer than the time-out has failed with `timeout`, whatever it
/// delivered. An i2c-gpio adapter knows only its own time-out (`i2c-gpio,timeout-ms` in the device
/// tree, 100 ms without).
///
/// **An adapter that goes** (unplugged, driver unbound, the server of a CUSE bus ended) makes
/// transfers fail with `adapterGone`. The device file is then closed, and opened again at most once
/// a second, by the transfer that comes next: on the lane of this bus, with the settings of the
/// start. The adapter that is there then may be another. Whoever hears `adapterGone` has to take
/// every chip for a new one.
///
/// A call that the kernel does not let return cannot be aborted, not even by a signal. Then the
/// step is not completed: the daemon's main thread switches the coils off, and what a completed
/// step feeds goes hungry: the window watchdog on its
/// line takes away the supply of the coils within its time, and the service manager kills the
/// process when its own watchdog time is over. Both happen without this program.
public final class LinuxI2CBus: I2CBus {
    /// The device node.
    public let path: String
    /// Longest transfer: the time-out that the kernel was given.
    public let transferLimit: Duration

    private let calls: any SMBusCalls
    private var file: AdapterFile

    /// What kind of controller is behind it.
    public var adapter: I2CAdapter { file.adapter }
    /// Whether transfers are combined messages rather than SMBus calls.
    public var usesMessages: Bool { file.usesMessages }
    /// Times that the device file was opened again because its adapter had gone.
    public var reopenCount: Int { file.reopenCount }

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
        let units = UInt((timeout / Self.timeoutStep).rounded(.up))
        transferLimit = Self.timeoutStep * Int(units)
        var file = AdapterFile(path: path, timeout: units, calls: calls)
        do throws(AdapterFile.Failure) { try file.open() } catch {
            throw LinuxHALError(path, error)
        }
        self.file = file
    }

    deinit { file.close() }

    private static let timeoutStep = Duration.milliseconds(10)

    /// Makes sure that no kernel driver owns the address; touches no wire.
    ///
    /// Worth calling for every address at start-up: a transfer to an owned address fails with
    /// `I2CError.system(EBUSY)`, this says who owns it.
    public func checkIsFree(_ address: I2CAddress) throws(LinuxHALError) {
        let returned = file.isOpen ? file.selectAnew(address.sevenBit) : -ENODEV
        if returned == -EBUSY {
            throw LinuxHALError(
                resource: .i2cBus, name: path,
                problem: .addressHeld(
                    address, driver: calls.driver(bus: path, address.sevenBit)),
                errno: EBUSY)
        }
        if returned < 0 {
            throw LinuxHALError(
                resource: .i2cBus, name: path, problem: .cannot("select address \(address)"),
                errno: -returned)
        }
    }

    // MARK: - I2CBus

    /// Performs one transfer in one call.
    ///
    /// `I2CError.system(EBUSY)` means that a kernel driver owns the address:
    /// ``checkIsFree(_:)`` names it.
    public func transfer(
        to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        try file.reopen()
        if file.usesMessages {
            if !file.isKnownFree(address.sevenBit) { try select(address.sevenBit) }
            let returned = timed {
                calls.exchange(
                    file.descriptor, address.sevenBit, writing: writing, reading: &reading)
            }
            guard returned.number == -EOPNOTSUPP, file.hasSMBus else {
                return try check(returned)
            }
            // It said that it could and cannot: from now on by SMBus calls.
            file.giveUpMessages()
        }
        try select(address.sevenBit)
        try check(timed { performSMBus(writing, &reading) })
    }

    /// On bit-banged lines, clocks until whoever holds the data line lets go.
    ///
    /// Such an adapter moves its clock whether or not the data line follows, so addressing someone
    /// who is not there is nine clocks and a STOP, and a held line looks like an acknowledge, after
    /// which nine more follow. Done twice. Taking the lines from the driver to move them by hand
    /// would need root, and does no more.
    ///
    /// - Throws: `unsupported` on every other adapter: bcm2835 has no such function, DesignWare
    ///   does it by itself after a time-out.
    public func clear(addressing unused: I2CAddress) throws(I2CError) {
        guard adapter.clocksBlindly else { throw .unsupported }
        for _ in 0..<2 {
            do throws(I2CError) {
                _ = try receiveByte(from: unused)
            } catch {
                if error == .addressNotAcknowledged { return }
                throw error
            }
        }
        throw .busStuck
    }

    /// What a call returned, and after what time.
    private struct Answer {
        let number: Int32
        let elapsed: Duration
    }

    private func timed(_ call: () -> Int32) -> Answer {
        let begin = calls.now()
        let number = call()
        return Answer(number: number, elapsed: .nanoseconds(calls.now() - begin))
    }

    private func check(_ answer: Answer) throws(I2CError) {
        try file.note(answer.number)
        if answer.number < 0 {
            throw I2CError(transferErrno: -answer.number, on: adapter, after: answer.elapsed)
        }
        if answer.elapsed > transferLimit { throw .timeout }
    }

    private func select(_ address: UInt8) throws(I2CError) {
        let returned = file.select(address)
        guard returned < 0 else { return }
        try file.note(returned)
        // Not the errno of a transfer: EBUSY here is a kernel driver, not a stuck bus.
        throw .system(-returned)
    }

    // MARK: - SMBus calls

    private func performSMBus(_ writing: Span<UInt8>, _ reading: inout MutableSpan<UInt8>) -> Int32
    {
        switch (writing.count, reading.count) {
        case (1, 0):
            return calls.writeByte(file.descriptor, writing[0])
        case (0, 1):
            let byte = calls.readByte(file.descriptor)
            if byte >= 0 { reading[0] = UInt8(truncatingIfNeeded: byte) }
            return byte
        case (2, 0):
            return calls.writeByteData(file.descriptor, writing[0], writing[1])
        case (1, 1):
            let byte = calls.readByteData(file.descriptor, writing[0])
            if byte >= 0 { reading[0] = UInt8(truncatingIfNeeded: byte) }
            return byte
        case (3, 0):
            let word = UInt16(writing[1]) | UInt16(writing[2]) << 8
            return calls.writeWordData(file.descriptor, writing[0], word)
        case (1, 2):
            let word = calls.readWordData(file.descriptor, writing[0])
            if word >= 0 {
                reading[0] = UInt8(truncatingIfNeeded: word)
                reading[1] = UInt8(truncatingIfNeeded: word >> 8)
            }
            return word
        case (1, 3...32):
            return readBlock(writing[0], &reading)
        case (4...33, 0):
            return writeBlock(writing)
        default:
            preconditionFailure("A transfer has one of the shapes that I2CBus lists.")
        }
    }

    private func readBlock(_ register: UInt8, _ reading: inout MutableSpan<UInt8>) -> Int32 {
        var block = SMBusBlock(repeating: 0)
        let count = UInt8(reading.count)
        let received = calls.readBlock(file.descriptor, register, count: count, into: &block)
        if received < 0 { return received }
        if received != Int32(count) { return -EIO }
        for index in reading.indices { reading[index] = block[index] }
        return received
    }

    private func writeBlock(_ writing: Span<UInt8>) -> Int32 {
        var block = SMBusBlock(repeating: 0)
        for index in 1..<writing.count { block[index - 1] = writing[index] }
        let count = UInt8(writing.count - 1)
        return calls.writeBlock(file.descriptor, writing[0], count: count, from: block)
    }
}

extension LinuxHALError {
    /// Why a bus could not be opened, for the operator.
    fileprivate init(_ path: String, _ failure: AdapterFile.Failure) {
        switch failure {
        case .cannot(let action, let number):
            self.init(
                resource: .i2cBus, name: path, problem: .cannot("\(action)"), errno: number)
        case .functionsMissing(let functions):
            self.init(
                resource: .i2cBus, name: path,
                problem: .functionsMissing(SMBusFunctions.missing(from: functions)))
        }
    }
}
