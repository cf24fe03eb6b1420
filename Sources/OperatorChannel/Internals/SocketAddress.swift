import Glibc

/// The address of a Unix socket in the file system.
struct SocketAddress {
    /// Bytes a path may have: `sun_path` keeps one for the end of the string (unix(7)).
    static let lengthLimit = 107

    let path: String
    private var raw = sockaddr_un()

    init(path: String) throws(OperatorChannelError) {
        let bytes = Array(path.utf8)
        guard !bytes.isEmpty, bytes.count <= Self.lengthLimit, !bytes.contains(0) else {
            throw .unusablePath(path)
        }
        self.path = path
        raw.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: bytes) }
    }

    /// Calls `connect` or `bind`.
    ///
    /// - Returns: 0, or the errno.
    func use(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var raw = raw
        return withUnsafePointer(to: &raw) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                call(address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
            }
        }
    }
}
