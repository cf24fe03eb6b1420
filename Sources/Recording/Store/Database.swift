import CSQLite

/// One connection to an SQLite database. Not thread-safe: it is used by one thread at a time.
final class Database {
    /// What a connection may do.
    enum Access {
        /// Read and write; the file is made when it does not exist.
        case readWrite
        /// Read an existing file.
        case readOnly
    }

    let path: String
    private let handle: OpaquePointer

    init(path: String, access: Access) throws(RecordingError) {
        var handle: OpaquePointer?
        let flags =
            switch access {
            case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .readOnly: SQLITE_OPEN_READONLY
            }
        let code = sqlite3_open_v2(
            path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            // SQLite hands out a connection even for a failed open, to ask it for the message.
            let message = String(cString: sqlite3_errmsg(handle))
            sqlite3_close_v2(handle)
            throw .store(path: path, operation: "opening", code: code, message: message)
        }
        self.path = path
        self.handle = handle
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// Waits this long for another connection's lock before an operation fails as busy.
    func setBusyTimeout(_ timeout: Duration) {
        let milliseconds =
            timeout.components.seconds * 1_000
            + timeout.components.attoseconds / 1_000_000_000_000_000
        sqlite3_busy_timeout(handle, Int32(clamping: milliseconds))
    }

    /// Runs statements that return nothing of interest.
    func execute(_ sql: String, operation: String) throws(RecordingError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code, operation) }
    }

    /// Compiles one statement; `operation` says in errors what it is for.
    func prepare(_ sql: String, operation: String) throws(RecordingError) -> Statement {
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(
            handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK, let compiled else { throw failure(code, operation) }
        return Statement(compiled, database: self, operation: operation)
    }

    /// The first column of the first row, as text; empty when there is no row.
    func text(_ sql: String, operation: String) throws(RecordingError) -> String {
        let statement = try prepare(sql, operation: operation)
        return try statement.step() ? statement.text(0) : ""
    }

    /// The first column of the first row, as an integer; 0 when there is no row.
    func integer(_ sql: String, operation: String) throws(RecordingError) -> Int64 {
        let statement = try prepare(sql, operation: operation)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Ends the open transaction, if there is one, without its changes. A failing statement may
    /// already have ended it.
    func rollBack() {
        if sqlite3_get_autocommit(handle) == 0 {
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
        }
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The row number of the latest insertion.
    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// The error for a result code, with SQLite's own message.
    func failure(_ code: Int32, _ operation: String) -> RecordingError {
        .store(
            path: path, operation: operation, code: code,
            message: String(cString: sqlite3_errmsg(handle)))
    }
}
