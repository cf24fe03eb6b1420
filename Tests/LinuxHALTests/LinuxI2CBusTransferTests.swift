import Glibc
import HAL
import Testing

@testable import LinuxHAL

struct LinuxI2CBusTransferTests {
    private let calls = FakeSMBusCalls()
    private let bus: LinuxI2CBus
    private let address = I2CAddress(0x48)

    init() throws {
        bus = try LinuxI2CBus(path: "/dev/i2c-1", timeout: .milliseconds(50), calls: calls)
        try bus.checkIsFree(address)
        _ = calls.takeLog()
    }

    @Test func `a byte without a register is written with write byte`() throws {
        try bus.sendByte(0x04, to: address)
        #expect(calls.takeLog() == ["write_byte 4"])
    }

    @Test func `a byte without a register is read with read byte`() throws {
        calls.answer = 0xA5
        #expect(try bus.receiveByte(from: address) == 0xA5)
        #expect(calls.takeLog() == ["read_byte"])
    }

    @Test func `a register of one byte is written with write byte data`() throws {
        try bus.writeByte(0x80, register: 0x15, to: address)
        #expect(calls.takeLog() == ["write_byte_data 15 80"])
    }

    @Test func `a register of one byte is read with read byte data`() throws {
        calls.answer = 0x7F
        #expect(try bus.readByte(0x1F, from: address) == 0x7F)
        #expect(calls.takeLog() == ["read_byte_data 1f"])
    }

    @Test func `a word is written with its low byte first on the wire`() throws {
        // libi2c sends the low byte of its argument first, so bytes CD AB become the word ABCD.
        let bytes: InlineArray<3, UInt8> = [0x3E, 0xCD, 0xAB]
        var nothing = MutableSpan<UInt8>()
        try bus.transfer(to: address, writing: bytes.span, reading: &nothing)
        #expect(calls.takeLog() == ["write_word_data 3e abcd"])
    }

    @Test func `a word is read with its low byte first on the wire`() throws {
        calls.answer = 0xABCD
        let register: InlineArray<1, UInt8> = [0x00]
        var bytes: InlineArray<2, UInt8> = [0, 0]
        var reading = bytes.mutableSpan
        try bus.transfer(to: address, writing: register.span, reading: &reading)
        #expect(bytes[0] == 0xCD)
        #expect(bytes[1] == 0xAB)
        #expect(calls.takeLog() == ["read_word_data 0"])
    }

    @Test(arguments: [3, 5, 31, 32])
    func `a longer read is one block read without a count byte`(count: Int) throws {
        calls.block = (0..<UInt8(count)).map { $0 + 1 }
        var bytes = [UInt8](repeating: 0, count: count)
        var reading = bytes.mutableSpan
        try bus.readBlock(0x14, from: address, into: &reading)
        #expect(bytes == calls.block)
        #expect(calls.takeLog() == ["read_i2c_block 14 \(count)"])
    }

    @Test func `a longer write is one block write without a count byte`() throws {
        let bytes: InlineArray<3, UInt8> = [1, 2, 0xFF]
        try bus.writeBlock(0x40, to: address, bytes: bytes.span)
        #expect(calls.takeLog() == ["write_i2c_block 40 1 2 ff"])
    }

    @Test func `a block of 32 bytes is written in one call`() throws {
        let bytes = InlineArray<32, UInt8>(repeating: 0x11)
        try bus.writeBlock(0x40, to: address, bytes: bytes.span)
        let data = Array(repeating: "11", count: 32).joined(separator: " ")
        #expect(calls.takeLog() == ["write_i2c_block 40 " + data])
    }

    @Test func `a block that comes back short is an error`() {
        calls.block = [1, 2]
        #expect(throws: I2CError.system(EIO)) {
            var bytes: InlineArray<3, UInt8> = [0, 0, 0]
            var reading = bytes.mutableSpan
            try bus.readBlock(0x14, from: address, into: &reading)
        }
    }

    @Test func `the address is set again only when it changes`() throws {
        let other = I2CAddress(0x2A)
        try bus.sendByte(1, to: address)
        try bus.sendByte(2, to: other)
        try bus.sendByte(3, to: other)
        try bus.sendByte(4, to: address)
        #expect(
            calls.takeLog() == [
                "write_byte 1", "select 2a", "write_byte 2", "write_byte 3", "select 48",
                "write_byte 4",
            ])
    }

    @Test func `an address that could not be set is set again the next time`() throws {
        let other = I2CAddress(0x2A)
        calls.selectAnswer = -EBUSY
        // A kernel driver in the way, not a stuck bus.
        #expect(throws: I2CError.system(EBUSY)) { try bus.sendByte(1, to: other) }
        calls.selectAnswer = 0
        try bus.sendByte(2, to: address)
        #expect(calls.takeLog() == ["select 2a", "select 48", "write_byte 2"])
    }

    @Test func `every shape of SMBus call throws the kind of its errno`() {
        let expected = I2CError.addressNotAcknowledged
        calls.answer = -ENODEV
        #expect(throws: expected) { try bus.sendByte(0, to: address) }
        #expect(throws: expected) { try bus.receiveByte(from: address) }
        #expect(throws: expected) { try bus.writeByte(0, register: 0, to: address) }
        #expect(throws: expected) { try bus.readByte(0, from: address) }
        #expect(throws: expected) { try bus.writeWord(0, register: 0, to: address) }
        #expect(throws: expected) { try bus.readWord(0, from: address) }
        #expect(throws: expected) {
            let bytes: InlineArray<3, UInt8> = [0, 0, 0]
            try bus.writeBlock(0, to: address, bytes: bytes.span)
        }
        #expect(throws: expected) {
            var bytes: InlineArray<3, UInt8> = [0, 0, 0]
            var reading = bytes.mutableSpan
            try bus.readBlock(0, from: address, into: &reading)
        }
    }
}
