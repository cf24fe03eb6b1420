import Configuration
import Control
import Foundation
import Protection
import Quantities
import TestFolders
import Testing

@testable import PackSimulation
@testable import Recording
@testable import solidbmsd

/// SAFETY §9 for the diagnostics of the log, with the limits of the shipped pack and a recorder on
/// a real file whose writer a test turns by hand.
@Suite struct LogDiagnosticTests {
    /// A daemon that records.
    private final class Rig {
        let folder: TemporaryFolder
        let recorder: Recorder
        let bench: DaemonBench
        var path: String { folder.log }

        init(setUp: (String) throws -> Void = { _ in }) throws {
            folder = try TemporaryFolder()
            try setUp(folder.log)
            recorder = try Recorder(
                path: folder.log, run: try LogDiagnosticTests.run(), options: .realTime,
                startsWriter: false)
            bench = try DaemonBench(store: recorder)
        }

        var last: Snapshot { bench.loop.link.latest.copy() }

        func isActive(_ diagnostic: Diagnostic) -> Bool {
            last.activeFlags.contains { $0.diagnostic == diagnostic }
        }

        /// Beats, each followed by what the writer's thread would do.
        func beat(
            _ count: Int, writes: Bool = true, until holds: (Rig) -> Bool = { _ in false }
        ) {
            for _ in 0..<count {
                #expect(bench.loop.takeTurn())
                if writes { recorder.unstartedWriter?.writeWaitingRecords() }
                if holds(self) { return }
            }
        }

        func setPageLimit(_ pages: Int) throws {
            try #require(recorder.unstartedWriter).store.database.execute(
                "PRAGMA max_page_count = \(pages)", operation: "test")
        }
    }

    private static func run() throws -> RunDescription {
        let pack = try Shipped.scenario().pack
        return RunDescription(
            startedUnixNanoseconds: 0, programVersion: "test", packName: pack.name,
            configurationDigest: "",
            cells: (0..<pack.cellCount).map {
                RunDescription.Cell(name: "cell\($0 + 1)", stack: pack.stackIndex(ofCell: $0))
            }, stackNames: pack.stacks.map(\.name))
    }

    private static let all: [Diagnostic] = [.recordDropped, .diskFull, .logRepaired]

    @Test func `a log that takes everything raises none of them`() throws {
        let rig = try Rig()
        rig.beat(400) { rig in Self.all.contains { rig.isActive($0) } }
        for diagnostic in Self.all { #expect(!rig.isActive(diagnostic), "\(diagnostic)") }
        #expect(rig.recorder.condition == LogCondition())
    }

    @Test func `a full disk is a flag while it lasts, and the loop goes on`() throws {
        let rig = try Rig()
        rig.bench.ticks.onTick = { count in
            if (100..<110).contains(count) { rig.bench.control.request(.close) }
        }
        rig.beat(200)
        #expect(rig.last.state == .operating)
        // The file may grow no more.
        try rig.setPageLimit(1)
        let before = rig.last.sequence
        rig.beat(600) { $0.isActive(.diskFull) && $0.isActive(.recordDropped) }
        #expect(rig.isActive(.diskFull) && rig.isActive(.recordDropped))
        rig.beat(600)
        #expect(rig.last.sequence > before + 600)
        #expect(rig.last.state == .operating)
        let flag = rig.last.activeFlags.first { $0.diagnostic == .diskFull }
        #expect(flag?.grade == .warning)
        #expect(flag?.place == .system)
        #expect(rig.isActive(.diskFull) && rig.isActive(.recordDropped))
        let dropped = rig.recorder.status.droppedFrames
        #expect(dropped >= 60)
        #expect(rig.recorder.condition.droppedRecords >= dropped)
        #expect(rig.bench.lines.lines(with: "raised: disk full (warning) at system").count == 1)

        // Room again: the next attempt, at most ten seconds later, and the clear time of fifteen
        // take the flag away.
        try rig.setPageLimit(1_000_000)
        rig.beat(270) { !$0.isActive(.diskFull) }
        #expect(!rig.isActive(.diskFull))
        rig.beat(130)
        #expect(!rig.isActive(.recordDropped))
        #expect(rig.recorder.status.failure == nil)
        #expect(rig.recorder.condition.droppedRecords == rig.recorder.status.droppedFrames)
        #expect(rig.bench.lines.lines(with: "cleared: disk full").count == 1)
        let written = rig.recorder.status.writtenFrames
        rig.beat(200)
        #expect(rig.recorder.status.writtenFrames >= written + 10)
        #expect(!rig.isActive(.logRepaired))
    }

    @Test func `a disk that does not answer costs records, which is a flag, and no time`() throws {
        let rig = try Rig()
        // The ring holds 64 snapshots, one for each second and one for each change.
        rig.beat(500, writes: false)
        #expect(!rig.isActive(.recordDropped))
        rig.beat(160, writes: false)
        #expect(rig.isActive(.recordDropped))
        #expect(!rig.isActive(.diskFull))
        #expect(rig.recorder.condition.droppedRecords > 0)
        // It answers again.
        rig.beat(150)
        #expect(!rig.isActive(.recordDropped))
    }

    @Test func `a failure that is not about room is no full disk`() throws {
        let rig = try Rig()
        rig.beat(20)
        try #require(rig.recorder.unstartedWriter).store.database.execute(
            "PRAGMA query_only = 1", operation: "test")
        rig.beat(300)
        #expect(rig.recorder.status.failure != nil)
        #expect(rig.isActive(.recordDropped))
        #expect(!rig.isActive(.diskFull))
    }

    @Test func `a log repaired at the start is a flag until it is acknowledged`() throws {
        let rig = try Rig { path in
            let recorder = try Recorder(path: path, run: try Self.run(), options: .realTime)
            recorder.finish(traceHash: nil)
            try DamagedLogs.damage(path)
        }
        #expect(rig.recorder.setAside == rig.path + ".damaged-1")
        rig.beat(1)
        #expect(rig.isActive(.logRepaired))
        rig.beat(200)
        #expect(rig.isActive(.logRepaired))
        rig.bench.loop.link.request(.acknowledge)
        rig.beat(1)
        #expect(!rig.isActive(.logRepaired))
        // Informs, and keeps nobody from closing.
        rig.bench.control.request(.close)
        rig.beat(100)
        #expect(rig.last.state == .operating)
    }
}

/// Logs as a failing disk leaves them.
enum DamagedLogs {
    /// Writes rubbish over every page but the first, which says what the file is.
    static func damage(_ path: String) throws {
        let url = URL(fileURLWithPath: path)
        var data = try Data(contentsOf: url)
        for index in data.indices where index >= 4096 { data[index] = UInt8(index % 251) }
        try data.write(to: url)
    }
}
