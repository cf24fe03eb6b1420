import Glibc

@testable import LinuxHAL

/// Stands where the system calls are: notes each call and answers what the test says.
final class FakeSMBusCalls: SMBusCalls {
    /// Every call since the last look, in words.
    private(set) var log: [String] = []
    /// Answer of the next transfers: a value, or a negated errno.
    var answer: Int32 = 0
    /// What a block read delivers.
    var block: [UInt8] = []
    var openAnswer: Int32 = 7
    /// Which file is at the path, 0 for none: what is opened is that.
    var nodeAtPath: UInt64 = 1
    private var openNode: UInt64 = 0
    /// Moves the clock by hand, beside the time that transfers take.
    func advance(_ span: Duration) { time += Int64(span / .nanoseconds(1)) }
    var selectAnswer: Int32 = 0
    /// i2c-stub's mask: quick, byte, byte data, word data, I2C block.
    var functionMask: UInt64 = 0x0c7f_0000
    var boundDriver: String?
    var foundAdapter = I2CAdapter.stub
    /// What an exchange reads.
    var received: [UInt8] = []
    /// How far the clock moves during each transfer.
    var transferTime = Duration.microseconds(100)
    private var time: Int64 = 0

    func takeLog() -> [String] {
        defer { log = [] }
        return log
    }

    func open(_ path: [CChar]) -> Int32 {
        openNode = nodeAtPath
        let text = path.dropLast().map { String(UnicodeScalar(UInt8(bitPattern: $0))) }.joined()
        return note("open \(text)", openAnswer)
    }

    func node(of descriptor: Int32, _ node: inout DeviceNode) -> Int32 {
        node = DeviceNode(file: openNode)
        return 0
    }

    func node(at path: [CChar], _ node: inout DeviceNode) -> Int32 {
        log.append("look")
        if nodeAtPath == 0 { return -ENOENT }
        node = DeviceNode(file: nodeAtPath)
        return 0
    }

    func close(_ descriptor: Int32) { log.append("close \(descriptor)") }

    func functions(_ descriptor: Int32, _ functions: inout UInt64) -> Int32 {
        functions = functionMask
        return note("functions", 0)
    }

    func select(_ descriptor: Int32, _ address: UInt8) -> Int32 {
        note("select \(hex(address))", selectAnswer)
    }

    func setTimeout(_ descriptor: Int32, tensOfMilliseconds: UInt) -> Int32 {
        note("timeout \(tensOfMilliseconds)", 0)
    }

    func setRetries(_ descriptor: Int32, _ retries: UInt) -> Int32 { note("retries \(retries)", 0) }
    func driver(bus: String, _ address: UInt8) -> String? { boundDriver }
    func adapter(_ paths: AdapterPaths) -> I2CAdapter { foundAdapter }

    /// Moves on by a transfer per look: a transfer is between two looks.
    func now() -> Int64 {
        time += Int64(transferTime / .nanoseconds(1))
        return time
    }

    func exchange(
        _ descriptor: Int32, _ address: UInt8, writing: Span<UInt8>,
        reading: inout MutableSpan<UInt8>
    ) -> Int32 {
        let written = writing.indices.map { " " + hex(writing[$0]) }.joined()
        for index in reading.indices where index < received.count {
            reading[index] = received[index]
        }
        return note("exchange \(hex(address)):\(written) > \(reading.count)", answer)
    }

    func readByte(_ descriptor: Int32) -> Int32 { note("read_byte", answer) }

    func writeByte(_ descriptor: Int32, _ value: UInt8) -> Int32 {
        note("write_byte \(hex(value))", answer)
    }

    func readByteData(_ descriptor: Int32, _ register: UInt8) -> Int32 {
        note("read_byte_data \(hex(register))", answer)
    }

    func writeByteData(_ descriptor: Int32, _ register: UInt8, _ value: UInt8) -> Int32 {
        note("write_byte_data \(hex(register)) \(hex(value))", answer)
    }

    func readWordData(_ descriptor: Int32, _ register: UInt8) -> Int32 {
        note("read_word_data \(hex(register))", answer)
    }

    func writeWordData(_ descriptor: Int32, _ register: UInt8, _ value: UInt16) -> Int32 {
        note("write_word_data \(hex(register)) \(hex(value))", answer)
    }

    func readBlock(
        _ descriptor: Int32, _ register: UInt8, count: UInt8, into bytes: inout SMBusBlock
    ) -> Int32 {
        for index in block.indices { bytes[index] = block[index] }
        let received = answer < 0 ? answer : Int32(block.count)
        return note("read_i2c_block \(hex(register)) \(count)", received)
    }

    func writeBlock(
        _ descriptor: Int32, _ register: UInt8, count: UInt8, from bytes: SMBusBlock
    ) -> Int32 {
        let data = (0..<Int(count)).map { hex(bytes[$0]) }.joined(separator: " ")
        return note("write_i2c_block \(hex(register)) \(data)", answer)
    }

    private func note(_ call: String, _ answer: Int32) -> Int32 {
        log.append(call)
        return answer
    }

    private func hex(_ value: some BinaryInteger) -> String { String(value, radix: 16) }
}
