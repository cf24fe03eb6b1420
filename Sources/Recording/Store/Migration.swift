/// One named step from a schema to the next. Once released, a migration never changes.
struct Migration: Sendable {
    /// Its name, stored in the log when it has been applied.
    let name: String
    let sql: String
}

extension Database {
    /// Marks a file as a log of this project: the letters SBMS.
    static let applicationIdentifier: Int64 = 0x5342_4D53

    /// Applies, in order, the migrations the log does not have yet, all in one transaction.
    ///
    /// - Throws: `notALog` when another program's database is found; `newerSchema` when the log
    ///   has a migration that `migrations` does not name; else what SQLite says.
    func migrate(_ migrations: [Migration]) throws(RecordingError) {
        do throws(RecordingError) {
            try execute("BEGIN IMMEDIATE", operation: "locking the log")
            try requireLog(allowsEmpty: true)
            try execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                  position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)
                """,
                operation: "preparing migrations")
            let applied = try appliedMigrations(known: migrations)
            for (position, migration) in migrations.enumerated().dropFirst(applied) {
                try execute(migration.sql, operation: "migration '\(migration.name)'")
                let statement = try prepare(
                    "INSERT INTO schema_migrations (position, name) VALUES (?, ?)",
                    operation: "recording migration '\(migration.name)'")
                try statement.bind(1, Int64(position))
                try statement.bind(2, migration.name)
                try statement.run()
            }
            try execute(
                "PRAGMA application_id = \(Self.applicationIdentifier)",
                operation: "marking the log")
            try execute("COMMIT", operation: "committing migrations")
        } catch {
            rollBack()
            throw error
        }
    }

    /// Checks that a log is of exactly the schema that `migrations` leads to, without writing.
    func requireSchema(_ migrations: [Migration]) throws(RecordingError) {
        try requireLog(allowsEmpty: false)
        let applied = try appliedMigrations(known: migrations)
        guard applied == migrations.count else {
            throw .damaged(
                path: path,
                what: "migration '\(migrations[applied].name)' is missing; record into it once")
        }
    }

    private func requireLog(allowsEmpty: Bool) throws(RecordingError) {
        let identifier = try integer("PRAGMA application_id", operation: "identifying the log")
        if identifier == Self.applicationIdentifier { return }
        let objects = try integer(
            "SELECT COUNT(*) FROM sqlite_schema", operation: "identifying the log")
        guard allowsEmpty, identifier == 0, objects == 0 else { throw .notALog(path: path) }
    }

    /// How many of the known migrations the log has; they are applied in order.
    private func appliedMigrations(known: [Migration]) throws(RecordingError) -> Int {
        let statement = try prepare(
            "SELECT name FROM schema_migrations ORDER BY position",
            operation: "reading migrations")
        var count = 0
        while try statement.step() {
            let name = statement.text(0)
            guard count < known.count else {
                throw .newerSchema(path: path, unknownMigration: name)
            }
            guard name == known[count].name else {
                throw known.contains { $0.name == name }
                    ? .damaged(path: path, what: "migration '\(name)' is out of order")
                    : .newerSchema(path: path, unknownMigration: name)
            }
            count += 1
        }
        return count
    }
}
