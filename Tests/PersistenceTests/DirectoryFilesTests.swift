import Control
import Glibc
import TestFolders
import Testing

@testable import Persistence

struct DirectoryFilesTests {
    @Test func `a directory keeps a state from run to run`() throws {
        let folder = try TemporaryFolder()
        let directory = folder.path + "/state"
        do {
            let store = try StateStore(directory: directory, identity: Samples.identity)
            #expect(store.finding.isFirstStart)
            try store.keep(Samples.state(1))
            try store.keep(Samples.state(2))
        }
        let store = try StateStore(directory: directory, identity: Samples.identity)
        #expect(store.finding.stored?.state == Samples.state(2))
        #expect(try StateStore.look(at: directory).stored?.sequence == 2)
    }

    @Test func `others may neither read nor write the files`() throws {
        let folder = try TemporaryFolder()
        try StateStore(directory: folder.path + "/state", identity: Samples.identity)
            .keep(Samples.state())
        for (name, forbidden) in [("state", mode_t(0o007)), ("state/state-a", 0o137)] {
            var status = stat()
            #expect(stat(folder.path + "/" + name, &status) == 0)
            #expect(status.st_mode & forbidden == 0)
        }
    }

    @Test func `a second program is kept out while the first one runs`() throws {
        let folder = try TemporaryFolder()
        do {
            let store = try StateStore(directory: folder.path, identity: Samples.identity)
            #expect(throws: PersistenceError.held(path: folder.path)) {
                try StateStore(directory: folder.path, identity: Samples.identity)
            }
            try store.keep(Samples.state())
            // Looking is free.
            #expect(try StateStore.look(at: folder.path).stored != nil)
        }
        _ = try StateStore(directory: folder.path, identity: Samples.identity)
    }

    @Test func `a directory that cannot be had is named, with what to do`() throws {
        let folder = try TemporaryFolder()
        try folder.write([1], to: "file")
        for (directory, text) in [
            (folder.path + "/no/such", "the directory above it must exist"),
            (folder.path + "/file", "Not a directory"),
        ] {
            do {
                _ = try StateStore(directory: directory, identity: Samples.identity)
                Issue.record("It is refused.")
            } catch {
                #expect("\(error)".contains(directory), "\(error)")
                #expect("\(error)".contains(text), "\(error)")
            }
        }
    }

    /// Root may write everywhere.
    @Test(.enabled(if: geteuid() != 0))
    func `a directory that may not be written is named, with what to do`() throws {
        let folder = try TemporaryFolder()
        #expect(chmod(folder.path, 0o555) == 0)
        defer { chmod(folder.path, 0o755) }
        let expected = PersistenceError.cannot(
            "write to the directory", path: folder.path, code: EACCES)
        #expect(throws: expected) {
            try StateStore(directory: folder.path, identity: Samples.identity)
        }
        #expect("\(expected)".contains("the user of the daemon must own the directory"))
    }

    @Test func `a file that is no file is damage or refused, and never waited for`() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/state-a", 0o600) == 0)
        #expect(throws: PersistenceError.self) {
            try StateStore(directory: folder.path, identity: Samples.identity)
        }
        #expect(
            try StateStore.look(at: folder.path).damages.map(\.what)
                == [.unreadable(code: EINVAL)])
    }

    @Test func `a torn file is made anew from the other and both lost are set aside`() throws {
        let folder = try TemporaryFolder()
        do {
            let store = try StateStore(directory: folder.path, identity: Samples.identity)
            for number in 1...4 { try store.keep(Samples.state(number)) }
        }
        let intact = try folder.bytes(of: "state-b")
        try folder.write(Array(intact[..<300]), to: "state-b")
        do {
            let finding = try StateStore(directory: folder.path, identity: Samples.identity)
                .finding
            #expect(finding.stored?.sequence == 3)
            #expect(finding.damages.map(\.what) == [.truncated(byteCount: 300)])
        }
        #expect(try StateStore.look(at: folder.path).damages.isEmpty)
        try folder.write([9], to: "state-a")
        try folder.write([9], to: "state-b")
        let store = try StateStore(directory: folder.path, identity: Samples.identity)
        #expect(store.finding.isLost)
        #expect(folder.exists("state-a.damaged") && folder.exists("state-b.damaged"))
        try store.keep(Samples.state(5))
        #expect(try StateStore.look(at: folder.path).stored?.state == Samples.state(5))
    }

    /// What is reserved cannot be taken by the log.
    @Test func `room is taken with the first copy, not when the disk is full`() throws {
        let folder = try TemporaryFolder()
        let store = try StateStore(directory: folder.path, identity: Samples.identity)
        try store.keep(DurableState(cellCount: 2, stackCount: 1, flagLimit: 0))
        let capacity = StateFormat.byteCount(identity: Samples.identity, flags: 8)
        #expect(try folder.bytes(of: "state-a").count == capacity)
    }
}
