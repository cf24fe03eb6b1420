import Control
import LinuxHAL
import Logging
import Quantities

/// Writes log records as single lines: for the journal with its priority in front, for a terminal
/// with the time since the start and the level.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    private let isJournal: Bool
    private let now: @Sendable () -> Instant
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - isJournal: Whether the reader takes priorities.
    ///   - now: The time to show at a terminal.
    ///   - write: Takes one line, without its end.
    init(
        isJournal: Bool, now: @escaping @Sendable () -> Instant,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.isJournal = isJournal
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        // A line break would begin a record of its own, with another priority.
        let message = String("\(event.message)".map { $0.isNewline ? " " : $0 })
        if isJournal {
            write("<\(Self.priority(event.level))>\(message)")
        } else {
            let level = "\(event.level)"
            let padding = String(repeating: " ", count: max(0, 8 - level.count))
            write("\(clockText(now()))  \(level)\(padding)  \(message)")
        }
    }

    /// The levels of syslog(3), as sd-daemon(3) has them.
    static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}

extension Logger {
    /// The daemon's logger: to standard error, in the form its reader wants.
    static func standardError(clock: MonotonicClock) -> Logger {
        let handler = LineLogHandler(
            isJournal: StandardError.isJournal, now: { clock.now },
            write: { StandardError.shared.write($0) })
        return Logger(label: "solidbmsd") { _ in handler }
    }
}
