import Glibc

/// The socket that a daemon listens on, from an empty or abandoned place to its removal.
///
/// Its file has mode 0660 and the group of the daemon, and never had more rights than that.
public final class OperatorSocket {
    /// Where it is.
    public let path: String
    /// The group whose members may command.
    let group: UInt32
    let descriptor: Descriptor
    private let lock: SocketLock
    private let facts: FileFacts

    /// Begins to listen.
    ///
    /// A socket that a dead daemon left behind is replaced. Anything else that is in the way stays
    /// where it is, and so does a folder that others can change: both are errors.
    public init(path: String) throws(OperatorChannelError) {
        let address = try SocketAddress(path: path)
        try Self.checkFolder(of: path)
        lock = try SocketLock(for: path)
        try Self.clear(address)
        descriptor = try Descriptor.unixSocket(for: path)
        // A socket's own mode limits that of the file made by bind: no moment of wider rights, and
        // no change of the process's umask.
        guard fchmod(descriptor.number, 0o600) == 0 else {
            throw .cannot("limit the socket's rights", path: path, errno: errno)
        }
        let socket = descriptor
        let bound = address.use { bind(socket.number, $0, $1) }
        guard bound == 0 else { throw .cannot("make the socket", path: path, errno: bound) }
        guard chmod(path, 0o660) == 0, let facts = FileFacts(at: path), facts.isSocket else {
            throw .cannot("set the socket's rights", path: path, errno: errno)
        }
        self.path = path
        self.facts = facts
        group = facts.group
        guard listen(descriptor.number, Int32(OperatorProtocol.clientLimit)) == 0 else {
            throw .cannot("listen", path: path, errno: errno)
        }
    }

    deinit {
        // Only what this object made: someone may have put another file there.
        if let there = FileFacts(at: path), there.isSame(as: facts) { unlink(path) }
    }

    /// The next client that wants to connect.
    func accept() -> Accepted {
        let number = Glibc.accept(descriptor.number, nil, nil)
        if number >= 0 {
            Descriptor.setUp(number)
            return .client(Descriptor(number))
        }
        switch errno {
        case EAGAIN, EWOULDBLOCK: return .nobody
        case EINTR, ECONNABORTED: return .gone
        default: return .failed
        }
    }

    /// What came of accepting.
    enum Accepted {
        case client(Descriptor)
        case nobody
        /// Somebody came and went.
        case gone
        /// The system has no room for another connection.
        case failed
    }

    // MARK: - The place

    /// Others must not be able to put another socket in this one's place.
    private static func checkFolder(of path: String) throws(OperatorChannelError) {
        let folder = folder(of: path)
        let number = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else {
            // A link ends in one of two errors, and a file in one of them.
            let number = errno
            if FileFacts(at: folder)?.isLink == true {
                throw .unsafePlace(path: folder, reason: "is a symbolic link, not a folder")
            }
            throw .cannot("open the socket's folder", path: folder, errno: number)
        }
        let opened = Descriptor(number)
        guard let facts = FileFacts(of: opened) else {
            throw .cannot("look at the socket's folder", path: folder, errno: errno)
        }
        guard facts.owner == geteuid() || facts.owner == 0 else {
            throw .unsafePlace(
                path: folder, reason: "belongs to another user, who could replace the socket")
        }
        guard facts.mode & 0o022 == 0 || facts.mode & UInt32(S_ISVTX) != 0 else {
            throw .unsafePlace(
                path: folder,
                reason: "may be written to by others, who could replace the socket")
        }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Removes what a dead daemon left behind.
    private static func clear(_ address: SocketAddress) throws(OperatorChannelError) {
        let path = address.path
        guard let facts = FileFacts(at: path) else { return }
        guard facts.isSocket else {
            throw .unsafePlace(path: path, reason: "is there and is not a socket; left as it is")
        }
        guard facts.owner == geteuid() || facts.owner == 0 else {
            throw .unsafePlace(
                path: path, reason: "is there and belongs to another user; left as it is")
        }
        let probe = try Descriptor.unixSocket(for: path)
        switch address.use({ connect(probe.number, $0, $1) }) {
        case ECONNREFUSED, ENOENT: break
        // Connected, or nobody has taken up the last who wanted to: somebody listens.
        default: throw .alreadyServed(path: path)
        }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw .cannot("remove the socket of a dead daemon", path: path, errno: errno)
        }
    }
}
