import NIOCore
import NIOHTTP1
import Quantities
import Synchronization

/// What the connections share: the newest snapshot, the open streams, the counts.
///
/// Unchecked: everything but ``status`` is touched on the event loop only.
final class Hub: @unchecked Sendable {
    let options: DashboardOptions
    let publisher: SnapshotPublisher
    let status = Mutex(DashboardStatus())

    private let pack: PackOutline
    private let eventLoop: any EventLoop
    private var streams: [any Channel] = []
    private var connectionCount = 0
    /// When the newest snapshot was first seen; `nil` before the first.
    private var seenAt: NIODeadline?
    private var isStreamed = true
    private var lastEventAt = NIODeadline.now()

    /// An idle stream gets a comment this often, so that a dead reader is noticed.
    private static let heartbeat = TimeAmount.seconds(15)

    init(
        pack: PackOutline, options: DashboardOptions, publisher: SnapshotPublisher,
        eventLoop: any EventLoop
    ) {
        self.pack = pack
        self.options = options
        self.publisher = publisher
        self.eventLoop = eventLoop
    }

    // MARK: Connections

    /// Counts a connection in, or refuses it.
    func admitConnection() -> Bool {
        eventLoop.preconditionInEventLoop()
        guard connectionCount < options.connectionLimit else {
            status.withLock { $0.refusedConnections += 1 }
            return false
        }
        connectionCount += 1
        status.withLock { $0.connections = connectionCount }
        return true
    }

    func releaseConnection() {
        connectionCount -= 1
        status.withLock { $0.connections = connectionCount }
    }

    func countRequest() {
        status.withLock { $0.requests += 1 }
    }

    // MARK: Answers

    func answer(_ path: Substring) -> Answer {
        eventLoop.preconditionInEventLoop()
        advance()
        switch path {
        case "/":
            return Answer(status: .ok, contentType: "text/html; charset=utf-8", body: Page.html)
        case "/snapshot":
            guard seenAt != nil else { return .nothingYet }
            return Answer(
                status: .ok, contentType: "application/json", body: snapshotText(pack: pack))
        case "/events":
            return Answer(status: .ok, contentType: "text/event-stream", body: "")
        case "/metrics":
            return Answer(status: .ok, contentType: MetricsText.contentType, body: metricsText())
        default: return .notFound
        }
    }

    private func snapshotText(pack: PackOutline?) -> String {
        let age = age
        return publisher.withFrame { SnapshotJSON.text($0, age: age, pack: pack) }
    }

    private func metricsText() -> String {
        let status = status.withLock { $0 }
        guard seenAt != nil else {
            return MetricsText.text(nil, age: .zero, pack: pack, status: status)
        }
        let age = age
        return publisher.withFrame {
            MetricsText.text($0, age: age, pack: pack, status: status)
        }
    }

    private var age: Duration {
        guard let seenAt else { return .zero }
        return Duration(NIODeadline.now() - seenAt)
    }

    private func advance() {
        guard publisher.advance() else { return }
        seenAt = .now()
        isStreamed = false
    }

    // MARK: Streams

    var hasRoomForStream: Bool { streams.count < options.streamLimit }

    /// Sends what a page needs at its start. The head of the answer has been written.
    func beginStream(_ channel: any Channel) {
        eventLoop.preconditionInEventLoop()
        streams.append(channel)
        countStreams()
        send("retry: 1000\nevent: pack\ndata: \(PackJSON.text(pack))\n\n", to: [channel])
        if seenAt != nil { send(snapshotEvent(), to: [channel]) }
    }

    func endStream(_ channel: any Channel) {
        streams.removeAll { $0 === channel }
        countStreams()
    }

    /// Looks for a new snapshot and sends it to every stream; a stream whose reader has not taken
    /// what came before is closed.
    func tick() {
        eventLoop.preconditionInEventLoop()
        advance()
        let now = NIODeadline.now()
        if !isStreamed {
            isStreamed = true
            lastEventAt = now
            if !streams.isEmpty { broadcast(snapshotEvent()) }
        } else if now - lastEventAt > Self.heartbeat {
            lastEventAt = now
            broadcast(": waiting for a step\n\n")
        }
    }

    /// Ends every stream with an event of its own; done when all of it has been sent.
    func endAllStreams() -> EventLoopFuture<Void> {
        tick()
        let ending = streams.map { channel in
            channel.writeAndFlush(body("event: end\ndata: {}\n\n")).flatMap {
                channel.writeAndFlush(HTTPServerResponsePart.end(nil))
            }.flatMapError { _ in channel.eventLoop.makeSucceededVoidFuture() }
        }
        return .andAllComplete(ending, on: eventLoop)
    }

    private func broadcast(_ event: String) {
        // A stream may end while it is sent to.
        let current = streams
        for channel in current where !channel.isWritable {
            status.withLock { $0.slowStreams += 1 }
            channel.close(promise: nil)
        }
        send(event, to: current.filter { $0.isWritable })
    }

    private func snapshotEvent() -> String {
        "event: snapshot\ndata: \(snapshotText(pack: nil))\n\n"
    }

    private func send(_ event: String, to channels: [any Channel]) {
        let part = body(event)
        for channel in channels { channel.writeAndFlush(part, promise: nil) }
    }

    private func body(_ text: String) -> HTTPServerResponsePart {
        .body(.byteBuffer(ByteBuffer(string: text)))
    }

    private func countStreams() {
        status.withLock { $0.streams = streams.count }
    }
}
