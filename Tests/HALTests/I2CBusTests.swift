import HAL
import Testing

/// A bus that remembers bytes and answers with what it was given.
private final class RecordingBus: I2CBus {
    struct Transfer: Equatable {
        var address: UInt8
        var written: [UInt8]
        var readCount: Int
    }

    private(set) var transfers: [Transfer] = []
    var answer: [UInt8] = []
    var error: I2CError?

    func transfer(
        to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        transfers.append(
            Transfer(
                address: address.sevenBit, written: writing.indices.map { writing[$0] },
                readCount: reading.count))
        if let error { throw error }
        for index in reading.indices { reading[index] = answer[index] }
    }
}

struct I2CBusTests {
    private let bus = RecordingBus()
    private let address = I2CAddress(0x48)

    private func expect(_ written: [UInt8], _ readCount: Int) {
        #expect(
            bus.transfers == [
                RecordingBus.Transfer(address: 0x48, written: written, readCount: readCount)
            ])
    }

    @Test func `send byte is one byte without a register`() throws {
        try bus.sendByte(0xA5, to: address)
        expect([0xA5], 0)
    }

    @Test func `receive byte only reads`() throws {
        bus.answer = [0x5A]
        #expect(try bus.receiveByte(from: address) == 0x5A)
        expect([], 1)
    }

    @Test func `read byte names its register`() throws {
        bus.answer = [0x17]
        #expect(try bus.readByte(0x0F, from: address) == 0x17)
        expect([0x0F], 1)
    }

    @Test func `write byte follows its register`() throws {
        try bus.writeByte(0x01, register: 0x02, to: address)
        expect([0x02, 0x01], 0)
    }

    @Test func `a word is read low byte first`() throws {
        bus.answer = [0x34, 0x12]
        #expect(try bus.readWord(0x07, from: address) == 0x1234)
        expect([0x07], 2)
    }

    @Test func `a word is written low byte first`() throws {
        try bus.writeWord(0x1234, register: 0x07, to: address)
        expect([0x07, 0x34, 0x12], 0)
    }

    @Test func `a word comes back as it went`() throws {
        for word in [0, 1, 0xFF, 0x100, 0x8000, 0xFFFF] as [UInt16] {
            let bus = RecordingBus()
            try bus.writeWord(word, register: 0, to: address)
            bus.answer = Array(bus.transfers[0].written.dropFirst())
            #expect(try bus.readWord(0, from: address) == word)
        }
    }

    @Test(arguments: [1, 3, 32])
    func `a block is read into the caller's storage`(count: Int) throws {
        bus.answer = (0..<count).map { UInt8($0 + 1) }
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        try bus.readBlock(0x20, from: address, into: &span)
        #expect(bytes == bus.answer)
        expect([0x20], count)
    }

    @Test(arguments: [1, 3, 32])
    func `a block is written behind its register`(count: Int) throws {
        let bytes = (0..<count).map { UInt8($0 + 1) }
        try bus.writeBlock(0x20, to: address, bytes: bytes.span)
        expect([0x20] + bytes, 0)
    }

    @Test func `a block of more than 32 bytes is our mistake`() async {
        await #expect(processExitsWith: .failure) {
            let bytes = [UInt8](repeating: 0, count: 33)
            try RecordingBus().writeBlock(0, to: I2CAddress(0x48), bytes: bytes.span)
        }
    }

    @Test func `an error comes through as it is`() {
        bus.error = .busStuck
        #expect(throws: I2CError.busStuck) { try bus.readWord(0, from: address) }
        #expect(throws: I2CError.busStuck) { try bus.sendByte(0, to: address) }
    }

    @Test func `a driver's transfers give their error the device's type`() {
        bus.error = .timeout
        #expect(throws: DeviceError.bus(.timeout)) {
            try DeviceError.wrapping { () throws(I2CError) in
                try bus.readByte(0, from: address)
            }
        }
    }
}
