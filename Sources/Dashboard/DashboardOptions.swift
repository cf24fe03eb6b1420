/// Where the dashboard listens, and how much it gives to those who ask.
public struct DashboardOptions: Sendable {
    /// 127.0.0.1 or ::1. Nothing else is accepted: there is no log-in, so there is no network.
    public var host: String
    /// 0 takes any free port.
    public var port: Int
    /// Connections open at once; further ones are closed unanswered.
    public var connectionLimit = 32
    /// Of these, event streams; further ones are answered 503.
    public var streamLimit = 16
    /// Bytes one connection may send; a request has no body, so this bounds its head.
    public var requestByteLimit = 8192
    /// Time from a connection's start to the end of its answer; event streams are exempt.
    public var requestTimeout = Duration.seconds(10)
    /// Time between two events of a stream, at least 100 ms.
    public var eventPeriod = Duration.milliseconds(100)
    /// Bytes waiting for a stream's reader above which it counts as too slow and is closed.
    public var streamByteLimit = 256 * 1024
    /// The kernel's send buffer per connection, bytes; `nil` leaves it to the kernel.
    public var sendBufferByteCount: Int?

    public init(host: String = "127.0.0.1", port: Int = 8080) {
        self.host = host
        self.port = port
    }
}
