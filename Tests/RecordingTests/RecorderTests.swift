import Control
import Foundation
import Protection
import Quantities
import TestFolders
import Testing

@testable import Recording

@Suite struct RecorderTests {
    private func everyStep(_ policy: RecorderOptions.FullPolicy) -> RecorderOptions {
        RecorderOptions(fullPolicy: policy, framePeriod: .zero)
    }

    @Test func `every field of a snapshot, an event and a run comes back`() throws {
        let folder = try TemporaryFolder()
        var offered: [Snapshot] = []
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: everyStep(.waitWhenFull))
        for (step, reason) in MissingReason.allCases.enumerated() {
            var snapshot = SampleRun.snapshot(step)
            snapshot.current = .missing(reason)
            snapshot.cells[step % 3].voltage = .missing(reason)
            snapshot.timeToOpen = step % 2 == 0 ? nil : .seconds(step)
            snapshot.events = [
                SampleRun.flag(.stackUnderpressure, .raised, at: snapshot.now),
                SampleRun.flag(.stackPressureFrozen, .cleared, at: snapshot.now),
            ]
            offered.append(snapshot)
            recorder.offer(snapshot)
        }
        recorder.finish(traceHash: "0123abcd")

        let log = try LogReader(path: folder.log)
        let run = try log.run(recorder.run)
        #expect(run.description == SampleRun.description)
        #expect(run.ending?.traceHash == "0123abcd")
        #expect(run.ending?.time == offered.last?.now)
        #expect(run.ending?.status.writtenFrames == 12)
        #expect(run.ending?.status.writtenEvents == 24)
        #expect(
            try SampleRun.readings(from: log).map(\.snapshot)
                == offered.map(SampleRun.asRecorded))
        #expect(try log.events(of: run).map(\.event) == offered.flatMap(\.events))
        #expect(try log.events(of: run).map(\.sequence).prefix(3) == [0, 0, 1])
    }

    @Test func `between the first and the last, one snapshot a period is kept`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .simulation)
        for step in 0...34 { recorder.offer(SampleRun.snapshot(step)) }
        recorder.finish(traceHash: nil)
        let frames = try SampleRun.readings(from: LogReader(path: folder.log))
        #expect(frames.map(\.snapshot.sequence) == [0, 10, 20, 30, 34])
    }

    @Test func `a step with an event or a new contactor state is kept as well`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .simulation)
        for step in 0...10 {
            var snapshot = SampleRun.snapshot(step)
            if step == 3 {
                snapshot.events = [SampleRun.flag(.cellOvervoltage, .raised, at: snapshot.now)]
            }
            if step >= 6 { snapshot.state = .opening }
            if step >= 8 { snapshot.commanded = [] }
            recorder.offer(snapshot)
        }
        recorder.finish(traceHash: nil)
        let frames = try SampleRun.readings(from: LogReader(path: folder.log))
        #expect(frames.map(\.snapshot.sequence) == [0, 3, 6, 8, 10])
    }

    @Test func `a late step does not shift the period's grid`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .simulation)
        for step in [0, 13, 19, 20, 55, 64, 65, 66] { recorder.offer(SampleRun.snapshot(step)) }
        recorder.finish(traceHash: nil)
        let frames = try SampleRun.readings(from: LogReader(path: folder.log))
        #expect(frames.map(\.snapshot.sequence) == [0, 13, 20, 55, 65, 66])
    }

    @Test func `a full ring drops, counts, and says in the log where`() throws {
        let folder = try TemporaryFolder()
        let options = RecorderOptions(
            fullPolicy: .dropWhenFull, framePeriod: .zero, frameCapacity: 4)
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: options, startsWriter: false)
        for step in 0..<10 { recorder.offer(SampleRun.snapshot(step)) }
        #expect(recorder.droppedCount == 6)
        let status = recorder.finish(traceHash: nil)

        // The last is recorded after all, so that five are missing before it.
        #expect(status.droppedFrames == 5)
        #expect(status.writtenFrames == 5)
        let log = try LogReader(path: folder.log)
        let frames = try SampleRun.readings(from: log)
        #expect(frames.map(\.snapshot.sequence) == [0, 1, 2, 3, 9])
        #expect(frames.map(\.droppedFramesBefore) == [0, 0, 0, 0, 5])
        #expect(try log.run(1).ending?.status.droppedFrames == 5)
    }

    @Test func `events survive when frames are dropped`() throws {
        let folder = try TemporaryFolder()
        let options = RecorderOptions(
            fullPolicy: .dropWhenFull, framePeriod: .zero, frameCapacity: 1, eventCapacity: 50)
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: options, startsWriter: false)
        for step in 0..<60 {
            var snapshot = SampleRun.snapshot(step)
            snapshot.events = [SampleRun.flag(.cellOvervoltage, .raised, at: snapshot.now)]
            recorder.offer(snapshot)
        }
        let status = recorder.finish(traceHash: nil)
        #expect(status.writtenEvents == 50)
        #expect(status.droppedEvents == 10)
        #expect(status.writtenFrames == 2)
        let log = try LogReader(path: folder.log)
        #expect(try log.events(of: log.run(1)).map(\.sequence) == (0..<50).map { UInt64($0) })
    }

    @Test func `the waiting recorder keeps all through the smallest ring`() throws {
        let folder = try TemporaryFolder()
        let options = RecorderOptions(
            fullPolicy: .waitWhenFull, framePeriod: .zero, frameCapacity: 1, eventCapacity: 1)
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: options)
        for step in 0..<500 {
            var snapshot = SampleRun.snapshot(step)
            snapshot.events = [
                SampleRun.flag(.cellOvervoltage, .raised, at: snapshot.now),
                SampleRun.flag(.cellOvervoltage, .cleared, at: snapshot.now),
            ]
            recorder.offer(snapshot)
        }
        let status = recorder.finish(traceHash: nil)
        #expect(status.writtenFrames == 500)
        #expect(status.writtenEvents == 1000)
        #expect(status.droppedFrames == 0)
    }

    @Test func `the same run twice makes logs with the same content`() throws {
        var dumps: [String] = []
        for capacity in [1, 256] {
            let folder = try TemporaryFolder()
            let options = RecorderOptions(
                fullPolicy: .waitWhenFull, commitPeriod: .seconds(capacity),
                frameCapacity: capacity)
            let recorder = try Recorder(
                path: folder.log, run: SampleRun.description, options: options)
            for step in 0..<300 {
                var snapshot = SampleRun.snapshot(step)
                if step % 7 == 0 {
                    snapshot.events = [SampleRun.flag(.cellOvervoltage, .raised, at: snapshot.now)]
                }
                recorder.offer(snapshot)
            }
            recorder.finish(traceHash: "same")
            dumps.append(try Database(path: folder.log, access: .readOnly).dump())
        }
        #expect(dumps[0] == dumps[1])
        #expect(dumps[0].split(separator: "\n").count > 100)
    }

    @Test func `a second run joins the first in its log`() throws {
        let folder = try TemporaryFolder()
        for number in 1...2 {
            let recorder = try Recorder(
                path: folder.log, run: SampleRun.description, options: .simulation)
            for step in 0..<number { recorder.offer(SampleRun.snapshot(step)) }
            recorder.finish(traceHash: nil)
            #expect(recorder.run == Int64(number))
        }
        let log = try LogReader(path: folder.log)
        #expect(try log.runs().map(\.number) == [1, 2])
        #expect(try log.runs().map(\.ending?.status.writtenFrames) == [1, 2])
        #expect(try SampleRun.readings(from: log, run: 2).count == 2)
        #expect(throws: RecordingError.noSuchRun(path: folder.log, run: 3)) { try log.run(3) }
    }

    @Test func `a run that has not ended can be read and says so`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .realTime)
        recorder.offer(SampleRun.snapshot(0))
        let log = try LogReader(path: folder.log)
        #expect(try log.run(1).ending == nil)
        recorder.finish(traceHash: nil)
        #expect(try log.run(1).ending != nil)
    }

    @Test func `events are committed at once, frames after the commit period`() throws {
        let folder = try TemporaryFolder()
        let options = RecorderOptions(
            fullPolicy: .dropWhenFull, framePeriod: .zero, commitPeriod: .seconds(2))
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: options, startsWriter: false)
        let writer = try #require(recorder.unstartedWriter)
        let log = try LogReader(path: folder.log)
        var counts: [[Int]] = []
        for step in [0, 10, 19, 20, 21] {
            var snapshot = SampleRun.snapshot(step)
            if step == 10 || step == 21 {
                snapshot.events = [SampleRun.flag(.cellOvervoltage, .raised, at: snapshot.now)]
            }
            recorder.offer(snapshot)
            writer.writeWaitingRecords()
            counts.append([
                try SampleRun.readings(from: log).count, try log.events(of: log.run(1)).count,
            ])
        }
        // The event of step 10 takes the frame of step 0 along; step 30 would be next.
        #expect(counts == [[0, 0], [1, 1], [1, 1], [1, 1], [4, 2]])
    }

    @Test func `what was committed survives a power failure`() throws {
        let folder = try TemporaryFolder()
        let options = RecorderOptions(
            fullPolicy: .dropWhenFull, framePeriod: .zero, commitPeriod: .seconds(1))
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: options, startsWriter: false)
        let writer = try #require(recorder.unstartedWriter)
        for step in 0..<15 { recorder.offer(SampleRun.snapshot(step)) }
        writer.writeWaitingRecords()
        // The files as they are on the disk while the log is open.
        let after = folder.path + "/after.sqlite"
        try FileManager.default.copyItem(atPath: folder.log, toPath: after)
        try FileManager.default.copyItem(atPath: folder.log + "-wal", toPath: after + "-wal")

        let log = try LogReader(path: after)
        #expect(try log.run(1).ending == nil)
        #expect(try SampleRun.readings(from: log).map(\.snapshot.sequence) == Array(0...10))

        let next = try Recorder(path: after, run: SampleRun.description, options: .simulation)
        #expect(next.run == 2)
    }

    @Test func `frames can be asked for by time`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: everyStep(.waitWhenFull))
        for step in 0..<20 { recorder.offer(SampleRun.snapshot(step)) }
        recorder.finish(traceHash: nil)
        let log = try LogReader(path: folder.log)
        let times = SampleRun.snapshot(5).now...SampleRun.snapshot(7).now
        let cursor = try log.frames(of: log.run(1), in: times)
        var sequences: [UInt64] = []
        while let frame = try cursor.next() { sequences.append(frame.snapshot.sequence) }
        #expect(sequences == [5, 6, 7])
    }
}
