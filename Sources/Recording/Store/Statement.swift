import CSQLite

/// One compiled statement: bind by position from 1, step, read columns by position from 0.
final class Statement {
    private let handle: OpaquePointer
    private let database: Database
    private let operation: String

    init(_ handle: OpaquePointer, database: Database, operation: String) {
        self.handle = handle
        self.database = database
        self.operation = operation
    }

    deinit {
        sqlite3_finalize(handle)
    }

    // MARK: Binding

    func bind(_ position: Int32, _ value: Int64?) throws(RecordingError) {
        if let value {
            try check(sqlite3_bind_int64(handle, position, value))
        } else {
            try check(sqlite3_bind_null(handle, position))
        }
    }

    /// Not-a-number is stored as NULL: SQLite has no other way.
    func bind(_ position: Int32, _ value: Double?) throws(RecordingError) {
        if let value {
            try check(sqlite3_bind_double(handle, position, value))
        } else {
            try check(sqlite3_bind_null(handle, position))
        }
    }

    func bind(_ position: Int32, _ value: String?) throws(RecordingError) {
        if let value {
            // SQLITE_TRANSIENT: SQLite copies the text before the call returns.
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            try check(
                sqlite3_bind_text(handle, position, value, Int32(value.utf8.count), transient))
        } else {
            try check(sqlite3_bind_null(handle, position))
        }
    }

    /// The bytes must stay as they are until the statement is reset or bound anew.
    func bind(_ position: Int32, bytes: UnsafeRawBufferPointer) throws(RecordingError) {
        try check(
            sqlite3_bind_blob(handle, position, bytes.baseAddress, Int32(bytes.count), nil))
    }

    // MARK: Running

    /// Advances to the next row; `false` when there is none.
    func step() throws(RecordingError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.failure(code, operation)
        }
    }

    /// Runs a statement that returns no row, and makes it ready for the next time.
    func run() throws(RecordingError) {
        defer { reset() }
        _ = try step()
    }

    /// Makes the statement ready to run again; bindings stay.
    func reset() {
        sqlite3_reset(handle)
    }

    // MARK: Reading

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    /// The number, or not-a-number for NULL, the inverse of how it is bound.
    func double(_ column: Int32) -> Double {
        isNull(column) ? .nan : sqlite3_column_double(handle, column)
    }

    func text(_ column: Int32) -> String {
        sqlite3_column_text(handle, column).map { String(cString: $0) } ?? ""
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// The bytes of a blob, valid only inside `body`.
    func withBlob<Value, Failure>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let count = Int(sqlite3_column_bytes(handle, column))
        return try body(
            UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: count))
    }

    private func check(_ code: Int32) throws(RecordingError) {
        guard code == SQLITE_OK else { throw database.failure(code, operation) }
    }
}
