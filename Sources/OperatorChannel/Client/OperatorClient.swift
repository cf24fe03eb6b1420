import Glibc

/// Asks a daemon over its socket. Every request has a connection of its own, so that a client can
/// be kept for as long as its owner likes without taking one of the daemon's places.
public struct OperatorClient: Sendable {
    /// Where the daemon listens.
    public let path: String
    /// How long a reply may take; `nil`: a little longer than the daemon lets anybody wait.
    public let patience: Duration?

    /// A client that has not connected yet.
    ///
    /// - Throws: ``OperatorChannelError/unusablePath(_:)``.
    public init(
        path: String = OperatorProtocol.defaultPath, patience: Duration? = nil
    ) throws(OperatorChannelError) {
        _ = try SocketAddress(path: path)
        self.path = path
        self.patience = patience
    }

    /// Sends one request and waits for its reply.
    ///
    /// - Parameter waits: Whether the reply to a request that takes time is to come when its
    ///   outcome is known; otherwise it comes after the step of the loop that took the request.
    /// - Throws: When there is no reply: nobody listens, this user may not, or time is up. A
    ///   request that the daemon refuses is a reply.
    public func send(
        _ request: OperatorRequest, waits: Bool = true
    ) throws(OperatorChannelError) -> OperatorReply {
        let call = OperatorCall(request, waits: waits)
        let usual: Duration =
            call.waits
            ? OperatorProtocol.outcomePatience + .seconds(10) : OperatorProtocol.clientPatience
        let deadline = MonotonicTime.now + (patience ?? usual)
        let socket = try connect()
        do throws(OperatorChannelError) {
            try write(Array((call.line + "\n").utf8), to: socket, until: deadline)
        } catch {
            // A daemon that turned this client away has said why before it hung up.
            switch error {
            case .cannot(_, _, EPIPE), .cannot(_, _, ECONNRESET): break
            default: throw error
            }
        }
        let reply = try read(from: socket, until: deadline)
        if case .failed(let reason) = reply.outcome, reason.hasPrefix(OperatorProtocol.notAllowed) {
            throw .notAllowed(path: path, reason: reason)
        }
        return reply
    }

    private func connect() throws(OperatorChannelError) -> Descriptor {
        let address = try SocketAddress(path: path)
        let socket = try Descriptor.unixSocket(for: path)
        switch address.use({ Glibc.connect(socket.number, $0, $1) }) {
        case 0: return socket
        case ENOENT, ENOTDIR, ECONNREFUSED: throw .noDaemon(path: path)
        case EACCES, EPERM:
            throw .notAllowed(
                path: path,
                reason: OperatorProtocol.notAllowed
                    + ": this user may not open the socket; its group may")
        // The queue of those who want to connect is full.
        case EAGAIN: throw .noAnswer(path: path)
        case let number: throw .cannot("connect", path: path, errno: number)
        }
    }

    private func write(
        _ bytes: [UInt8], to socket: Descriptor, until deadline: MonotonicTime
    ) throws(OperatorChannelError) {
        var sent = 0
        while sent < bytes.count {
            switch bytes.withUnsafeBytes({ socket.send(.init(rebasing: $0[sent...])) }) {
            case .moved(let count): sent += count
            case .wouldBlock: try wait(for: Int16(POLLOUT), on: socket, until: deadline)
            case .ended: throw .notUnderstood(path: path)
            case .failed(let number): throw .cannot("send", path: path, errno: number)
            }
        }
    }

    private func read(
        from socket: Descriptor, until deadline: MonotonicTime
    ) throws(OperatorChannelError) -> OperatorReply {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= OperatorProtocol.replyLengthLimit {
            switch chunk.withUnsafeMutableBytes({ socket.receive(into: $0) }) {
            case .moved(let count):
                bytes.append(contentsOf: chunk[..<count])
                guard bytes.suffix(2) == [10, 10] else { continue }
                let text = String(decoding: bytes, as: UTF8.self)
                guard let reply = OperatorReply(text: text) else {
                    throw .notUnderstood(path: path)
                }
                return reply
            case .wouldBlock: try wait(for: Int16(POLLIN), on: socket, until: deadline)
            case .ended, .failed(ECONNRESET):
                throw bytes.isEmpty ? .hungUp(path: path) : .notUnderstood(path: path)
            case .failed(let number): throw .cannot("receive", path: path, errno: number)
            }
        }
        throw .notUnderstood(path: path)
    }

    private func wait(
        for events: Int16, on socket: Descriptor, until deadline: MonotonicTime
    ) throws(OperatorChannelError) {
        var watched = pollfd(fd: socket.number, events: events, revents: 0)
        let now = MonotonicTime.now
        guard now < deadline else { throw .noAnswer(path: path) }
        if poll(&watched, 1, deadline.pollTimeout(from: now)) < 0, errno != EINTR {
            throw .cannot("wait", path: path, errno: errno)
        }
    }
}
