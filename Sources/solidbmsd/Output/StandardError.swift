import Glibc
import Synchronization

/// The error stream, written to without ever waiting for its reader.
///
/// A reader that does not keep up costs log lines, never a step of the loop; the next line that
/// gets through says how many.
final class StandardError: Sendable {
    /// The process's own stream.
    static let shared = StandardError()

    private let lost = Atomic<UInt64>(0)
    private let descriptor: Int32
    /// Between asking for room in a pipe and filling it nobody else may fill it.
    private let turn = Mutex(())

    init(descriptor: Int32 = STDERR_FILENO) { self.descriptor = descriptor }

    /// Writes one line.
    func write(_ line: String) {
        let count = lost.exchange(0, ordering: .relaxed)
        let text = count == 0 ? line : "\(line) (\(count) log lines before this one were lost)"
        if !send(text + "\n") { lost.add(count + 1, ordering: .relaxed) }
    }

    private func send(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
            let sent = Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
            if sent >= 0 { return true }
            guard errno == ENOTSOCK else { return false }
            return turn.withLock { _ in writeInPieces(UnsafeRawBufferPointer(bytes)) }
        }
    }

    /// `PIPE_BUF` of Linux: a pipe that can be written to has room for so many (pipe(7)).
    private static let pieceByteCount = 4096

    /// Only what there is room for, as the kernel says beforehand; a terminal that is
    /// stopped says that it has none.
    private func writeInPieces(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&place, 1, 0) == 1, place.revents & Int16(POLLOUT) != 0 else { return false }
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.pieceByteCount))
            let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Whether the stream goes to the journal, which reads priorities: `JOURNAL_STREAM` then names
    /// its device and inode (systemd.exec(5)).
    static var isJournal: Bool {
        guard let variable = getenv("JOURNAL_STREAM") else { return false }
        var status = stat()
        guard fstat(STDERR_FILENO, &status) == 0 else { return false }
        return String(cString: variable) == "\(status.st_dev):\(status.st_ino)"
    }
}

/// Prints to standard error as it stands; for the journal, each line with the priority of an error.
func complain(_ text: String) {
    guard StandardError.isJournal else {
        StandardError.shared.write(text)
        return
    }
    for line in text.split(separator: "\n") { StandardError.shared.write("<3>" + line) }
}
