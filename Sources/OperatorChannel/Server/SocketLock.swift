import Glibc

/// The right to serve one socket path: a locked file beside it, held for as long as the daemon
/// lives. The kernel lets go of it however the daemon dies, so it tells the living from the dead.
final class SocketLock {
    private let path: String
    private let file: Descriptor

    /// - Throws: ``OperatorChannelError/alreadyServed(path:)`` while another process holds it.
    init(for socketPath: String) throws(OperatorChannelError) {
        path = socketPath + ".lock"
        // Again when the file was removed by an ending daemon between opening and locking it.
        for _ in 0..<16 {
            let file = try Self.open(path)
            guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
                if errno == EWOULDBLOCK { throw .alreadyServed(path: socketPath) }
                throw .cannot("lock the file", path: path, errno: errno)
            }
            if let mine = FileFacts(of: file), let there = FileFacts(at: path),
                mine.isSame(as: there)
            {
                self.file = file
                return
            }
        }
        throw .alreadyServed(path: socketPath)
    }

    deinit { unlink(path) }

    private static func open(_ path: String) throws(OperatorChannelError) -> Descriptor {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let number = Glibc.open(path, flags, 0o600)
        guard number >= 0 else {
            if errno == ELOOP { throw .unsafePlace(path: path, reason: "is a symbolic link") }
            throw .cannot("open the file", path: path, errno: errno)
        }
        let file = Descriptor(number)
        guard let facts = FileFacts(of: file), facts.isRegular,
            facts.owner == geteuid() || facts.owner == 0
        else {
            throw .unsafePlace(path: path, reason: "is not a file of the daemon's own")
        }
        return file
    }
}
