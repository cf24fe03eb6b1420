import Glibc
import Synchronization

/// Serves operators on a socket: a bounded number of clients, none of which can hold up another.
///
/// Runs on a thread of its own at low priority, or pass by pass under a test.
///
/// Unchecked: made on one thread and handed to its own; from then on others only call ``stop()``.
public final class OperatorServer: @unchecked Sendable {
    /// What came of serving so far.
    public struct Counts: Sendable, Equatable {
        /// Connections whose user may not command.
        public var turnedAway = 0
        /// Connections beyond ``OperatorProtocol/clientLimit``; each cost another its place.
        public var tooMany = 0
        /// Connections served.
        public var served = 0
    }

    /// Counted since the start; for the thread that serves.
    public private(set) var counts = Counts()

    private let socket: OperatorSocket
    private let service: any OperatorService
    private let patience: Duration
    /// Whether requests of a peer are carried out; tests may put another rule here.
    var admits: (OperatorPeer) -> Bool
    private var connections: [OperatorConnection] = []
    private var mayAcceptAt: MonotonicTime?
    private let wakeUp: (reader: Descriptor, writer: Descriptor)
    private let isStopping = Atomic<Bool>(false)
    private var watched: [pollfd] = []

    /// How often a reply that is not there yet is asked for.
    private static let taskInterval = Duration.milliseconds(10)
    /// How long no client is accepted when the system has no room for one.
    private static let acceptPause = Duration.seconds(1)
    /// The longest sleep, so that nothing depends on being woken.
    private static let longestWait = Duration.seconds(5)

    /// A server that has not begun.
    ///
    /// - Parameters:
    ///   - patience: How long a client may keep the server waiting.
    ///   - daemonUser: Whose connections are served beside root's and the group's; `nil`: those
    ///     of the user this process runs as.
    public init(
        socket: OperatorSocket, service: any OperatorService,
        patience: Duration = OperatorProtocol.clientPatience, daemonUser: UInt32? = nil
    ) throws(OperatorChannelError) {
        self.socket = socket
        self.service = service
        self.patience = patience
        let user = daemonUser ?? geteuid()
        let group = socket.group
        admits = { $0.mayCommand(daemonUser: user, socketGroup: group) }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw .cannot("open a pipe", path: socket.path, errno: errno)
        }
        wakeUp = (Descriptor(ends[0]), Descriptor(ends[1]))
        for end in ends { Descriptor.setUp(end) }
    }

    /// Ends ``runUntilFinished()``; from any thread, once or more often.
    public func stop() {
        isStopping.store(true, ordering: .releasing)
        var byte: UInt8 = 0
        _ = write(wakeUp.writer.number, &byte, 1)
    }

    func runUntilFinished() {
        while !isStopping.load(ordering: .acquiring) { serve(waitingAtMost: Self.longestWait) }
        connections = []
    }

    /// One pass: waits until there is something to do, does it, and returns.
    public func serve(waitingAtMost limit: Duration) {
        waitForWork(limit)
        let now = MonotonicTime.now
        for (index, connection) in connections.enumerated() {
            connection.advance(watched[index + 2].revents, service: service, now: now)
        }
        connections.removeAll { $0.isOver }
        if watched[1].revents != 0 { acceptClients(now: now) }
    }

    private func waitForWork(_ limit: Duration) {
        let now = MonotonicTime.now
        if let time = mayAcceptAt, now >= time { mayAcceptAt = nil }
        watched.removeAll(keepingCapacity: true)
        watched.append(pollfd(fd: wakeUp.reader.number, events: Int16(POLLIN), revents: 0))
        // A negative descriptor is not looked at.
        watched.append(
            pollfd(
                fd: mayAcceptAt == nil ? socket.descriptor.number : -1, events: Int16(POLLIN),
                revents: 0))
        var wake = now + limit
        for connection in connections {
            watched.append(
                pollfd(fd: connection.socket.number, events: connection.awaitedEvents, revents: 0))
            wake = min(wake, connection.wakeTime ?? now + Self.taskInterval)
        }
        if let time = mayAcceptAt { wake = min(wake, time) }
        if poll(&watched, nfds_t(watched.count), wake.pollTimeout(from: now)) < 0 {
            for index in watched.indices { watched[index].revents = 0 }
        }
    }

    private func acceptClients(now: MonotonicTime) {
        // Bounded, so that a crowd at the door does not keep those inside waiting.
        for _ in 0..<OperatorProtocol.clientLimit {
            switch socket.accept() {
            case .client(let client): admit(client, now: now)
            case .gone: continue
            case .nobody: return
            case .failed:
                mayAcceptAt = now + Self.acceptPause
                return
            }
        }
    }

    private func admit(_ client: Descriptor, now: MonotonicTime) {
        guard let peer = OperatorPeer(of: client), admits(peer) else {
            counts.turnedAway += 1
            let reason = "\(OperatorProtocol.notAllowed): only root and the socket's group"
            OperatorConnection.dismiss(client, OperatorReply(.failed(reason)))
            return
        }
        let limit = OperatorProtocol.clientLimit
        if connections.count >= limit {
            counts.tooMany += 1
            makeRoom()
        }
        // When all are at work there is one place more, so that somebody can still open.
        guard connections.count <= limit else {
            OperatorConnection.dismiss(
                client, OperatorReply(.failed("busy: too many operators at once")))
            return
        }
        counts.served += 1
        connections.append(
            OperatorConnection(
                client, peer: peer, patience: patience, isReserve: connections.count == limit,
                now: now))
    }

    /// Lets go whoever was served longest ago and has nothing at work, so that no crowd keeps out
    /// an order to open.
    private func makeRoom() {
        let idle = connections.indices.filter { !connections[$0].isAtWork }
        let longest = idle.min { connections[$0].deadline < connections[$1].deadline }
        guard let longest else { return }
        connections.remove(at: longest).evict(service)
    }
}
