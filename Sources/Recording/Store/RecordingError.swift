/// What the world did to a log or an exported file.
public enum RecordingError: Error, Equatable, Sendable {
    /// SQLite refused an operation. `code` is its extended result code, `message` its own words.
    case store(path: String, operation: String, code: Int32, message: String)
    /// The file is an SQLite database of another program.
    case notALog(path: String)
    /// The log was written by a newer program: it has a migration this one does not know.
    case newerSchema(path: String, unknownMigration: String)
    /// Content of the log contradicts its own schema or frame format.
    case damaged(path: String, what: String)
    /// A file of an export could not be written; `code` is `errno`.
    case file(path: String, operation: String, code: Int32, message: String)
    /// The log holds no run with this number.
    case noSuchRun(path: String, run: Int64)
}

extension RecordingError {
    /// Whether there was no room: SQLITE_FULL, or SQLITE_IOERR_SHMSIZE for the file that readers
    /// share (sqlite.org/rescode.html).
    var isAboutSpace: Bool {
        guard case .store(_, _, let code, _) = self else { return false }
        return code & 0xFF == 13 || code == 10 | 19 << 8
    }

    /// Whether SQLite found pages that contradict each other: SQLITE_CORRUPT.
    var isAboutDamage: Bool {
        guard case .store(_, _, let code, _) = self else { return false }
        return code & 0xFF == 11
    }
}

extension RecordingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .store(let path, let operation, let code, let message):
            "\(path): \(operation): \(message) (SQLite result \(code))"
        case .notALog(let path):
            "\(path): an SQLite database, but not a SolidBMS log"
        case .newerSchema(let path, let unknownMigration):
            "\(path): written by a newer program: migration '\(unknownMigration)' is not known here"
        case .damaged(let path, let what):
            "\(path): damaged log: \(what)"
        case .file(let path, let operation, let code, let message):
            "\(path): \(operation): \(message) (errno \(code))"
        case .noSuchRun(let path, let run):
            "\(path): the log holds no run \(run)"
        }
    }
}
