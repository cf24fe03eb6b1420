import NIOCore
import NIOHTTP1

/// Answers the one request of a connection, or turns the connection into an event stream.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let hub: Hub
    private var isAdmitted = false
    private var isAnswered = false
    private var isStream = false
    private var deadline: Scheduled<Void>?

    init(hub: Hub) {
        self.hub = hub
    }

    func channelActive(context: ChannelHandlerContext) {
        guard hub.admitConnection() else {
            context.close(promise: nil)
            return
        }
        isAdmitted = true
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: TimeAmount(hub.options.requestTimeout)) {
            channel.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        if isStream { hub.endStream(context.channel) }
        if isAdmitted { hub.releaseConnection() }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let request) = unwrapInboundIn(data), isAdmitted, !isAnswered else {
            return
        }
        if let problem = problem(with: request) {
            send(problem, to: request, context: context)
        } else if path(of: request) == "/events", request.method == .GET {
            startStream(request, context: context)
        } else {
            send(hub.answer(path(of: request)), to: request, context: context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard isAdmitted, !isAnswered else {
            context.close(promise: nil)
            return
        }
        let isTooLarge =
            error is RequestByteLimit.Exceeded
            || error as? HTTPParserError == .headerOverflow
        send(isTooLarge ? .tooLarge : .malformed, to: nil, context: context)
    }

    private func problem(with request: HTTPRequestHead) -> Answer? {
        let hosts = request.headers["host"]
        if hosts.count != 1 { return .noHost }
        if !HostName.isLoopback(hosts[0]) { return .foreignHost }
        if request.method != .GET, request.method != .HEAD { return .methodNotAllowed }
        let length = request.headers["content-length"]
        if request.headers.contains(name: "transfer-encoding")
            || length.contains(where: { $0 != "0" })
        {
            return .hasBody
        }
        return nil
    }

    private func path(of request: HTTPRequestHead) -> Substring {
        request.uri.prefix { $0 != "?" }
    }

    /// Sends a whole answer and ends this side of the connection; the other side ends its own, or
    /// the deadline does.
    private func send(
        _ answer: Answer, to request: HTTPRequestHead?, context: ChannelHandlerContext
    ) {
        isAnswered = true
        hub.countRequest()
        let head = HTTPResponseHead(
            version: .http1_1, status: answer.status, headers: answer.headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request?.method != .HEAD {
            let body = context.channel.allocator.buffer(string: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            channel.close(mode: .output, promise: nil)
        }
    }

    private func startStream(_ request: HTTPRequestHead, context: ChannelHandlerContext) {
        guard hub.hasRoomForStream else {
            send(.tooManyStreams, to: request, context: context)
            return
        }
        isAnswered = true
        isStream = true
        deadline?.cancel()
        hub.countRequest()
        var headers = Answer.commonHeaders
        headers.add(name: "Content-Type", value: "text/event-stream")
        headers.add(name: "Connection", value: "close")
        let head = HTTPResponseHead(version: request.version, status: .ok, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        hub.beginStream(context.channel)
    }
}
