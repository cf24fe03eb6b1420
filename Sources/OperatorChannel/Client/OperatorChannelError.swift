import Glibc

/// Why a socket could not be talked over or served.
public enum OperatorChannelError: Error, Sendable, Equatable {
    /// The path of a Unix socket has a limited length and is not empty.
    case unusablePath(String)
    /// Nobody listens there.
    case noDaemon(path: String)
    /// The socket's permissions, or the daemon, keep this user out.
    case notAllowed(path: String, reason: String)
    /// No answer came in time.
    case noAnswer(path: String)
    /// The daemon ended the connection before it answered.
    case hungUp(path: String)
    /// What came is no reply.
    case notUnderstood(path: String)
    /// A call to the kernel failed; the text completes "cannot …".
    case cannot(String, path: String, errno: Int32)
    /// Another daemon serves this socket.
    case alreadyServed(path: String)
    /// The place of the socket can be tampered with, or holds something else; the reason in words.
    case unsafePlace(path: String, reason: String)
}

extension OperatorChannelError: CustomStringConvertible {
    /// One line: the path, the problem, and what to do about it where that is known.
    public var description: String {
        switch self {
        case .unusablePath(let path):
            "\"\(path)\": the path of a socket has 1 to \(SocketAddress.lengthLimit) bytes"
        case .noDaemon(let path):
            "\(path): no daemon listens. Does solidbmsd run, and with this socket?"
        case .notAllowed(let path, let reason):
            "\(path): \(reason)"
        case .noAnswer(let path):
            "\(path): the daemon did not answer in time"
        case .hungUp(let path):
            "\(path): the daemon ended before it answered"
        case .notUnderstood(let path):
            "\(path): what answers there is not solidbmsd of this version"
        case .cannot(let action, let path, let number):
            "\(path): cannot \(action): \(String(cString: strerror(number))) (\(number))"
        case .alreadyServed(let path):
            "\(path): another daemon listens there; one rig has one daemon"
        case .unsafePlace(let path, let reason):
            "\(path): \(reason)"
        }
    }
}
