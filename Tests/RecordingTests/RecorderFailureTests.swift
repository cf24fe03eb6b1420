import Control
import Protection
import Quantities
import TestFolders
import Testing

@testable import Recording

@Suite struct RecorderFailureTests {
    private let everyStep = RecorderOptions(
        fullPolicy: .dropWhenFull, framePeriod: .zero, frameCapacity: 1024,
        busyTimeout: .zero, retryPeriod: .seconds(1))

    @Test func `a log that cannot be made is reported with its path and SQLite's words`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/missing/log.sqlite"
        let error = #expect(throws: RecordingError.self) {
            try Recorder(path: path, run: SampleRun.description, options: .realTime)
        }
        #expect(
            error?.description
                == "\(path): opening: unable to open database file (SQLite result 14)")
    }

    @Test func `a file that is no database is refused`() throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "not a database ", count: 100), to: "log.sqlite")
        for open in [
            { _ = try LogReader(path: folder.log) },
            {
                _ = try Recorder(
                    path: folder.log, run: SampleRun.description, options: .realTime)
            },
        ] {
            let error = #expect(throws: RecordingError.self) { try open() }
            #expect(error?.description.contains("file is not a database") == true)
        }
    }

    @Test func `a log that another program has locked is refused after the busy time`() throws {
        let folder = try TemporaryFolder()
        let other = try Database(path: folder.log, access: .readWrite)
        try other.migrate(Schema.migrations)
        try other.execute("PRAGMA journal_mode = WAL", operation: "test")
        try other.execute("BEGIN IMMEDIATE", operation: "test")
        let error = #expect(throws: RecordingError.self) {
            try Recorder(path: folder.log, run: SampleRun.description, options: everyStep)
        }
        #expect(
            error?.description
                == "\(folder.log): locking the log: database is locked (SQLite result 5)")
    }

    @Test func `a full disk becomes state, and the loop goes on`() throws {
        let folder = try TemporaryFolder()
        var options = everyStep
        options.maximumFileSize = 160 * 1024
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: options, startsWriter: false)
        for step in 0..<1000 { recorder.offer(SampleRun.snapshot(step)) }
        let status = recorder.finish(traceHash: nil)
        guard case .store(_, let operation, let code, let message) = status.failure else {
            Issue.record("The failure must be kept: \(status)")
            return
        }
        #expect(operation == "recording a frame")
        #expect(code == 13)
        #expect(message == "database or disk is full")
        #expect(status.writtenFrames + status.droppedFrames == 1000)
        #expect(status.droppedFrames > 0)
        #expect(status.writtenFrames > 50)
        // What was committed before the disk was full can still be read.
        let log = try LogReader(path: folder.log)
        let frames = try SampleRun.readings(from: log)
        #expect(frames.count == Int(status.writtenFrames))
        // Every frame knows how many are missing before it, also those that a failed transaction
        // took with it.
        let accounted = frames.reduce(0) { $0 + 1 + $1.droppedFramesBefore }
        #expect(accounted == frames.last.map { $0.snapshot.sequence + 1 })
        #expect(accounted > status.writtenFrames)
    }

    @Test func `a full disk does not stop the recorder that waits`() throws {
        let folder = try TemporaryFolder()
        let options = RecorderOptions(
            fullPolicy: .waitWhenFull, framePeriod: .zero, frameCapacity: 2, eventCapacity: 2,
            maximumFileSize: 160 * 1024)
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: options)
        for step in 0..<2000 {
            var snapshot = SampleRun.snapshot(step)
            snapshot.events = [SampleRun.flag(.cellOvervoltage, .raised, at: snapshot.now)]
            recorder.offer(snapshot)
        }
        let status = recorder.finish(traceHash: nil)
        #expect(status.failures > 0)
        #expect(status.writtenFrames + status.droppedFrames == 2000)
        #expect(status.writtenEvents + status.droppedEvents == 2000)
    }

    @Test func `a log that turns read-only is reported, and loses no event meanwhile`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: everyStep, startsWriter: false)
        let writer = try #require(recorder.unstartedWriter)
        try writer.store.database.execute("PRAGMA query_only = 1", operation: "test")
        var snapshot = SampleRun.snapshot(0)
        snapshot.events = [SampleRun.flag(.cellOvervoltage, .raised, at: snapshot.now)]
        recorder.offer(snapshot)
        writer.writeWaitingRecords()

        #expect(recorder.status.failures == 1)
        #expect(recorder.droppedCount == 1)
        #expect(
            recorder.status.failure?.description
                == "\(folder.log): locking the log: attempt to write a readonly database "
                + "(SQLite result 8)")

        // Before the retry period is over nothing is tried; after it, all that waits is written.
        try writer.store.database.execute("PRAGMA query_only = 0", operation: "test")
        recorder.offer(SampleRun.snapshot(9))
        writer.writeWaitingRecords()
        #expect(recorder.droppedCount == 2)
        recorder.offer(SampleRun.snapshot(10))
        writer.writeWaitingRecords()
        #expect(recorder.status.failure == nil)
        let status = recorder.finish(traceHash: nil)
        #expect(status.writtenEvents == 1)
        #expect(status.droppedEvents == 0)

        let frames = try SampleRun.readings(from: LogReader(path: folder.log))
        #expect(frames.map(\.snapshot.sequence) == [10])
        #expect(frames.map(\.droppedFramesBefore) == [2])
    }

    @Test func `a lock while recording costs the waiting frames, which are counted`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: everyStep, startsWriter: false)
        let writer = try #require(recorder.unstartedWriter)
        let other = try Database(path: folder.log, access: .readWrite)
        try other.execute("BEGIN IMMEDIATE", operation: "test")
        for step in 0..<3 { recorder.offer(SampleRun.snapshot(step)) }
        writer.writeWaitingRecords()
        #expect(recorder.status.failure?.description.contains("database is locked") == true)
        try other.execute("COMMIT", operation: "test")
        let status = recorder.finish(traceHash: "x")
        #expect(status.droppedFrames == 3)
        #expect(status.failures == 1)
        #expect(try LogReader(path: folder.log).run(1).ending?.status.failures == 1)
    }

    @Test func `a damaged frame is refused by the reader, with the file's name`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: everyStep)
        recorder.offer(SampleRun.snapshot(0))
        recorder.finish(traceHash: nil)
        let database = try Database(path: folder.log, access: .readWrite)
        try database.execute("UPDATE frame SET body = x'09000000000000'", operation: "test")
        let log = try LogReader(path: folder.log)
        let error = #expect(throws: RecordingError.self) { try SampleRun.readings(from: log) }
        #expect(error == .damaged(path: folder.log, what: "frame format 9 is not known"))
    }
}
