import Glibc
import HAL
import Testing

@testable import LinuxHAL

/// Transfers on an adapter that does combined messages.
struct LinuxI2CBusMessageTests {
    private let calls = FakeSMBusCalls()
    private let address = I2CAddress(0x48)

    /// bcm2835's mask: messages, and SMBus made of them.
    private static let emulated: UInt64 = 0x0eff_0009

    private func open(_ adapter: I2CAdapter = .bcm2835) throws -> LinuxI2CBus {
        calls.functionMask = Self.emulated
        calls.foundAdapter = adapter
        let bus = try LinuxI2CBus(path: "/dev/i2c-1", timeout: .milliseconds(30), calls: calls)
        _ = calls.takeLog()
        return bus
    }

    @Test func `every shape is one call of a write and then a read`() throws {
        let bus = try open()
        #expect(bus.usesMessages)
        try bus.checkIsFree(address)
        _ = calls.takeLog()
        calls.received = [0xCD, 0xAB, 0x01]
        try bus.sendByte(0x04, to: address)
        #expect(try bus.receiveByte(from: address) == 0xCD)
        try bus.writeByte(0x80, register: 0x15, to: address)
        #expect(try bus.readWord(0x00, from: address) == 0xABCD)
        try bus.writeWord(0x1234, register: 0x3E, to: address)
        var bytes: InlineArray<3, UInt8> = [0, 0, 0]
        var reading = bytes.mutableSpan
        try bus.readBlock(0x14, from: address, into: &reading)
        #expect(bytes[2] == 0x01)
        let long = InlineArray<32, UInt8>(repeating: 0x11)
        try bus.writeBlock(0x40, to: address, bytes: long.span)
        let data = Array(repeating: " 11", count: 32).joined()
        #expect(
            calls.takeLog() == [
                "exchange 48: 4 > 0", "exchange 48: > 1", "exchange 48: 15 80 > 0",
                "exchange 48: 0 > 2", "exchange 48: 3e 34 12 > 0", "exchange 48: 14 > 3",
                "exchange 48: 40\(data) > 0",
            ])
    }

    @Test func `an address is looked at once, for messages pass by a kernel driver`() throws {
        let bus = try open()
        let other = I2CAddress(0x2A)
        for _ in 0..<2 {
            try bus.sendByte(1, to: address)
            try bus.sendByte(2, to: other)
        }
        #expect(
            calls.takeLog() == [
                "select 48", "exchange 48: 1 > 0", "select 2a", "exchange 2a: 2 > 0",
                "exchange 48: 1 > 0", "exchange 2a: 2 > 0",
            ])
    }

    @Test func `an address of a kernel driver is not spoken to`() throws {
        let bus = try open()
        calls.selectAnswer = -EBUSY
        #expect(throws: I2CError.system(EBUSY)) { try bus.sendByte(1, to: address) }
        #expect(calls.takeLog() == ["select 48"])
        calls.selectAnswer = 0
        try bus.sendByte(1, to: address)
        #expect(calls.takeLog() == ["select 48", "exchange 48: 1 > 0"])
    }

    @Test func `an adapter that refuses messages is spoken to by SMBus from then on`() throws {
        let bus = try open(.other)
        calls.answer = -EOPNOTSUPP
        #expect(throws: I2CError.unsupported) { try bus.sendByte(1, to: address) }
        #expect(bus.usesMessages == false)
        calls.answer = 0
        _ = calls.takeLog()
        try bus.sendByte(1, to: address)
        #expect(calls.takeLog() == ["write_byte 1"])
    }

    @Test func `an adapter of messages alone is enough`() throws {
        calls.functionMask = 0x1
        let bus = try LinuxI2CBus(path: "/dev/i2c-1", timeout: .milliseconds(30), calls: calls)
        #expect(bus.usesMessages)
    }

    // MARK: - Deadline

    @Test func `a transfer that took longer than its limit has failed`() throws {
        let bus = try open()
        #expect(bus.transferLimit == .milliseconds(30))
        calls.transferTime = .milliseconds(30)
        try bus.sendByte(1, to: address)
        calls.transferTime = .milliseconds(31)
        #expect(throws: I2CError.timeout) { try bus.sendByte(1, to: address) }
        #expect(throws: I2CError.timeout) { try bus.readWord(1, from: address) }
    }

    @Test(arguments: [EREMOTEIO, ENXIO, EIO, EAGAIN])
    func `a failure that took its time was a clock held low`(number: Int32) throws {
        let bus = try open(.bitBanged)
        calls.answer = -number
        calls.transferTime = .milliseconds(100)
        #expect(throws: I2CError.timeout) { try bus.sendByte(1, to: address) }
    }

    // MARK: - Errors

    struct Row: CustomTestStringConvertible, Sendable {
        let adapter: I2CAdapter
        let number: Int32
        let error: I2CError
        var testDescription: String { "\(adapter) \(number)" }

        init(_ adapter: I2CAdapter, _ number: Int32, _ error: I2CError) {
            self.adapter = adapter
            self.number = number
            self.error = error
        }
    }

    /// CHIPS, section 10.3, and the drivers.
    static let table: [Row] = [
        Row(.bcm2835, EREMOTEIO, .addressNotAcknowledged),
        Row(.bcm2835, EIO, .system(EIO)),
        Row(.bcm2835, ETIMEDOUT, .timeout),
        Row(.bcm2835, EOPNOTSUPP, .unsupported),
        Row(.bcm2835, ENODEV, .system(ENODEV)),
        Row(.bitBanged, ENXIO, .addressNotAcknowledged),
        Row(.bitBanged, EIO, .dataNotAcknowledged),
        Row(.bitBanged, ETIMEDOUT, .timeout),
        Row(.bitBanged, EAGAIN, .busStuck),
        Row(.designWare, EREMOTEIO, .addressNotAcknowledged),
        Row(.designWare, EAGAIN, .busStuck),
        Row(.designWare, ETIMEDOUT, .timeout),
        Row(.designWare, EIO, .system(EIO)),
        Row(.stub, ENODEV, .addressNotAcknowledged),
        Row(.stub, EOPNOTSUPP, .unsupported),
        Row(.userSpace, ENXIO, .addressNotAcknowledged),
        Row(.userSpace, EREMOTEIO, .addressNotAcknowledged),
        Row(.userSpace, ENODEV, .addressNotAcknowledged),
        Row(.userSpace, EIO, .system(EIO)),
        Row(.userSpace, ETIMEDOUT, .timeout),
        Row(.userSpace, EBUSY, .busStuck),
        Row(.other, ENODEV, .addressNotAcknowledged),
        Row(.other, EBUSY, .busStuck),
        Row(.other, EINVAL, .system(EINVAL)),
    ]

    @Test(arguments: table)
    func `the errno of a transfer becomes its kind of error`(_ row: Row) throws {
        let bus = try LinuxI2CBus.forErrors(on: row.adapter, calls)
        calls.answer = -row.number
        #expect(throws: row.error) { try bus.sendByte(0, to: address) }
        #expect(throws: row.error) { try bus.readWord(0, from: address) }
    }

    // MARK: - Clearing

    @Test func `bit-banged lines are clocked until nobody acknowledges`() throws {
        let bus = try open(.bitBanged)
        let unused = I2CAddress(0x0F)
        calls.answer = -ENXIO
        try bus.clear(addressing: unused)
        #expect(calls.takeLog() == ["select f", "exchange f: > 1"])
        // An acknowledge where nobody is comes from a line held low.
        calls.answer = 0
        #expect(throws: I2CError.busStuck) { try bus.clear(addressing: unused) }
        #expect(calls.takeLog() == ["exchange f: > 1", "exchange f: > 1"])
    }

    @Test(arguments: [I2CAdapter.bcm2835, .designWare, .stub, .userSpace, .other])
    func `no other adapter can be clocked`(adapter: I2CAdapter) throws {
        let bus = try open(adapter)
        #expect(throws: I2CError.unsupported) { try bus.clear(addressing: I2CAddress(0x0F)) }
        #expect(calls.takeLog() == [])
    }
}

extension LinuxI2CBus {
    /// An adapter without SMBus calls to fall back to.
    fileprivate static func forErrors(
        on adapter: I2CAdapter, _ calls: FakeSMBusCalls
    ) throws -> LinuxI2CBus {
        calls.functionMask = 0x1
        calls.foundAdapter = adapter
        return try LinuxI2CBus(path: "/dev/i2c-1", timeout: .milliseconds(30), calls: calls)
    }
}

struct I2CAdapterTests {
    static let known: [(name: String?, driver: String?, adapter: I2CAdapter)] = [
        ("bcm2835 (i2c@7e804000)", "i2c-bcm2835", .bcm2835),
        ("bcm2835 I2C adapter", nil, .bcm2835),
        // The overlay's node is called like any other.
        ("i2c@0", "i2c-gpio", .bitBanged),
        ("i2c-gpio3", nil, .bitBanged),
        ("Synopsys DesignWare I2C adapter", "i2c_designware", .designWare),
        ("SMBus stub driver", nil, .stub),
        ("i915 gmbus dpb", "i915", .other),
        (nil, nil, .userSpace),
    ]

    @Test(arguments: known)
    func `an adapter is known by its driver or its name`(
        name: String?, driver: String?, adapter: I2CAdapter
    ) {
        #expect(I2CAdapter(name: name?.utf8, driver: driver?.utf8) == adapter)
    }
}
