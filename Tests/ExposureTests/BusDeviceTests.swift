import Glibc
import HAL
import Quantities
import SimulatedChips
import Testing

@testable import Exposure

/// The whole way from the kernel's protocol to the wires, over a pair of sockets.
final class BusDeviceTests {
    private enum Command {
        static let retries: UInt32 = 0x0701
        static let timeout: UInt32 = 0x0702
        static let slave: UInt32 = 0x0703
        static let tenBit: UInt32 = 0x0704
        static let functions: UInt32 = 0x0705
        static let readWrite: UInt32 = 0x0707
        static let errorChecking: UInt32 = 0x0708
        static let smbus: UInt32 = 0x0720
    }

    private let wires = SimulatedI2CBus(frequency: 400_000)
    private let recorder = RecordingDevice()
    private let device: BusDevice
    private let kernel: FakeKernel
    private let handle: UInt64
    private let clock = HandClock()

    init() throws {
        wires.attach(recorder, at: I2CAddress(0x40))
        let clock = clock
        clock.now = .start
        let device = try BusDevice(
            path: "/dev/i2c-9", bus: ExposedBus(name: "main", wires: wires),
            patience: .milliseconds(1), worldNow: { clock.now })
        self.device = device
        kernel = try FakeKernel { descriptor in
            try device.open(descriptor: descriptor)
            return { try device.serve() }
        }
        #expect(try kernel.initialise() == "DEVNAME=i2c-9")
        handle = try kernel.open()
        #expect(device.isReady)
        let answer = try kernel.ioctl(Command.slave, 0x40, handle: handle)
        #expect(answer == .init(rounds: 1))
    }

    private func smbus(
        isRead: Bool, command: UInt8, size: UInt32, data: [UInt8]?
    ) throws -> FakeKernel.Answer {
        kernel.memory = [
            (
                base: 0x1000,
                bytes: [isRead ? 1 : 0, command, 0, 0] + kernel.little(size)
                    + kernel.bytes(data == nil ? 0 : 0x2000, 8)
            ), (base: 0x2000, bytes: data ?? []),
        ]
        return try kernel.ioctl(Command.smbus, 0x1000, handle: handle)
    }

    /// `i2c_msg` as it lies in memory.
    private func message(_ flags: UInt16, _ count: UInt16, at base: UInt64) -> [UInt8] {
        kernel.bytes(0x40, 2) + kernel.bytes(UInt64(flags), 2) + kernel.bytes(UInt64(count), 2)
            + [0, 0] + kernel.bytes(base, 8)
    }

    private func combined(
        _ messages: [[UInt8]], count: UInt32? = nil
    ) throws -> FakeKernel.Answer {
        let header = kernel.bytes(0x3000, 8) + kernel.little(count ?? UInt32(messages.count), 0)
        kernel.memory += [
            (base: 0x1000, bytes: header), (base: 0x3000, bytes: messages.flatMap { $0 }),
        ]
        return try kernel.ioctl(Command.readWrite, 0x1000, handle: handle)
    }

    // MARK: - SMBus

    @Test func `a word is read in three rounds`() throws {
        recorder.answers = [0x34, 0x12]
        let answer = try smbus(isRead: true, command: 5, size: 3, data: [0, 0])
        #expect(answer == .init(rounds: 3))
        #expect(kernel.contents(0x2000) == [0x34, 0x12])
        #expect(recorder.wires == "S w 05 S r 34 12 P")
    }

    @Test func `a block is written from the client's memory`() throws {
        let block: [UInt8] = [2, 0xAA, 0xBB] + Array(repeating: 0, count: 31)
        let answer = try smbus(isRead: false, command: 5, size: 8, data: block)
        #expect(answer == .init(rounds: 3))
        #expect(recorder.wires == "S w 05 aa bb P")
    }

    @Test func `what needs no data is done one round sooner`() throws {
        #expect(try smbus(isRead: false, command: 5, size: 0, data: nil) == .init(rounds: 2))
        #expect(try smbus(isRead: false, command: 5, size: 1, data: nil) == .init(rounds: 2))
        #expect(recorder.wires == "S w PS w 05 P")
    }

    @Test func `the oldest block read is of 32 bytes`() throws {
        recorder.answers = Array(1...32)
        let answer = try smbus(
            isRead: true, command: 5, size: 6, data: Array(repeating: 0, count: 34))
        #expect(answer.error == 0)
        let block = kernel.contents(0x2000)
        #expect(block.count == 34 && block[0] == 32)
        #expect((1...32).allSatisfy { block[$0] == UInt8($0) })
    }

    @Test func `nonsense is refused without a transfer`() throws {
        #expect(try smbus(isRead: true, command: 5, size: 3, data: nil).error == EINVAL)
        #expect(try smbus(isRead: true, command: 5, size: 99, data: [0]).error == EINVAL)
        #expect(recorder.wires.isEmpty)
    }

    // MARK: - Combined messages

    @Test func `combined messages take a round per level of pointers and one transfer`() throws {
        recorder.answers = [7, 8]
        kernel.memory = [(base: 0x4000, bytes: [5]), (base: 0x5000, bytes: [0, 0])]
        let answer = try combined([message(0, 1, at: 0x4000), message(1, 2, at: 0x5000)])
        #expect(answer == .init(result: 2, rounds: 4))
        #expect(kernel.contents(0x5000) == [7, 8])
        #expect(recorder.wires == "S w 05 S r 07 08 P")
    }

    @Test func `messages without bytes need one round less`() throws {
        #expect(try combined([message(0, 0, at: 0)]) == .init(result: 1, rounds: 3))
        #expect(recorder.wires == "S w P")
    }

    @Test func `too many messages, too many bytes and odd flags are refused`() throws {
        #expect(try combined([], count: 43).error == EINVAL)
        #expect(try combined([], count: 0).error == EINVAL)
        kernel.memory = []
        #expect(try combined([message(0, 8193, at: 0x4000)]).error == EINVAL)
        kernel.memory = []
        #expect(try combined([message(0x10, 1, at: 0x4000)]).error == EOPNOTSUPP)
        #expect(recorder.wires.isEmpty)
    }

    @Test func `a client that changes its messages under way is refused`() throws {
        kernel.memory = [(base: 0x4000, bytes: Array(repeating: 5, count: 8))]
        var round = 0
        kernel.betweenRounds = { [unowned kernel] in
            round += 1
            // Before the last round is gathered, the first message grows.
            let list = kernel.memory.firstIndex { $0.base == 0x3000 }
            if round == 3, let list { kernel.memory[list].bytes[4] = 8 }
        }
        let answer = try combined([message(0, 1, at: 0x4000)])
        #expect(answer.error == EFAULT)
        #expect(recorder.wires.isEmpty)
    }

    // MARK: - Memory within reach

    /// Runs an ioctl for this very process, whose memory can be reached.
    private func direct(
        _ command: UInt32, _ argument: UnsafeRawPointer
    ) throws -> FakeKernel.Answer {
        kernel.thread = getpid()
        defer { kernel.thread = 0 }
        return try kernel.ioctl(command, UInt64(UInt(bitPattern: argument)), handle: handle)
    }

    private func address(_ pointer: UnsafeRawPointer) -> UInt64 {
        UInt64(UInt(bitPattern: pointer))
    }

    @Test func `a client within reach is served in one round`() throws {
        recorder.answers = [0x34, 0x12]
        let data = UnsafeMutableRawPointer.allocate(byteCount: 2, alignment: 2)
        defer { data.deallocate() }
        let call = [1, 5, 0, 0] + kernel.little(3) + kernel.bytes(address(data), 8)
        let answer = try call.withUnsafeBytes {
            try direct(Command.smbus, try #require($0.baseAddress))
        }
        #expect(answer == .init(rounds: 1))
        #expect(data.load(as: UInt16.self) == 0x1234)
        #expect(recorder.wires == "S w 05 S r 34 12 P")
    }

    @Test func `combined messages of a client within reach take one round`() throws {
        recorder.answers = [7, 8]
        let data = UnsafeMutableRawBufferPointer.allocate(byteCount: 3, alignment: 1)
        defer { data.deallocate() }
        data[0] = 5
        let base = address(try #require(data.baseAddress))
        let list = message(0, 1, at: base) + message(1, 2, at: base + 1)
        let answer = try list.withUnsafeBytes { list in
            let header =
                kernel.bytes(address(try #require(list.baseAddress)), 8) + kernel.little(2, 0)
            return try header.withUnsafeBytes {
                try direct(Command.readWrite, try #require($0.baseAddress))
            }
        }
        #expect(answer == .init(result: 2, rounds: 1))
        #expect(Array(data) == [5, 7, 8])
        #expect(recorder.wires == "S w 05 S r 07 08 P")
    }

    @Test func `an address that is none falls back to rounds`() throws {
        kernel.thread = getpid()
        recorder.answers = [0x34, 0x12]
        #expect(try smbus(isRead: true, command: 5, size: 3, data: [0, 0]) == .init(rounds: 3))
    }

    // MARK: - Settings

    @Test func `the functions are those that are served`() throws {
        kernel.memory = [(base: 0x6000, bytes: Array(repeating: 0, count: 8))]
        let answer = try kernel.ioctl(Command.functions, 0x6000, handle: handle)
        #expect(answer == .init(rounds: 2))
        #expect(kernel.contents(0x6000) == kernel.bytes(0x0EFF_0001, 8))
    }

    @Test func `what cannot be done is not accepted`() throws {
        #expect(try kernel.ioctl(Command.slave, 0x80, handle: handle).error == EINVAL)
        #expect(try kernel.ioctl(Command.tenBit, 1, handle: handle).error == EINVAL)
        #expect(try kernel.ioctl(Command.errorChecking, 1, handle: handle).error == EOPNOTSUPP)
        #expect(try kernel.ioctl(Command.errorChecking, 0, handle: handle).error == 0)
        #expect(try kernel.ioctl(Command.timeout, 5, handle: handle).error == 0)
        #expect(wires.transferDeadline == .milliseconds(50))
        #expect(try kernel.ioctl(Command.retries, 3, handle: handle).error == 0)
        #expect(device.bus.retries == 3)
        #expect(try kernel.ioctl(0x0799, 0, handle: handle).error == ENOTTY)
    }

    @Test func `a reserved address has nobody`() throws {
        _ = try kernel.ioctl(Command.slave, 0x03, handle: handle)
        #expect(try smbus(isRead: false, command: 5, size: 0, data: nil).error == ENXIO)
    }

    @Test func `open files are bounded`() throws {
        let more = try (0..<63).map { _ in try kernel.open() }
        #expect(more.allSatisfy { $0 != 0 })
        #expect(try kernel.open() == 0)
        try kernel.release(more[0])
        #expect(try kernel.open() != 0)
    }

    // MARK: - Time

    @Test func `the answer to a long transfer waits until its bits have passed`() throws {
        // 60 bytes at 400 kHz: 1.4 ms.
        kernel.memory = [(base: 0x4000, bytes: Array(repeating: 5, count: 60))]
        let answer = try combined([message(0, 60, at: 0x4000)])
        #expect(answer.rounds == 4 && kernel.receive() == nil)
        let until = try #require(device.busyUntil)
        #expect(until == wires.now)
        clock.now = until + .nanoseconds(-1)
        device.release(now: clock.now)
        #expect(kernel.receive() == nil)
        clock.now = until
        device.release(now: clock.now)
        #expect(kernel.receive()?.count == 32)
        #expect(device.busyUntil == nil)
    }

    @Test func `only a name in dev can be made`() {
        let bus = ExposedBus(name: "main", wires: wires)
        for path in ["i2c-1", "/dev/", "/dev/../etc/x", "/sys/i2c-1"] {
            #expect(throws: ExposureError.badDevicePath(path)) {
                try BusDevice(path: path, bus: bus, patience: .zero) { .start }
            }
        }
    }
}
