import Glibc
import HAL
import Testing

@testable import LinuxHAL

/// An adapter that goes away under an open bus, and comes back.
struct LinuxI2CBusLossTests {
    private let calls = FakeSMBusCalls()
    private let address = I2CAddress(0x48)

    private func open(_ adapter: I2CAdapter) throws -> LinuxI2CBus {
        calls.foundAdapter = adapter
        let bus = try LinuxI2CBus(path: "/dev/i2c-7", timeout: .milliseconds(30), calls: calls)
        _ = calls.takeLog()
        return bus
    }

    /// The errors of so many transfers, one after the other; `nil` for those that went through.
    private func errors(_ count: Int, on bus: LinuxI2CBus) -> [I2CError?] {
        (0..<count).map { _ in
            do throws(I2CError) {
                _ = try bus.readByte(0, from: address)
                return nil
            } catch { return error }
        }
    }

    // MARK: - What is a loss

    @Test(arguments: [ENOTCONN, ECONNABORTED, ESHUTDOWN])
    func `three answers that mean no adapter close the bus, the third one says so`(
        number: Int32
    ) throws {
        let bus = try open(.userSpace)
        calls.answer = -number
        #expect(
            errors(3, on: bus) == [.system(number), .system(number), .adapterGone(number)])
        #expect(calls.takeLog().last == "close 7")
    }

    @Test(arguments: [I2CAdapter.bcm2835, .bitBanged, .designWare])
    func `no device is a loss where it is never a missing acknowledge`(
        adapter: I2CAdapter
    ) throws {
        let bus = try open(adapter)
        calls.answer = -ENODEV
        #expect(errors(3, on: bus).last == .adapterGone(ENODEV))
    }

    @Test(arguments: [ENODEV, EIO, ENXIO, EREMOTEIO, ETIMEDOUT, EPROTO])
    func `whatever a USB adapter says, its device file went with it`(number: Int32) throws {
        let bus = try open(.other)
        calls.answer = -number
        calls.nodeAtPath = 0
        #expect(errors(3, on: bus).last == .adapterGone(number))
        #expect(calls.takeLog().suffix(2) == ["look", "close 7"])
    }

    @Test func `a device file that another one replaced is a loss as well`() throws {
        let bus = try open(.other)
        calls.answer = -EIO
        calls.nodeAtPath = 2
        #expect(errors(3, on: bus).last == .adapterGone(EIO))
    }

    @Test(arguments: [I2CAdapter.stub, .userSpace, .other])
    func `silent chips are no loss, and the path is looked at once a second`(
        adapter: I2CAdapter
    ) throws {
        let bus = try open(adapter)
        calls.answer = -ENODEV
        calls.transferTime = .microseconds(1)
        #expect(errors(1_000, on: bus).allSatisfy { $0 == .addressNotAcknowledged })
        #expect(calls.takeLog().filter { $0 == "look" }.count == 1)
        calls.advance(.seconds(1))
        _ = errors(1_000, on: bus)
        #expect(calls.takeLog().filter { $0 == "look" }.count == 1)
    }

    @Test func `two failures between successes are no loss`() throws {
        let bus = try open(.userSpace)
        for _ in 0..<5 {
            calls.answer = -ENOTCONN
            _ = errors(2, on: bus)
            calls.answer = 1
            #expect(errors(1, on: bus) == [nil])
        }
        #expect(!calls.takeLog().contains("close 7"))
    }

    @Test func `an address that cannot be set counts too`() throws {
        let bus = try open(.userSpace)
        calls.selectAnswer = -ENOTCONN
        #expect(errors(3, on: bus).last == .adapterGone(ENOTCONN))
    }

    // MARK: - The way back

    private func lose(_ adapter: I2CAdapter = .userSpace) throws -> LinuxI2CBus {
        let bus = try open(adapter)
        calls.answer = -ENOTCONN
        _ = errors(3, on: bus)
        _ = calls.takeLog()
        return bus
    }

    @Test func `it is opened again by the next transfer, set up as at the start`() throws {
        let bus = try lose()
        calls.answer = 5
        calls.nodeAtPath = 2
        #expect(errors(1, on: bus) == [nil])
        #expect(
            calls.takeLog() == [
                "open /dev/i2c-7", "functions", "timeout 3", "retries 0", "select 48",
                "read_byte_data 0",
            ])
        #expect(bus.reopenCount == 1)
        // The new file is the one that counts from now on.
        calls.answer = -EIO
        #expect(errors(5, on: bus).last == .system(EIO))
    }

    @Test func `while there is none it is tried once a second, and nothing else is called`() throws
    {
        let bus = try lose()
        calls.openAnswer = -ENOENT
        calls.transferTime = .microseconds(1)
        #expect(errors(500, on: bus).allSatisfy { $0 == .adapterGone(ENOENT) })
        #expect(calls.takeLog() == ["open /dev/i2c-7"])
        calls.advance(.seconds(1))
        // The file is there, the rights are not yet.
        calls.openAnswer = -EACCES
        #expect(errors(500, on: bus).allSatisfy { $0 == .adapterGone(EACCES) })
        #expect(calls.takeLog() == ["open /dev/i2c-7"])
        calls.advance(.seconds(1))
        calls.openAnswer = 9
        calls.answer = 1
        #expect(errors(1, on: bus) == [nil])
    }

    @Test func `a bus that goes again and again is opened once a second`() throws {
        let bus = try lose()
        calls.transferTime = .microseconds(1)
        for _ in 0..<5 {
            _ = errors(400, on: bus)
            #expect(calls.takeLog().filter { $0.hasPrefix("open") }.count == 1)
            calls.advance(.seconds(1))
        }
    }

    @Test func `an adapter that cannot do what is needed is not taken`() throws {
        let bus = try lose()
        calls.functionMask = 0x007f_0000
        #expect(errors(1, on: bus) == [.adapterGone(EOPNOTSUPP)])
        #expect(calls.takeLog() == ["open /dev/i2c-7", "functions", "close 7"])
        #expect(throws: LinuxHALError.self) { try bus.checkIsFree(address) }
    }

    @Test func `the adapter that came may be of another kind`() throws {
        let bus = try lose(.bcm2835)
        #expect(!bus.usesMessages)
        calls.functionMask = 0x0eff_0009
        calls.foundAdapter = .other
        calls.answer = 0
        calls.received = [3]
        #expect(errors(1, on: bus) == [nil])
        #expect(bus.usesMessages && bus.adapter == .other)
        #expect(
            calls.takeLog().suffix(2) == ["select 48", "exchange 48: 0 > 1"],
            "Who owns the address is asked of the new adapter.")
    }

    @Test func `a bus that goes while it is gone closes nothing twice`() throws {
        do {
            let bus = try lose()
            calls.openAnswer = -ENOENT
            _ = errors(1, on: bus)
        }
        #expect(calls.takeLog() == ["open /dev/i2c-7"])
    }

    // MARK: - The kernel's files

    @Test func `a device file is known by itself, not by its name`() throws {
        let kernel = KernelSMBusCalls()
        var null = DeviceNode()
        var zero = DeviceNode()
        var opened = DeviceNode()
        #expect(kernel.node(at: Array("/dev/null".utf8CString), &null) == 0)
        #expect(kernel.node(at: Array("/dev/zero".utf8CString), &zero) == 0)
        #expect(null.device != zero.device && null.file != zero.file)
        let descriptor = kernel.open(Array("/dev/null".utf8CString))
        #expect(kernel.node(of: descriptor, &opened) == 0)
        #expect(opened == null)
        kernel.close(descriptor)
        #expect(kernel.node(of: -1, &opened) == -EBADF)
        #expect(kernel.node(at: Array("/dev/no-such".utf8CString), &opened) == -ENOENT)
    }
}
