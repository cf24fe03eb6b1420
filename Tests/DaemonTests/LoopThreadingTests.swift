import Configuration
import Control
import Glibc
import LinuxHAL
import Logging
import Protection
import Quantities
import Synchronization
import Testing

@testable import PackSimulation
@testable import solidbmsd

/// What two threads add to the loop.
@Suite struct LoopThreadingTests {
    @Test func `a loop that hangs is fed by nobody, told, given up and leaves the board armed`()
        throws
    {
        let bench = try DaemonBench()
        let ticks = StuckTicks(bench.rig, stopsAt: 20)
        let signals = EagerSignals()
        let hours = Atomic<Int64>(0)
        let loop = try DaemonLoop(
            control: bench.control, openingLimit: .seconds(2),
            surroundings: DaemonLoop.Surroundings(
                ticks: ticks, signals: signals, service: bench.service, store: nil,
                log: bench.lines.logger, board: bench.board,
                now: {
                    // Time flies once the loop is stuck.
                    guard ticks.isStuck else { return .start }
                    let value = hours.wrappingAdd(50_000_000, ordering: .relaxed).newValue
                    if value > 5_000_000_000 { signals.signal() }
                    return Instant(nanoseconds: value)
                },
                clocks: { nil }))
        let ending = try loop.run()
        let fed = bench.service.feedCount
        #expect(ending == DaemonLoop.Ending(isProvenOpen: false, isRecorded: true, isHung: true))
        #expect(fed > 0 && fed <= 19)
        #expect(!bench.board.isDisarmed)
        #expect(bench.lines.lines(with: "<2>no step was completed for").count == 1)
        #expect(bench.lines.lines(with: "<2>confirm: the loop hangs").count == 1)
        #expect(bench.service.notes.last == "stopping: the loop hangs")
        ticks.letGo()
        while loop.link.outcome == nil { sched_yield() }
        #expect(bench.service.feedCount == fed)
    }

    @Test func `a stop is asked of the loop before the log has to take a line`() throws {
        let bench = try DaemonBench()
        let asked = Mutex<[Bool]>([])
        let link = Mutex<LoopLink?>(nil)
        let handler = LineLogHandler(
            isJournal: true, now: { .start },
            write: { _ in
                let isAsked = link.withLock { $0?.isStopRequested ?? false }
                asked.withLock { $0.append(isAsked) }
            })
        let stop = StopButton()
        let loop = try DaemonLoop(
            control: bench.control, openingLimit: .seconds(2),
            surroundings: DaemonLoop.Surroundings(
                ticks: bench.ticks, signals: stop, service: bench.service, store: nil,
                log: Logger(label: "test") { _ in handler }, clocks: { nil }))
        link.withLock { $0 = loop.link }
        stop.signal = .terminate
        // Among what the first turn writes is that the daemon is ready.
        #expect(loop.takeTurn())
        #expect(asked.withLock { $0.count } > 1)
        #expect(asked.withLock { !$0.contains(false) })
    }

    @Test func `a timer that fails ends the loop with its error and leaves the board armed`() throws
    {
        let bench = try DaemonBench()
        bench.ticks.failsAt = 3
        #expect(throws: LinuxHALError.self) { try bench.run(stopAt: 10) }
        #expect(!bench.board.isDisarmed)
    }

    @Test func `the board is fed by steps, and disarmed once the contactors are proven open`()
        throws
    {
        let bench = try DaemonBench()
        _ = try bench.run(closing: false, stopAt: 99)
        // Ten seconds of steps: fed once in an eighth of the board's eight seconds.
        #expect(bench.board.feedCount == 10)
        #expect(bench.board.isDisarmed)
        #expect(bench.lines.lines(with: "watchdog: disarmed").count == 1)
    }

    @Test func `a contactor that stays closed leaves the board armed`() throws {
        let bench = try DaemonBench()
        _ = try bench.run(stopAt: 250) { count in
            if count == 240 { bench.rig.apply(.contactorWelded(.positive), size: 1) }
        }
        #expect(!bench.board.isDisarmed)
        #expect(
            bench.lines.lines(with: "<2>watchdog: stays armed, the board resets in 8").count == 1)
    }

    @Test func `a board that refuses to be fed is told once and asked in every step`() throws {
        let bench = try DaemonBench()
        _ = try bench.run(closing: false, stopAt: 200) { count in
            bench.board.refuses = (50..<60).contains(count)
        }
        #expect(bench.lines.lines(with: "<3>the board's watchdog refuses to be fed").count == 1)
        #expect(bench.lines.lines(with: "the board's watchdog is fed again: ").count == 1)
    }

    @Test func `USR1 and the end write how punctual the loop was`() throws {
        let bench = try DaemonBench()
        bench.ticks.late[20] = .milliseconds(30)
        bench.ticks.takes[21] = .milliseconds(40)
        bench.ticks.missed[22] = 2
        bench.ticks.passes[22] = .milliseconds(300)
        _ = try bench.run(closing: false, stopAt: 100) { count in
            if count == 50 { bench.stop.signal = .report }
        }
        let jitter = bench.lines.lines(with: "timing: wake-up after deadline: p50 0.000")
        #expect(jitter.count == 2)
        #expect(jitter.first?.contains("max 200.000 ms") == true)
        let steps = bench.lines.lines(with: "timing: step: p50 ")
        #expect(steps.count == 2 && steps.last?.contains("max 40.000 ms") == true)
        #expect(bench.lines.lines(with: "timing: sample to decision: ").count == 2)
        #expect(bench.lines.lines(with: "timing: 50 steps, 2 deadlines missed").count == 1)
    }

    @Test func `a request goes into the next step once`() throws {
        let bench = try DaemonBench()
        var states: [ContactorState] = []
        _ = try bench.run(closing: false, stopAt: 200) { count in
            if count == 100 { bench.loop.link.request(.close) }
            if count > 1 { states.append(bench.loop.link.latest.copy().state) }
        }
        #expect(states[98] == .standby)
        #expect(states[99] == .precharging)
        #expect(states[197] == .operating)
    }

    @Test func `a queue keeps order, says when it is full and has room again`() {
        let queue = BoundedQueue(capacity: 3, blank: 0)
        #expect(queue.pop() == nil)
        for round in 0..<5 {
            for value in 0..<3 { #expect(queue.push(round * 10 + value)) }
            #expect(!queue.push(99))
            for value in 0..<3 { #expect(queue.pop() == round * 10 + value) }
            #expect(queue.pop() == nil)
        }
    }

    @Test func `a queue between two threads loses and doubles nothing`() throws {
        let queue = BoundedQueue(capacity: 8, blank: 0)
        let thread = try LoopThread(name: "bms-producer", scheduling: .inherited) {
            var value = 1
            while value <= 20_000 {
                if queue.push(value) { value += 1 } else { sched_yield() }
            }
        }
        var expected = 1
        while expected <= 20_000 {
            guard let value = queue.pop() else {
                sched_yield()
                continue
            }
            #expect(value == expected)
            expected += 1
        }
        thread.join()
        #expect(queue.pop() == nil)
    }

    @Test func `reports that nobody takes are counted, and the loop goes on`() throws {
        let bench = try DaemonBench()
        for _ in 0..<1_100 { _ = bench.loop.beatAlone() }
        #expect(bench.loop.link.lostReportCount == 1_100 - 1_024)
        #expect(bench.loop.takeTurn())
        #expect(bench.lines.lines(with: "reports of steps are lost").count == 1)
    }
}

/// A rig whose timer, from some beat on, keeps the loop waiting.
private final class StuckTicks: TickSource, @unchecked Sendable {
    private let rig: SimulatedRig
    private let stopsAt: Int
    private let stuck = Atomic<Bool>(false)
    private let isLetGo = Atomic<Bool>(false)
    private var count = 0

    init(_ rig: SimulatedRig, stopsAt: Int) {
        self.rig = rig
        self.stopsAt = stopsAt
    }

    var isStuck: Bool { stuck.load(ordering: .acquiring) }
    var now: Instant { rig.now }

    func letGo() { isLetGo.store(true, ordering: .releasing) }

    func waitForTick() throws(LinuxHALError) -> Tick {
        count += 1
        if count >= stopsAt {
            stuck.store(true, ordering: .releasing)
            while !isLetGo.load(ordering: .acquiring) { sched_yield() }
            throw LinuxHALError(resource: .timer, name: "stuck", problem: .cannot("wait"))
        }
        rig.advance(to: rig.now + .milliseconds(100), demand: 0)
        return Tick(number: Int64(count), deadline: rig.now, missed: 0)
    }
}

/// A signal that comes once, and a descriptor that never makes anybody wait.
private final class EagerSignals: SignalSource, @unchecked Sendable {
    let descriptor: Int32 = open("/dev/zero", O_RDONLY)
    private let isDue = Atomic<Bool>(false)
    private var isTaken = false

    deinit { close(descriptor) }

    func signal() { isDue.store(true, ordering: .relaxed) }

    func next() -> OperatorSignal? {
        guard isDue.load(ordering: .relaxed), !isTaken else { return nil }
        isTaken = true
        return .terminate
    }
}
