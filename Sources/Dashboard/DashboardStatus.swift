/// What the dashboard has served and refused since it started.
public struct DashboardStatus: Sendable, Equatable {
    /// Requests answered, whatever the answer.
    public var requests: UInt64 = 0
    /// Connections open now.
    public var connections = 0
    /// Event streams open now.
    public var streams = 0
    /// Event streams closed because their reader was too slow.
    public var slowStreams: UInt64 = 0
    /// Connections closed because too many were open.
    public var refusedConnections: UInt64 = 0

    public init() {}
}
