import NIOCore

/// Counts what a connection sends, in front of the parser. A connection carries one request, so a
/// limit for the connection bounds the request, and what may follow it.
final class RequestByteLimit: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// More came than the limit permits.
    struct Exceeded: Error {}

    private let limit: Int
    private var count = 0

    init(limit: Int) {
        self.limit = limit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard count <= limit else { return }
        count += unwrapInboundIn(data).readableBytes
        if count > limit {
            context.fireErrorCaught(Exceeded())
        } else {
            context.fireChannelRead(data)
        }
    }
}
