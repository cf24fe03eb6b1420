import Glibc
import Synchronization

/// The error stream, written to without ever waiting for its reader where that is the journal.
///
/// A journal that does not keep up costs log lines, never a step of the loop; the next line that
/// gets through says how many.
final class StandardError: Sendable {
    /// The process's own stream.
    static let shared = StandardError()

    private let lost = Atomic<UInt64>(0)

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
            let sent = Glibc.send(STDERR_FILENO, bytes.baseAddress, bytes.count, flags)
            if sent >= 0 { return true }
            guard errno == ENOTSOCK else { return false }
            return Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) >= 0
        }
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
