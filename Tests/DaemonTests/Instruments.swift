import Assembly
import CMallocCount
import Configuration
import Control
import Foundation
import HAL
import LinuxHAL
import Logging
import Protection
import Quantities
import Recording
import Synchronization

@testable import PackSimulation
@testable import solidbmsd

/// The repository's own files.
enum Shipped {
    static let root = String(
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/"))
    static let pack = root + "/Configs/Packs/demo-16s4.toml"

    /// Ten quiet minutes.
    static func scenario() throws -> ScenarioDescription {
        try ScenarioDescription(contentsOf: root + "/Configs/Scenarios/calm.toml")
    }
}

/// Log lines as the journal gets them.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    var logger: Logger {
        let handler = LineLogHandler(
            isJournal: true, now: { .start },
            write: { [self] line in lines.withLock { $0.append(line) } })
        return Logger(label: "test") { _ in handler }
    }

    /// The lines with this text in them.
    func lines(with text: String) -> [String] { all.filter { $0.contains(text) } }
}

/// A simulated rig as the source of time: each beat moves the world by one period.
final class RigTicks: TickSource {
    let rig: SimulatedRig
    private let period: Duration
    private(set) var count = 0
    /// Beats to report as missed, by the number of the beat.
    var missed: [Int: Int64] = [:]
    /// How late a beat is served, likewise.
    var late: [Int: Duration] = [:]
    /// What the step of a beat takes, likewise.
    var takes: [Int: Duration] = [:]
    /// Time since the beat before, likewise; a period when left out.
    var passes: [Int: Duration] = [:]
    private var isUnderWay = false
    /// Thrown in place of a beat.
    var failsAt: Int?
    /// Told of each beat before the step.
    var onTick: (Int) -> Void = { _ in }

    init(_ rig: SimulatedRig, period: Duration) {
        self.rig = rig
        self.period = period
    }

    /// The first answer after a beat is the beginning of a step.
    var now: Instant {
        defer { isUnderWay = true }
        return isUnderWay ? rig.now + (takes[count] ?? .zero) : rig.now
    }

    func waitForTick() throws(LinuxHALError) -> Tick {
        count += 1
        isUnderWay = false
        defer { isUnderWay = false }
        // The world may allocate; the loop may not.
        let wasCounting = malloc_count_is_active()
        malloc_count_set_active(false)
        defer { malloc_count_set_active(wasCounting) }
        if count == failsAt {
            throw LinuxHALError(resource: .timer, name: "timerfd", problem: .cannot("wait"))
        }
        rig.advance(to: rig.now + (passes[count] ?? period), demand: 0)
        onTick(count)
        let deadline = rig.now + (late[count] ?? .zero) * -1
        return Tick(number: Int64(count), deadline: deadline, missed: missed[count] ?? 0)
    }
}

/// A simulated rig that follows the kernel's time.
final class PacedRigTicks: TickSource {
    private let rig: SimulatedRig
    private let pace: KernelTicks
    private(set) var count = 0
    /// Told of each beat before the step.
    var onTick: (Int) -> Void = { _ in }

    init(_ rig: SimulatedRig, pacedBy pace: KernelTicks) {
        self.rig = rig
        self.pace = pace
    }

    var now: Instant { rig.now }

    func waitForTick() throws(LinuxHALError) -> Tick {
        let tick = try pace.waitForTick()
        rig.advance(to: pace.now, demand: 0)
        count += 1
        onTick(count)
        return tick
    }
}

/// A signal that comes when a test says so.
final class StopButton: SignalSource {
    let descriptor: Int32 = -1
    var signal: OperatorSignal?

    func next() -> OperatorSignal? {
        defer { signal = nil }
        return signal
    }
}

/// Writes down what the service manager would hear.
final class ServiceNotes: ServiceListener {
    let watchdogInterval: Duration? = .milliseconds(400)
    let droppedCount = 0
    private let heard = Mutex<[String]>([])
    private let feedings = Atomic<Int>(0)

    var notes: [String] { heard.withLock { $0 } }
    var feedCount: Int { feedings.load(ordering: .relaxed) }

    func reportReady(status: String) { add("ready: \(status)") }
    func report(status: String) { add(status) }
    func reportStopping(status: String) { add("stopping: \(status)") }
    func feedWatchdog() { feedings.wrappingAdd(1, ordering: .relaxed) }

    private func add(_ note: String) { heard.withLock { $0.append(note) } }
}

/// The board's watchdog, as far as a test can bear it.
final class BoardNotes: BoardWatchdog {
    let timeout = Duration.seconds(8)
    var causedLastReset = false
    /// Refuses to be fed.
    var refuses = false
    private(set) var feedCount = 0
    private(set) var isDisarmed = false

    func feed() throws(LinuxHALError) {
        if refuses {
            throw LinuxHALError(resource: .watchdog, name: "board", problem: .cannot("feed"))
        }
        feedCount += 1
    }

    func disarm() throws(LinuxHALError) { isDisarmed = true }
}

/// A store that fails when a test says so.
final class BreakableStore: SnapshotStore {
    var status = RecorderStatus()
    var condition = LogCondition()
    private(set) var offered = 0
    private(set) var isFinished = false

    func offer(_ snapshot: borrowing Snapshot) { offered += 1 }

    func finish(traceHash: String?) -> RecorderStatus {
        isFinished = true
        return status
    }
}

/// The machine's clocks, which a test can move apart.
final class BenchClocks {
    /// How long the machine has been suspended.
    var suspended = Duration.zero
    /// How far the time of day has been set forward.
    var set = Duration.zero

    func reading(at now: Instant) -> ClockReading {
        let boot = now + suspended
        return ClockReading(
            monotonic: now.nanoseconds, boot: boot.nanoseconds,
            wall: (boot + set).nanoseconds + 1_700_000_000_000_000_000)
    }
}

/// The daemon's loop on a simulated rig.
final class DaemonBench {
    let scenario: ScenarioDescription
    let rig: SimulatedRig
    let control: ControlLoop
    let ticks: RigTicks
    let stop = StopButton()
    let service = ServiceNotes()
    let lines = LogLines()
    let board = BoardNotes()
    let clocks = BenchClocks()
    let loop: DaemonLoop

    /// - Parameters:
    ///   - wasReset: Whether the board was last reset by its watchdog.
    ///   - ports: What of the rig the loop is connected to; all of it when left out.
    ///   - change: What is different from the shipped scenario.
    init(
        store: (any SnapshotStore)? = nil, wasReset: Bool = false,
        followers: [any StepFollower] = [], ports: (Ports) -> Ports = { $0 },
        change: (inout ScenarioDescription) -> Void = { _ in }
    ) throws {
        var scenario = try Shipped.scenario()
        change(&scenario)
        self.scenario = scenario
        rig = SimulatedRig(scenario)
        control = PackAssembly.controlLoop(for: scenario.pack, ports: ports(rig.board.ports))
        ticks = RigTicks(rig, period: scenario.pack.loopPeriod)
        board.causedLastReset = wasReset
        let rig = rig
        let clocks = clocks
        loop = try DaemonLoop(
            control: control, openingLimit: RunCommand.openingLimit(scenario.pack),
            surroundings: DaemonLoop.Surroundings(
                ticks: ticks, signals: stop, service: service, store: store, log: lines.logger,
                board: board, followers: followers,
                clocks: { clocks.reading(at: rig.now) }))
    }

    /// Runs, asking to close from beat 100 to 109, and for the end at the beat given.
    func run(
        closing: Bool = true, stopAt last: Int, also onTick: @escaping (Int) -> Void = { _ in }
    ) throws -> DaemonLoop.Ending {
        ticks.onTick = { [self] count in
            if closing, (100..<110).contains(count) { control.request(.close) }
            if count == last { stop.signal = .terminate }
            onTick(count)
        }
        defer { ticks.onTick = { _ in } }
        return try loop.runInTurns()
    }
}
