import Glibc

/// A plain TCP connection to the dashboard, so that the tests see the bytes and not a library's
/// opinion of them. Every wait ends by itself after ten seconds.
final class LoopbackClient {
    /// What was received so far.
    private(set) var received: [UInt8] = []
    /// Whether the other side has ended or reset the connection.
    private(set) var isEnded = false
    private let socket: Int32

    /// - Parameter receiveBuffer: the kernel's, bytes, for a reader that is soon full.
    init(port: Int, receiveBuffer: Int32? = nil) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        isEnded = result != 0
    }

    deinit { close(socket) }

    /// One request, and everything that comes back until the server ends the connection.
    static func answer(
        to path: String, method: String = "GET", host: String? = "localhost",
        headers: String = "", port: Int
    ) -> RawAnswer {
        let client = LoopbackClient(port: port)
        let hostLine = host.map { "Host: \($0)\r\n" } ?? ""
        client.send("\(method) \(path) HTTP/1.1\r\n\(hostLine)\(headers)\r\n")
        client.receiveAll()
        return RawAnswer(client.text)
    }

    func send(_ text: String) {
        var bytes = ArraySlice(text.utf8)
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Receives until the connection ends; whether it did, within the time.
    @discardableResult
    func receiveAll() -> Bool {
        while receiveSome() {}
        return isEnded
    }

    /// Receives until the text has come; whether it has.
    func receive(until text: String) -> Bool {
        while !self.text.contains(text) {
            if !receiveSome() { return self.text.contains(text) }
        }
        return true
    }

    var text: String { String(decoding: received, as: UTF8.self) }

    private func receiveSome() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count > 0 { received += buffer.prefix(count) }
        if count == 0 || (count < 0 && errno == ECONNRESET) { isEnded = true }
        return count > 0
    }
}

/// An answer taken apart at the blank line.
struct RawAnswer {
    let status: String
    let head: String
    let body: String

    init(_ text: String) {
        // A line break in HTTP is one Character in Swift.
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        status = lines.first.map { String($0.split(separator: " ").dropFirst().first ?? "") } ?? ""
        let end = lines.firstIndex(of: "") ?? lines.endIndex
        head = lines[..<end].joined(separator: "\n")
        body = lines[end...].dropFirst().joined(separator: "\r\n")
    }
}
