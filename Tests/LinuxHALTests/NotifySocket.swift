import Glibc

/// The service manager's end of the line: a bound datagram socket.
final class NotifySocket {
    private let descriptor: Int32
    private let file: String?

    /// - Parameter name: As in `NOTIFY_SOCKET`: a path, or an abstract name after '@'.
    init?(name: String) {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        let isAbstract = name.hasPrefix("@")
        file = isAbstract ? nil : name
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        if isAbstract { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = MemoryLayout<sa_family_t>.size + bytes.count + (isAbstract ? 0 : 1)
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(size))
            }
        }
        if bound != 0 { return nil }
    }

    deinit {
        close(descriptor)
        if let file { unlink(file) }
    }

    /// The next message that is waiting, or `nil`.
    func next() -> String? {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
