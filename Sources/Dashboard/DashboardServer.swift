import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A read-only web page of a running pack, for a browser on the same machine.
///
/// ```swift
/// let dashboard = try await DashboardServer.start(pack: outline, options: DashboardOptions())
/// while running { dashboard.publisher.offer(loop.step(now: clock.now)) }
/// await dashboard.stop()
/// ```
///
/// `/` is the page, `/snapshot` JSON, `/events` Server-Sent Events, `/metrics` the Prometheus text
/// format. All of it runs on one thread of its own, which the control loop never waits for. There
/// is no request that changes anything.
public final class DashboardServer: Sendable {
    /// Where the control loop leaves its snapshots.
    public let publisher: SnapshotPublisher
    /// The port it listens on, also when any free one was asked for.
    public let port: Int

    private let host: String
    private let group: MultiThreadedEventLoopGroup
    private let hub: Hub
    private let listener: any Channel
    private let ticker: RepeatedTask

    /// How long ``stop()`` waits for readers to take the last event.
    private static let farewell = TimeAmount.seconds(1)

    /// Begins to listen. Every server is stopped with ``stop()``.
    ///
    /// - Throws: when the host is not the loopback, or the port cannot be had.
    public static func start(
        pack: PackOutline, options: DashboardOptions
    ) async throws(DashboardError) -> DashboardServer {
        let address = try address(of: options)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let publisher = SnapshotPublisher(
            cellCount: pack.cellCount, stackCount: pack.stacks.count)
        let hub = Hub(
            pack: pack, options: options, publisher: publisher, eventLoop: group.next())
        do {
            let listener = try await bootstrap(group, hub).bind(to: address).get()
            return DashboardServer(group: group, hub: hub, listener: listener)
        } catch {
            await shutDown(group)
            throw problem(error, port: options.port)
        }
    }

    private init(group: MultiThreadedEventLoopGroup, hub: Hub, listener: any Channel) {
        self.group = group
        self.hub = hub
        self.listener = listener
        publisher = hub.publisher
        host = hub.options.host
        port = listener.localAddress?.port ?? hub.options.port
        let period = TimeAmount(max(hub.options.eventPeriod, .milliseconds(100)))
        ticker = listener.eventLoop.scheduleRepeatedTask(initialDelay: period, delay: period) {
            _ in hub.tick()
        }
    }

    /// What to type into a browser.
    public var url: String { "http://\(host == "::1" ? "[::1]" : host):\(port)/" }

    /// What has been served and refused. From any thread.
    public var status: DashboardStatus { hub.status.withLock { $0 } }

    /// Takes no more connections, sends the last snapshot and a farewell to the open pages, and
    /// ends the thread. Waits a second at most for slow readers. Called once.
    public func stop() async {
        ticker.cancel()
        let loop = listener.eventLoop
        let isDone = loop.makePromise(of: Void.self)
        listener.close().whenComplete { [hub] _ in
            hub.endAllStreams().whenComplete { _ in isDone.succeed() }
            // A promise is kept once; whoever comes second is not heard.
            loop.scheduleTask(in: Self.farewell) { isDone.succeed() }
        }
        await Self.finish(isDone.futureResult)
        await Self.shutDown(group)
    }

    /// Looks for a new snapshot now instead of at the next period.
    func tick() async {
        await Self.finish(listener.eventLoop.submit { [hub] in hub.tick() })
    }

    // MARK: Set-up

    private static func address(
        of options: DashboardOptions
    ) throws(DashboardError) -> SocketAddress {
        guard options.host == "127.0.0.1" || options.host == "::1" else {
            throw .notLoopback(host: options.host)
        }
        guard (0...65535).contains(options.port) else { throw .noSuchPort(options.port) }
        do {
            return try SocketAddress(ipAddress: options.host, port: options.port)
        } catch {
            throw .cannotListen(port: options.port, reason: "\(error)")
        }
    }

    private static func bootstrap(
        _ group: MultiThreadedEventLoopGroup, _ hub: Hub
    ) -> ServerBootstrap {
        let options = hub.options
        let waterMark = ChannelOptions.Types.WriteBufferWaterMark(
            low: options.streamByteLimit / 2, high: options.streamByteLimit)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Int32(clamping: options.connectionLimit))
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: waterMark)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(RequestByteLimit(limit: options.requestByteLimit))
                    try pipeline.configureHTTPServerPipeline(
                        withPipeliningAssistance: false, withErrorHandling: false)
                    try pipeline.addHandler(RequestHandler(hub: hub))
                }
            }
        guard let byteCount = options.sendBufferByteCount else { return bootstrap }
        return bootstrap.childChannelOption(
            .socketOption(.so_sndbuf), value: .init(byteCount))
    }

    private static func problem(_ error: any Error, port: Int) -> DashboardError {
        guard let error = error as? IOError else {
            return .cannotListen(port: port, reason: "\(error)")
        }
        switch error.errnoCode {
        case EADDRINUSE: return .portTaken(port)
        case EACCES: return .portForbidden(port)
        default: return .cannotListen(port: port, reason: error.description)
        }
    }

    /// Waits for a future of which only the end matters.
    private static func finish(_ future: EventLoopFuture<Void>) async {
        do { try await future.get() } catch {
            // What was sent to a reader who is gone needs no answer.
        }
    }

    private static func shutDown(_ group: MultiThreadedEventLoopGroup) async {
        do { try await group.shutdownGracefully() } catch {
            preconditionFailure("The dashboard's thread is ended once, by the one who made it.")
        }
    }
}
