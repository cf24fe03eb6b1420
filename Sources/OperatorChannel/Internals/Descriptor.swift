import Glibc

/// An open file or socket, closed when its owner goes.
final class Descriptor {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// A stream socket that never blocks.
    static func unixSocket(for path: String) throws(OperatorChannelError) -> Descriptor {
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let number = socket(AF_UNIX, Int32(type), 0)
        guard number >= 0 else { throw .cannot("open a socket", path: path, errno: errno) }
        return Descriptor(number)
    }

    /// Makes a descriptor that the kernel gave out neither blocking nor inherited by programs.
    static func setUp(_ number: Int32) {
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
    }

    /// What came of reading or writing without blocking.
    enum Transfer: Equatable {
        case moved(Int)
        case wouldBlock
        case ended
        case failed(Int32)
    }

    /// Reads into the buffer.
    func receive(into bytes: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = recv(number, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
            if count > 0 { return .moved(count) }
            if count == 0 { return .ended }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno)
        }
    }

    /// Takes nothing more from the peer and drops what has come.
    func refuseInput() {
        shutdown(number, Int32(SHUT_RD))
        withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
            for _ in 0..<64 {
                guard case .moved = receive(into: buffer) else { return }
            }
        }
    }

    /// Writes from the buffer; a peer that has gone is an error, not a signal.
    func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        while true {
            let count = Glibc.send(number, bytes.baseAddress, bytes.count, flags)
            if count >= 0 { return .moved(count) }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno)
        }
    }
}
