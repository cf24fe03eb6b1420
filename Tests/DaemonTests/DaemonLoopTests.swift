import Configuration
import Control
import Foundation
import HAL
import LinuxHAL
import Protection
import Quantities
import Recording
import Testing

@testable import PackSimulation
@testable import solidbmsd

@Suite struct DaemonLoopTests {
    @Test func `a stop under way opens, confirms, flushes, tells and ends, in this order`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("solidbmsd-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        let log = folder.appendingPathComponent("log.sqlite").path
        let pack = try Shipped.scenario().pack
        let recorder = try Recorder(
            path: log,
            run: RunDescription(
                startedUnixNanoseconds: 0, programVersion: "test", packName: pack.name,
                configurationDigest: "",
                cells: (0..<pack.cellCount).map {
                    RunDescription.Cell(name: "cell\($0 + 1)", stack: pack.stackIndex(ofCell: $0))
                }, stackNames: pack.stacks.map(\.name)),
            options: .realTime)
        let bench = try DaemonBench(store: recorder)
        var wasConnected = false
        let ending = try bench.run(stopAt: 250) { count in
            if count == 249 { wasConnected = bench.rig.board.contacts.isConnected }
        }
        #expect(wasConnected)
        #expect(ending == DaemonLoop.Ending(isProvenOpen: true, isRecorded: true))
        #expect(!bench.rig.board.contacts.isConnected)

        let stages = [
            "stop: TERM received while operating", "open: ", "confirm: open by feedback",
            "flush: ", "notify: ", "exit: ",
        ]
        let places = stages.map { stage in bench.lines.all.firstIndex { $0.contains(stage) } }
        #expect(places.allSatisfy { $0 != nil }, "\(bench.lines.all)")
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
        #expect(bench.service.notes.last == "stopping: contactors open")
        #expect(bench.service.notes.contains("stopping: opening"))
        #expect(bench.service.notes.contains("operating"))
        let run = try LogReader(path: log).runs().last
        #expect(run?.description.packName == pack.name)
    }

    @Test func `ready is told after the first step and not before`() throws {
        let bench = try DaemonBench()
        var before: [String] = []
        _ = try bench.run(stopAt: 3) { if $0 == 1 { before = bench.service.notes } }
        #expect(before.isEmpty)
        #expect(bench.service.notes.contains("ready: initialising"))
    }

    @Test func `only completed steps feed the watchdog`() throws {
        let bench = try DaemonBench()
        bench.ticks.failsAt = 1
        #expect(throws: LinuxHALError.self) { try bench.run(stopAt: 3) }
        #expect(bench.service.feedCount == 0)
        #expect(bench.service.notes.isEmpty)

        let other = try DaemonBench()
        _ = try other.run(closing: false, stopAt: 50)
        // Every step but the one that was due with the timer: an interval of 400 ms asks for 100.
        #expect(other.service.feedCount == other.ticks.count)
    }

    @Test func `a contactor that stays closed is reported after a bounded wait`() throws {
        let bench = try DaemonBench()
        let ending = try bench.run(stopAt: 250) { count in
            if count == 240 { bench.rig.apply(.contactorWelded(.positive), size: 1) }
        }
        #expect(!ending.isProvenOpen)
        #expect(bench.lines.lines(with: "<2>confirm: NOT proven open").count == 1)
        #expect(bench.service.notes.last == "stopping: contactors not proven open")
        let limit = RunCommand.openingLimit(bench.scenario.pack) / bench.scenario.pack.loopPeriod
        #expect(Double(bench.ticks.count - 250) <= limit + 1)
    }

    @Test func `steps that change nothing write nothing`() throws {
        let bench = try DaemonBench()
        var counts: [Int] = []
        _ = try bench.run(closing: false, stopAt: 500) { count in
            if count == 150 || count == 499 { counts.append(bench.lines.all.count) }
        }
        #expect(counts.count == 2 && counts.first == counts.last, "\(bench.lines.all)")
        #expect(bench.lines.lines(with: "state: initialising → standby").count == 1)
        #expect(bench.lines.lines(with: "state:").count == 2, "\(bench.lines.all)")
    }

    @Test func `a flag is one line when raised, with place, value and limit, and one cleared`()
        throws
    {
        let bench = try DaemonBench()
        let pressure = Pressure.megapascals(4)
        _ = try bench.run(closing: false, stopAt: 600) { count in
            let kind = InjectedFault.Kind.addedPressure(stack: 1, pressure: pressure)
            if count == 200 { bench.rig.apply(kind, size: 1) }
            if count == 300 { bench.rig.apply(kind, size: 0) }
        }
        let raised = bench.lines.lines(with: "raised: stack overpressure (operating) at stack 2")
        #expect(raised.count == 1, "\(bench.lines.all)")
        #expect(raised.first?.hasPrefix("<5>") == true)
        #expect(raised.first?.hasSuffix("limit 9.000 MPa") == true)
        #expect(raised.first?.contains(" MPa, limit") == true)
        let cleared = bench.lines.lines(with: "cleared: stack overpressure (operating) at stack 2")
        #expect(cleared.count == 1)
    }

    @Test func `missed deadlines are two lines, however many`() throws {
        let bench = try DaemonBench()
        bench.ticks.missed = [150: 1, 151: 3, 160: 2]
        _ = try bench.run(closing: false, stopAt: 400)
        #expect(bench.lines.lines(with: "<4>deadlines missed").count == 1)
        #expect(bench.lines.lines(with: "deadlines kept again: 6 in 1.0 s").count == 1)
    }

    @Test func `a failing log is told once, its recovery once, and the loop goes on`() throws {
        let store = BreakableStore()
        let bench = try DaemonBench(store: store)
        let ending = try bench.run(closing: false, stopAt: 400) { count in
            if count == 150 {
                store.status.failure = .store(
                    path: "a.sqlite", operation: "insert", code: 13, message: "disk full")
                store.status.droppedFrames = 3
            }
            if count == 200 { store.status.failure = nil }
        }
        #expect(bench.lines.lines(with: "<3>log cannot be written: a.sqlite").count == 1)
        #expect(bench.lines.lines(with: "log can be written again").count == 1)
        #expect(bench.lines.lines(with: "log does not keep up").count == 1)
        #expect(store.isFinished)
        #expect(store.offered == bench.ticks.count)
        #expect(ending.isRecorded)
    }

    @Test func `a log that cannot be finished makes the ending bad`() throws {
        let store = BreakableStore()
        store.status.failure = .notALog(path: "a.sqlite")
        let bench = try DaemonBench(store: store)
        #expect(try bench.run(closing: false, stopAt: 20).isRecorded == false)
    }

    @Test func `a refused request is told with its reason`() throws {
        let bench = try DaemonBench()
        _ = try bench.run(closing: false, stopAt: 50) { count in
            if count == 2 || count == 3 { bench.control.request(.close) }
        }
        #expect(bench.lines.lines(with: "<4>request refused: wrong state").count == 1)
    }

    @Test func `a dry run commands coils that nobody hears`() throws {
        let outputs = (0..<4).map { _ in RememberedOutput() }
        let bench = try DaemonBench { ports in
            var ports = ports
            ports.positiveContactor = outputs[0]
            ports.negativeContactor = outputs[1]
            ports.prechargeContactor = outputs[2]
            ports.watchdog = outputs[3]
            return ports
        }
        var wasCommanded = false
        var wasClosed = false
        _ = try bench.run(stopAt: 200) { _ in
            wasCommanded = wasCommanded || outputs[1].isActive
            let contacts = bench.rig.board.contacts
            wasClosed = wasClosed || contacts.positive || contacts.negative || contacts.precharge
        }
        #expect(wasCommanded)
        #expect(!wasClosed)
        #expect(outputs.prefix(3).allSatisfy { !$0.isActive })
    }

    @Test func `the kernel's timer and a real TERM drive the same loop`() throws {
        let bench = try DaemonBench()
        let clock = MonotonicClock()
        let ticks = PacedRigTicks(
            bench.rig, pacedBy: try KernelTicks(period: .milliseconds(5), clock: clock))
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let signals = try OperatorSignals()
        // Directed at this thread, which is the one that reads them.
        let reader = pthread_self()
        ticks.onTick = { if $0 == 20 { pthread_kill(reader, SIGTERM) } }
        let loop = try DaemonLoop(
            control: bench.control, openingLimit: .seconds(2),
            surroundings: DaemonLoop.Surroundings(
                ticks: ticks, signals: signals, service: bench.service, store: nil,
                log: bench.lines.logger, now: { clock.now }))
        let ending = try loop.run()
        #expect(ending.isProvenOpen)
        #expect(ticks.count >= 21)
        #expect(clock.now >= .start + .milliseconds(100))
        #expect(bench.lines.lines(with: "stop: TERM received while initialising").count == 1)
        #expect(bench.lines.lines(with: "flush: nothing is recorded").count == 1)
    }

    private func remove(_ folder: URL) {
        do { try FileManager.default.removeItem(at: folder) } catch {
            // Nothing depends on it.
        }
    }
}
