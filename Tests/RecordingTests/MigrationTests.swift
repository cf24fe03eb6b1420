import TestFolders
import Testing

@testable import Recording

@Suite struct MigrationTests {
    private let first = Migration(name: "0001-one", sql: "CREATE TABLE one (x INTEGER)")
    private let second = Migration(
        name: "0002-two", sql: "ALTER TABLE one ADD COLUMN y INTEGER DEFAULT 5")

    @Test func `a fresh log gets every migration in order`() throws {
        let folder = try TemporaryFolder()
        let database = try Database(path: folder.log, access: .readWrite)
        try database.migrate(Schema.migrations)
        let names = try database.text(
            "SELECT group_concat(name) FROM (SELECT name FROM schema_migrations ORDER BY position)",
            operation: "test")
        #expect(names == "0001-runs,0002-frames,0003-events")
        #expect(
            try database.integer("PRAGMA application_id", operation: "test")
                == Database.applicationIdentifier)
    }

    @Test func `an old log keeps its rows and gets only what it lacks`() throws {
        let folder = try TemporaryFolder()
        let database = try Database(path: folder.log, access: .readWrite)
        try database.migrate([first])
        try database.execute("INSERT INTO one VALUES (7)", operation: "test")
        // The first would fail a second time, because its table exists.
        try database.migrate([first, second])
        try database.migrate([first, second])
        #expect(try database.integer("SELECT x * 10 + y FROM one", operation: "test") == 75)
        #expect(
            try database.integer("SELECT COUNT(*) FROM schema_migrations", operation: "test") == 2)
    }

    @Test func `a log of a newer program is refused by the name of its migration`() throws {
        let folder = try TemporaryFolder()
        let database = try Database(path: folder.log, access: .readWrite)
        try database.migrate([first, second])
        let error = #expect(throws: RecordingError.self) { try database.migrate([first]) }
        #expect(error == .newerSchema(path: folder.log, unknownMigration: "0002-two"))
        #expect(
            error?.description
                == "\(folder.log): written by a newer program: "
                + "migration '0002-two' is not known here")
    }

    @Test func `a migration that fails leaves the log as it was`() throws {
        let folder = try TemporaryFolder()
        let database = try Database(path: folder.log, access: .readWrite)
        try database.migrate([first])
        let before = try database.dump()
        let broken = Migration(name: "0003-broken", sql: "CREATE TABLE one (x)")
        let error = #expect(throws: RecordingError.self) {
            try database.migrate([first, second, broken])
        }
        #expect(
            error
                == .store(
                    path: folder.log, operation: "migration '0003-broken'", code: 1,
                    message: "table one already exists"))
        #expect(try database.dump() == before)
        #expect(!database.isInTransaction)
    }

    @Test func `a database of another program is refused and not touched`() throws {
        let folder = try TemporaryFolder()
        let database = try Database(path: folder.log, access: .readWrite)
        try database.execute("CREATE TABLE theirs (x)", operation: "test")
        #expect(throws: RecordingError.notALog(path: folder.log)) {
            try database.migrate(Schema.migrations)
        }
        #expect(try database.integer("SELECT COUNT(*) FROM sqlite_schema", operation: "test") == 1)
    }

    @Test func `a reader says which migration an old log lacks`() throws {
        let folder = try TemporaryFolder()
        let database = try Database(path: folder.log, access: .readWrite)
        try database.migrate([Schema.migrations[0]])
        let error = #expect(throws: RecordingError.self) { try LogReader(path: folder.log) }
        #expect(error?.description.contains("'0002-frames' is missing") == true)
    }
}
