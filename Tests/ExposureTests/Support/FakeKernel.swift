import Glibc

@testable import Exposure

/// The kernel's end of CUSE: sends requests in its protocol and follows retries through the memory
/// of an imagined client.
final class FakeKernel {
    /// What came of an ioctl.
    struct Answer: Equatable {
        /// 0, or an error number.
        var error: Int32 = 0
        var result: Int32 = 0
        var rounds = 0
    }

    /// The other end, for the device.
    let deviceEnd: Int32
    /// The client's memory: start address and contents of each region.
    var memory: [(base: UInt64, bytes: [UInt8])] = []
    /// The thread that asks: 0 is one of another namespace, whose memory is out of reach.
    var thread: Int32 = 0
    /// Happens between the rounds of an ioctl.
    var betweenRounds: () -> Void = {}

    private let ownEnd: Int32
    private var unique: UInt64 = 1
    private let serve: () throws -> Void

    private static let headerSize = 40
    private static let retryFlag: UInt32 = 1 << 2
    private static let unrestrictedFlag: UInt32 = 1 << 1

    /// - Parameter open: Makes the device of its end and returns how it serves one request.
    init(_ open: (Int32) throws -> () throws -> Void) throws {
        var ends: [Int32] = [0, 0]
        precondition(
            socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends) == 0,
            "A process may have a pair of sockets.")
        ownEnd = ends[0]
        deviceEnd = ends[1]
        serve = try open(ends[1])
    }

    deinit { close(ownEnd) }

    // MARK: - Requests

    /// CUSE_INIT of protocol 7.38.
    ///
    /// - Returns: The name that the device asked for.
    func initialise() throws -> String {
        let reply = try ask(4096, little(7, 38, 0, 1))
        // Behind two headers: "DEVNAME=i2c-1".
        let text = reply.dropFirst(16 + 72).prefix { $0 != 0 }
        return String(decoding: text, as: UTF8.self)
    }

    /// FUSE_OPEN.
    ///
    /// - Returns: The handle; 0 with an error.
    func open() throws -> UInt64 {
        let reply = try ask(14, little(2, 0))
        return reply.count >= 24 ? number(reply, at: 16, 8) : 0
    }

    /// FUSE_RELEASE.
    func release(_ handle: UInt64) throws {
        _ = try ask(18, bytes(handle, 8) + little(0, 0) + bytes(0, 8))
    }

    /// FUSE_IOCTL, unrestricted, with as many rounds as the device asks for.
    func ioctl(_ command: UInt32, _ argument: UInt64, handle: UInt64) throws -> Answer {
        var answer = Answer()
        var input: [UInt8] = []
        var outputs: [(base: UInt64, length: Int)] = []
        while answer.rounds < 8 {
            answer.rounds += 1
            let outSize = outputs.reduce(0) { $0 + $1.length }
            let body =
                bytes(handle, 8) + little(Self.unrestrictedFlag, command) + bytes(argument, 8)
                + little(UInt32(input.count), UInt32(outSize)) + input
            let reply = try ask(39, body)
            answer.error = -Int32(truncatingIfNeeded: number(reply, at: 4, 4))
            guard answer.error == 0 else { return answer }
            let flags = UInt32(number(reply, at: 20, 4))
            guard flags & Self.retryFlag != 0 else {
                answer.result = Int32(truncatingIfNeeded: number(reply, at: 16, 4))
                store(Array(reply.dropFirst(32)), outputs)
                return answer
            }
            let inCount = Int(number(reply, at: 24, 4))
            let outCount = Int(number(reply, at: 28, 4))
            let parts = (0..<(inCount + outCount)).map { index in
                (
                    base: number(reply, at: 32 + 16 * index, 8),
                    length: Int(number(reply, at: 40 + 16 * index, 8))
                )
            }
            betweenRounds()
            input = parts.prefix(inCount).flatMap { load($0.base, $0.length) }
            outputs = Array(parts.dropFirst(inCount))
        }
        return answer
    }

    private func ask(_ opcode: UInt32, _ body: [UInt8]) throws -> [UInt8] {
        unique += 1
        let length = UInt32(Self.headerSize + body.count)
        let header =
            little(length, opcode) + bytes(unique, 8) + bytes(1, 8)
            + little(0, 0, UInt32(thread), 0)
        let request = header + body
        precondition(
            send(ownEnd, request, request.count, 0) == request.count, "The socket takes it.")
        try serve()
        return receive() ?? []
    }

    /// An answer that has come, if one has.
    func receive() -> [UInt8]? {
        var reply = [UInt8](repeating: 0, count: 65_536)
        let count = recv(ownEnd, &reply, reply.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : Array(reply.prefix(count))
    }

    // MARK: - Memory

    private func load(_ base: UInt64, _ length: Int) -> [UInt8] {
        guard let region = memory.first(where: { $0.base == base }) else { return [] }
        return Array(region.bytes.prefix(length))
    }

    private func store(_ data: [UInt8], _ parts: [(base: UInt64, length: Int)]) {
        var rest = data[...]
        for part in parts {
            guard let index = memory.firstIndex(where: { $0.base == part.base }) else { continue }
            memory[index].bytes.replaceSubrange(
                0..<min(part.length, rest.count), with: rest.prefix(part.length))
            rest = rest.dropFirst(part.length)
        }
    }

    /// Contents of a region.
    func contents(_ base: UInt64) -> [UInt8] {
        memory.first { $0.base == base }?.bytes ?? []
    }

    // MARK: - Bytes

    func little(_ words: UInt32...) -> [UInt8] { words.flatMap { bytes(UInt64($0), 4) } }

    func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    private func number(_ data: [UInt8], at offset: Int, _ count: Int) -> UInt64 {
        guard data.count >= offset + count else { return 0 }
        return (0..<count).reduce(0) { $0 | UInt64(data[offset + $1]) << UInt64(8 * $1) }
    }
}
