import CMallocCount
import Configuration
import Control
import Foundation
import Protection
import Quantities
import Recording
import Testing

@testable import PackSimulation
@testable import solidbmsd

/// DESIGN §5 for the whole of the daemon: timer to watchdog on the loop's thread, and what the main
/// thread makes of steps that change nothing.
@Suite(.serialized) struct DaemonAllocationTests {
    @Test func `steps of the daemon allocate nothing, recorded and told`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("solidbmsd-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let pack = try Shipped.scenario().pack
        let recorder = try Recorder(
            path: folder.appendingPathComponent("log.sqlite").path,
            run: RunDescription(
                startedUnixNanoseconds: 0, programVersion: "test", packName: pack.name,
                configurationDigest: "",
                cells: (0..<pack.cellCount).map {
                    RunDescription.Cell(name: "cell\($0 + 1)", stack: pack.stackIndex(ofCell: $0))
                }, stackNames: pack.stacks.map(\.name)),
            options: .realTime)
        let bench = try DaemonBench(store: recorder)
        bench.ticks.onTick = { [bench] count in
            if (100..<110).contains(count) { bench.control.request(.close) }
        }
        for _ in 0..<400 { #expect(bench.loop.takeTurn()) }
        #expect(bench.loop.link.latest.copy().state == .operating)
        let recordedBefore = recorder.status.writtenFrames

        let beats = Self.guilty(5_000) {
            _ = bench.loop.beatAlone()
            while bench.loop.link.nextReport() != nil {}
        }
        #expect(beats.count == 0, "first \(beats.prefix(10))")
        let turns = Self.guilty(5_000) { _ = bench.loop.takeTurn() }
        #expect(turns.count == 0, "first \(turns.prefix(10))")
        bench.ticks.onTick = { _ in }
        #expect(recorder.finish(traceHash: nil).writtenFrames > recordedBefore + 400)
        do { try FileManager.default.removeItem(at: folder) } catch {
            // Nothing depends on it.
        }
    }

    /// Which calls of a body allocate.
    private static func guilty(_ count: Int, _ body: () -> Void) -> [Int] {
        var guilty: [Int] = []
        guilty.reserveCapacity(count)
        for index in 0..<count {
            let before = malloc_count_value()
            malloc_count_set_active(true)
            body()
            malloc_count_set_active(false)
            if malloc_count_value() > before { guilty.append(index) }
        }
        return guilty
    }

    /// On the loop's thread flags may come and go, operators may ask, beats may be missed.
    @Test func `steps in which everything happens allocate nothing on the loop's thread`() throws {
        let bench = try DaemonBench(wasReset: true)
        let pressure = Pressure.megapascals(4)
        for count in 0..<1_000 { bench.ticks.missed[count] = count % 70 == 0 ? 3 : 0 }
        bench.ticks.onTick = { [bench] count in
            let kind = InjectedFault.Kind.addedPressure(stack: 1, pressure: pressure)
            if count % 100 == 50 { bench.rig.apply(kind, size: 1) }
            if count % 100 == 80 { bench.rig.apply(kind, size: 0) }
        }
        for _ in 0..<300 { #expect(bench.loop.takeTurn()) }
        var index = 0
        let beats = Self.guilty(600) {
            bench.loop.link.request(index % 7 == 0 ? .close : .acknowledge)
            index += 1
            _ = bench.loop.beatAlone()
        }
        #expect(beats.count == 0, "first \(beats.prefix(10))")
        // Nobody took the reports meanwhile; what fits is there.
        var reports = 0
        var events = 0
        while let report = bench.loop.link.nextReport() {
            reports += 1
            for _ in 0..<report.eventCount where bench.loop.link.nextEvent() != nil { events += 1 }
        }
        #expect(reports == 600)
        #expect(events >= 24)
        bench.ticks.onTick = { _ in }
    }
}
