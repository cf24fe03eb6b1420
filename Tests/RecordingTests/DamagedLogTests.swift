import Control
import Foundation
import TestFolders
import Testing

@testable import Recording

/// A log that a failing disk left: kept aside for whoever can read some of it, and replaced.
@Suite struct DamagedLogTests {
    private func recordSomething(_ folder: TemporaryFolder) throws {
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .realTime)
        for step in 0..<200 { recorder.offer(SampleRun.snapshot(step)) }
        recorder.finish(traceHash: nil)
    }

    /// Writes rubbish into a file.
    private func damage(_ folder: TemporaryFolder, _ bytes: (Int) -> Range<Int>) throws {
        let url = URL(fileURLWithPath: folder.log)
        var data = try Data(contentsOf: url)
        for index in bytes(data.count) { data[index] = UInt8(index % 251) }
        try data.write(to: url)
    }

    @Test func `a log with torn pages is set aside, and another begins`() throws {
        let folder = try TemporaryFolder()
        try recordSomething(folder)
        try damage(folder) { 4096..<$0 }
        let torn = try Data(contentsOf: URL(fileURLWithPath: folder.log))
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .realTime)
        #expect(recorder.setAside == folder.log + ".damaged-1")
        #expect(recorder.condition.repairs == 1)
        recorder.offer(SampleRun.snapshot(0))
        #expect(recorder.finish(traceHash: nil).failure == nil)
        let kept = try Data(contentsOf: URL(fileURLWithPath: folder.log + ".damaged-1"))
        // Opening it marks its first page; the rest is as it was.
        #expect(kept.dropFirst(4096) == torn.dropFirst(4096))
        #expect(try SampleRun.readings(from: LogReader(path: folder.log)).count == 1)

        // A second one has a place of its own.
        try damage(folder) { 4096..<$0 }
        let third = try Recorder(
            path: folder.log, run: SampleRun.description, options: .realTime)
        #expect(third.setAside == folder.log + ".damaged-2")
        third.finish(traceHash: nil)
    }

    @Test func `a write-ahead file whose log did not follow keeps its place`() throws {
        let folder = try TemporaryFolder()
        try recordSomething(folder)
        try damage(folder) { 4096..<$0 }
        let orphan = URL(fileURLWithPath: folder.log + ".damaged-1-wal")
        try Data([1, 2, 3]).write(to: orphan)
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .realTime)
        #expect(recorder.setAside == folder.log + ".damaged-2")
        #expect(try Data(contentsOf: orphan) == Data([1, 2, 3]))
        recorder.finish(traceHash: nil)
    }

    @Test func `damage to what was written last is found before anything is added`() throws {
        let folder = try TemporaryFolder()
        try recordSomething(folder)
        // Schema and older records stay whole.
        try damage(folder) { ($0 - 3 * 4096)..<$0 }
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .realTime)
        #expect(recorder.setAside == folder.log + ".damaged-1")
        recorder.finish(traceHash: nil)
    }

    @Test func `a log that is whole is continued`() throws {
        let folder = try TemporaryFolder()
        try recordSomething(folder)
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .realTime)
        #expect(recorder.setAside == nil)
        #expect(recorder.condition == LogCondition())
        #expect(recorder.run == 2)
        recorder.finish(traceHash: nil)
    }

    @Test func `what cuts a run off is no damage`() throws {
        let folder = try TemporaryFolder()
        let cut = try Recorder(
            path: folder.log, run: SampleRun.description, options: .realTime, startsWriter: false)
        for step in 0..<200 { cut.offer(SampleRun.snapshot(step)) }
        try #require(cut.unstartedWriter).writeWaitingRecords()
        // Files as a kill leaves them: the write-ahead file still holds the records.
        let copy = try TemporaryFolder()
        for name in ["log.sqlite", "log.sqlite-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.path + "/" + name, toPath: copy.path + "/" + name)
        }
        let recorder = try Recorder(
            path: copy.log, run: SampleRun.description, options: .realTime)
        #expect(recorder.setAside == nil)
        #expect(recorder.run == 2)
        recorder.finish(traceHash: nil)
        cut.finish(traceHash: nil)
    }

    @Test func `a file that does not say it is a log stays where it is`() throws {
        let folder = try TemporaryFolder()
        let other = try Database(path: folder.log, access: .readWrite)
        try other.execute("CREATE TABLE diary (entry TEXT)", operation: "test")
        for _ in 0..<200 {
            try other.execute(
                "INSERT INTO diary VALUES (hex(zeroblob(500)))", operation: "test")
        }
        try damage(folder) { 4096..<$0 }
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.log))
        #expect(throws: RecordingError.self) {
            try Recorder(path: folder.log, run: SampleRun.description, options: .realTime)
        }
        let after = try Data(contentsOf: URL(fileURLWithPath: folder.log))
        #expect(after.dropFirst(4096) == before.dropFirst(4096))
        #expect(!folder.exists("log.sqlite.damaged-1"))
    }

    @Test func `who did not ask for it gets the error and keeps the file`() throws {
        let folder = try TemporaryFolder()
        try recordSomething(folder)
        try damage(folder) { 4096..<$0 }
        let error = #expect(throws: RecordingError.self) {
            try Recorder(path: folder.log, run: SampleRun.description, options: .simulation)
        }
        #expect(error?.isAboutDamage == true)
        #expect(!FileManager.default.fileExists(atPath: folder.log + ".damaged-1"))
    }
}
