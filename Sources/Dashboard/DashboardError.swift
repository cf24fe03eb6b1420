/// Why the dashboard does not start.
public enum DashboardError: Error, Equatable, CustomStringConvertible {
    /// The host is not 127.0.0.1 or ::1.
    case notLoopback(host: String)
    /// The port is not 0 to 65535.
    case noSuchPort(Int)
    /// Another program listens there.
    case portTaken(Int)
    /// Ports below 1024 need a privilege.
    case portForbidden(Int)
    /// Anything else that the system says.
    case cannotListen(port: Int, reason: String)

    public var description: String {
        switch self {
        case .notLoopback(let host):
            "The dashboard listens on 127.0.0.1 or ::1 only, not on \(host). "
                + "To see it from elsewhere, forward the port with ssh -L."
        case .noSuchPort(let port): "A port is 0 to 65535, not \(port)."
        case .portTaken(let port):
            "Port \(port) is in use by another program. Choose another with --http-port, "
                + "or 0 for no dashboard."
        case .portForbidden(let port):
            "Port \(port) may not be used by this user. Choose one from 1024 on."
        case .cannotListen(let port, let reason):
            "The dashboard cannot listen on port \(port): \(reason)"
        }
    }
}
