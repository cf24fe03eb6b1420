import Assembly
import Configuration
import Control
import Foundation
import LinuxHAL
import OperatorChannel
import Persistence
import Protection
import Quantities
import Recording
import Synchronization
import Testing

@testable import PackSimulation
@testable import solidbmsd

/// All the threads of a running daemon at once, as fast as they go: the loop, a lane, the main
/// thread, the writers of log and state, the operators' server and those who ask. What they do to
/// each other's memory ThreadSanitizer says, under `make thread-test`; here each has to get its
/// work done.
@Suite struct DaemonThreadsTests {
    /// What those who ask have seen.
    private final class Seen: Sendable {
        let statuses = Atomic<Int>(0)
        let answers = Atomic<Int>(0)
        let looks = Atomic<Int>(0)
        /// That of the last step of which a look saw the snapshot.
        let lastStep = Atomic<UInt64>(0)
    }

    @Test func `all threads of a daemon at once get their work done`() throws {
        let daemon = try ThreadedDaemon()
        let seen = Seen()
        let (link, path) = (daemon.loop.link, daemon.socketPath)
        let (recorder, post) = (daemon.recorder, daemon.post)
        let threads = [
            try LoopThread(name: "ask-status", scheduling: .inherited) {
                Self.ask(path, until: link) { client in
                    if try client.send(.status).isAccepted {
                        seen.statuses.wrappingAdd(1, ordering: .relaxed)
                    }
                }
            },
            try LoopThread(name: "ask-orders", scheduling: .inherited) {
                Self.ask(path, until: link) { client in
                    for request in [OperatorRequest.close, .status, .open, .acknowledge] {
                        _ = try client.send(request, waits: false)
                        seen.answers.wrappingAdd(1, ordering: .relaxed)
                    }
                }
            },
            try LoopThread(name: "look", scheduling: .inherited) {
                while link.outcome == nil {
                    let snapshot = link.latest.copy()
                    seen.lastStep.max(snapshot.sequence, ordering: .relaxed)
                    let lines = link.timings.withLock { $0.lines.count }
                    let fields = post.fields.count + recorder.status.fields.count
                    if lines > 0, fields > 0 { seen.looks.wrappingAdd(1, ordering: .relaxed) }
                    sched_yield()
                }
            },
        ]
        let ending = try daemon.run()
        for thread in threads { thread.join() }

        #expect(ending.isProvenOpen && ending.isRecorded)
        #expect(daemon.threadCount == 1)
        #expect(daemon.post.finish(daemon.control))
        #expect(daemon.recorder.status.writtenFrames > 0)
        #expect(daemon.recorder.status.writtenEvents > 0)
        #expect(daemon.lines.lines(with: "raised: stack overpressure").count > 0)
        #expect(seen.statuses.load(ordering: .relaxed) > 0)
        #expect(seen.answers.load(ordering: .relaxed) > 0)
        #expect(seen.looks.load(ordering: .relaxed) > 0)
        #expect(seen.lastStep.load(ordering: .relaxed) > 100)
    }

    /// Asks again and again until the loop has ended; who is hung up on then has been served.
    private static func ask(
        _ path: String, until link: LoopLink, _ body: (OperatorClient) throws -> Void
    ) {
        do {
            let client = try OperatorClient(path: path, patience: .seconds(20))
            while link.outcome == nil { try body(client) }
        } catch {
            #expect(link.outcome != nil, "\(error)")
        }
    }
}

/// A daemon on a simulated rig with every thread it has.
private final class ThreadedDaemon {
    let control: ControlLoop
    let recorder: Recorder
    let post: StatePost
    let loop: DaemonLoop
    let lines = LogLines()
    var socketPath: String { folder.path + "/control.sock" }
    var threadCount: Int { lanes.threadCount }

    private let server: OperatorServerThread
    private let ticks: HurriedTicks
    private let lanes = ThreadedLaneRunner()
    private let folder: URL

    init() throws {
        let scenario = try Shipped.scenario()
        let pack = scenario.pack
        let rig = SimulatedRig(scenario)
        let clock = MonotonicClock()
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("solidbmsd-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        ticks = HurriedTicks(rig, period: pack.loopPeriod, count: 1_500)
        control = PackAssembly.controlLoop(
            for: pack, ports: rig.board.ports, laneRunner: lanes)
        recorder = try Recorder(
            path: folder.path + "/log.sqlite", run: Self.run(of: pack), options: .realTime)
        guard
            let post = try StatePost.open(
                directory: folder.path + "/state", pack: pack, digest: "one", isDryRun: false,
                control: control, lines.logger)
        else { throw CocoaError(.fileWriteUnknown) }
        self.post = post
        let seat = OperatorSeat()
        let bulletin = StatusBulletin()
        loop = try DaemonLoop(
            control: control, openingLimit: RunCommand.openingLimit(pack),
            surroundings: DaemonLoop.Surroundings(
                ticks: ticks, signals: StopButton(), service: ServiceNotes(), store: recorder,
                log: lines.logger, board: BoardNotes(), followers: [seat, post],
                bulletin: bulletin, now: { clock.now }, clocks: { nil }))
        let recorder = recorder
        var facts = StatusFacts(pack)
        facts.more = [{ recorder.status.fields }, { bulletin.fields }, { post.fields }]
        server = try OperatorServerThread(
            try OperatorServer(
                socket: try OperatorSocket(path: folder.path + "/control.sock"),
                service: OperatorDesk(
                    seat: seat, board: loop.link.latest, facts: facts, log: lines.logger,
                    now: { clock.now })))
    }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch {
            // Nothing depends on it.
        }
    }

    func run() throws -> DaemonLoop.Ending {
        let link = loop.link
        ticks.onLast = { link.requestStop() }
        let ending = try loop.run()
        server.stop()
        return ending
    }

    private static func run(of pack: PackDescription) -> RunDescription {
        RunDescription(
            startedUnixNanoseconds: 0, programVersion: "test", packName: pack.name,
            configurationDigest: "",
            cells: (0..<pack.cellCount).map {
                RunDescription.Cell(name: "cell\($0 + 1)", stack: pack.stackIndex(ofCell: $0))
            }, stackNames: pack.stacks.map(\.name))
    }
}

/// A rig whose time passes as fast as the loop goes. The loop's thread only.
private final class HurriedTicks: TickSource {
    private let rig: SimulatedRig
    private let period: Duration
    private let count: Int
    private var number = 0
    /// Told at the last beat, and at each one after it.
    var onLast: () -> Void = {}

    init(_ rig: SimulatedRig, period: Duration, count: Int) {
        self.rig = rig
        self.period = period
        self.count = count
    }

    var now: Instant { rig.now }

    func waitForTick() throws(LinuxHALError) -> Tick {
        number += 1
        rig.advance(to: rig.now + period, demand: 0)
        let pressure = Pressure.megapascals(4)
        if number % 200 == 150 {
            rig.apply(.addedPressure(stack: 1, pressure: pressure), size: 1)
        }
        if number % 200 == 180 {
            rig.apply(.addedPressure(stack: 1, pressure: pressure), size: 0)
        }
        if number >= count { onLast() }
        return Tick(number: Int64(number), deadline: rig.now, missed: 0)
    }
}
