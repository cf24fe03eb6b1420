import Glibc
import Testing

@testable import OperatorChannel

@Suite struct OperatorClientTests {
    @Test func `a client and a server on its thread understand each other`() throws {
        let scratch = Scratch()
        let service = ScriptedService()
        service.outcome = OperatorReply(.refused("wrong state"), fields: [.init("state", "fault")])
        let thread = try OperatorServerThread(
            try OperatorServer(
                socket: try OperatorSocket(path: scratch.socketPath), service: service))
        let client = try OperatorClient(path: scratch.socketPath)
        let status = try client.send(.status)
        #expect(status.isAccepted && status["state"] == "standby")
        let close = try client.send(.close)
        #expect(close.reason == "wrong state" && close["state"] == "fault")
        #expect(try client.send(.close, waits: false).isAccepted)
        thread.stop()
        thread.stop()
    }

    @Test func `nobody there is said as such`() throws {
        let scratch = Scratch()
        let client = try OperatorClient(path: scratch.socketPath)
        #expect(throws: OperatorChannelError.noDaemon(path: scratch.socketPath)) {
            try client.send(.status)
        }
        let dead = try Descriptor.unixSocket(for: scratch.socketPath)
        _ = try SocketAddress(path: scratch.socketPath).use { bind(dead.number, $0, $1) }
        #expect(throws: OperatorChannelError.noDaemon(path: scratch.socketPath)) {
            try client.send(.status)
        }
    }

    @Test func `a daemon that does not answer is given up`() throws {
        let bench = try ServerBench()
        let client = try OperatorClient(
            path: bench.scratch.socketPath, patience: .milliseconds(20))
        #expect(throws: OperatorChannelError.noAnswer(path: bench.scratch.socketPath)) {
            try client.send(.status)
        }
    }

    /// One connection answered with these bytes and closed.
    private func answer(_ bytes: [UInt8]) throws -> OperatorChannelError? {
        let scratch = Scratch()
        let listener = try Descriptor.unixSocket(for: scratch.socketPath)
        _ = try SocketAddress(path: scratch.socketPath).use { bind(listener.number, $0, $1) }
        listen(listener.number, 1)
        let client = try OperatorClient(path: scratch.socketPath, patience: .seconds(5))
        let impostor = Impostor(listener, bytes)
        defer { impostor.join() }
        do throws(OperatorChannelError) {
            _ = try client.send(.status)
            return nil
        } catch { return error }
    }

    @Test func `what is no reply is not taken for one`() throws {
        for bytes in [Array("HTTP/1.1 400\r\n\n\n".utf8), [0xFF, 0x0A, 0x0A], Array("ok".utf8)] {
            guard case .notUnderstood? = try answer(bytes) else {
                Issue.record("taken for a reply: \(bytes)")
                continue
            }
        }
        guard case .hungUp? = try answer([]) else {
            Issue.record("a silent end was something else")
            return
        }
    }

    @Test func `a refusal for want of rights is an error of its own`() throws {
        guard case .notAllowed(_, let reason)? = try answer(Array("error: not allowed: x\n\n".utf8))
        else {
            Issue.record("not told apart")
            return
        }
        #expect(reason == "not allowed: x")
    }

    @Test func `an endless reply ends`() throws {
        let endless = [UInt8](repeating: 97, count: OperatorProtocol.replyLengthLimit + 8192)
        guard case .notUnderstood? = try answer(endless) else {
            Issue.record("not given up")
            return
        }
    }
}

/// Accepts one connection on a thread, writes, and closes.
private final class Impostor: @unchecked Sendable {
    private let listener: Descriptor
    private let bytes: [UInt8]
    private var thread = pthread_t()

    init(_ listener: Descriptor, _ bytes: [UInt8]) {
        self.listener = listener
        self.bytes = bytes
        let context = Unmanaged.passRetained(self).toOpaque()
        pthread_create(&thread, nil, runImpostor, context)
    }

    func join() { pthread_join(thread, nil) }

    func run() {
        var watched = pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)
        poll(&watched, 1, 5_000)
        let number = accept(listener.number, nil, nil)
        guard number >= 0 else { return }
        let client = Descriptor(number)
        // The request first: an unread one would reset the connection.
        var request = [UInt8](repeating: 0, count: 256)
        _ = recv(client.number, &request, request.count, 0)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { rest in
                send(
                    client.number, rest.baseAddress.map { $0 + sent }, bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }
}

private func runImpostor(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<Impostor>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
