import Assembly
import BenchmarkReference
import Configuration
import Control
import Foundation
import LinuxHAL
import PackSimulation
import Protection
import Quantities
import Recording

/// The daemon's loop in real time: how late it wakes, how long a step takes, and what it costs.
///
/// Everything of a step but the kernel's I2C is there: the timer, drivers, estimator, protection,
/// and the recorder with its own thread. In place of the kernel's bus there are simulated chips,
/// whose work is part of every number; the simulated cells' is taken off the processor time.
struct RealTimeBenchmark {
    /// What the loop may cost and how late it may be, as the project promises.
    private static let jitterAllowed = 2e3
    private static let shareAllowed = 5.0
    /// Steps a second while it is measured, and the daemon's own.
    private static let rate = 100
    private static let daemonRate = 10.0
    private static let stepCount = 3_000
    /// As the daemon's `--realtime`.
    private static let priority: Int32 = 40

    private let scenario: ScenarioDescription

    init(scenario path: String) {
        do throws(ConfigurationError) {
            scenario = try ScenarioDescription(contentsOf: path)
        } catch {
            preconditionFailure("Run the benchmarks in the root of the repository: \(error)")
        }
    }

    func rows() -> [Row] {
        let first = LoopThread.Scheduling.firstInFirstOut(priority: Self.priority)
        var rows: [Row] = []
        if let run = measured(first) { rows += Self.rows("real time", run, isHeld: true) }
        if let run = measured(.inherited) {
            // The bar is for the loop as it is meant to run, where that is allowed.
            rows += Self.rows("ordinary", run, isHeld: rows.isEmpty)
        }
        return rows
    }

    private static func rows(_ kind: String, _ run: PacedRun, isHeld: Bool) -> [Row] {
        func microseconds(_ duration: Duration) -> Double { duration.inSeconds * 1e6 }
        let late = run.jitter
        let share = run.processorTime / Double(stepCount) * daemonRate * 100
        return [
            .time("loop, \(kind): wake-up p50", "us", microseconds(late.percentile(0.5))),
            .time("loop, \(kind): wake-up p99", "us", microseconds(late.percentile(0.99))),
            .time(
                "loop, \(kind): wake-up p99.9, allowed", "us",
                microseconds(late.percentile(0.999)), reference: jitterAllowed,
                bar: isHeld ? 1 : nil),
            .time("loop, \(kind): wake-up max", "us", microseconds(late.maximum)),
            .time("loop, \(kind): step p50", "us", microseconds(run.stepTime.percentile(0.5))),
            .time(
                "loop, \(kind): step p99.9", "us", microseconds(run.stepTime.percentile(0.999))),
            .time(
                "loop, \(kind): share of a core at 10 Hz, allowed", "%", share,
                reference: shareAllowed, bar: isHeld ? 1 : nil),
            .time("loop, \(kind): memory with the simulator", "MB", run.residentMegabytes),
        ]
    }

    /// A run, or nil where the scheduling is not allowed.
    private func measured(_ scheduling: LoopThread.Scheduling) -> PacedRun? {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("solidbms-loop-\(ProcessInfo.processInfo.processIdentifier)")
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch {
                print("The folder \(folder.path) could not be removed: \(error)")
            }
        }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            let recorder = try Recorder(
                path: folder.appendingPathComponent("log.sqlite").path,
                run: RunDescription(scenario), options: .realTime)
            let run = PacedRun(scenario, recorder: recorder, count: Self.stepCount)
            let period = Duration.seconds(1) / Self.rate
            let thread = try LoopThread(name: "bms-loop", scheduling: scheduling) {
                run.run(period: period)
            }
            thread.join()
            recorder.finish(traceHash: nil)
            run.finish()
            return run
        } catch let error as LinuxHALError {
            print("not measured: \(error)")
            return nil
        } catch {
            preconditionFailure("A log in the temporary folder could not be opened: \(error)")
        }
    }
}

/// The loop on the kernel's timer over simulated chips.
///
/// Unchecked: made on one thread, run on another, read once that has been joined.
private final class PacedRun: @unchecked Sendable {
    private(set) var jitter = DurationHistogram()
    private(set) var stepTime = DurationHistogram()
    /// Of the whole process less the simulated cells, from the first counted step on, s.
    private(set) var processorTime = 0.0
    /// As the kernel counts it at the end.
    private(set) var residentMegabytes = 0.0

    private let rig: SimulatedRig
    private let control: ControlLoop
    private let recorder: Recorder
    private let count: Int
    private var worldTime = 0.0
    private var processBefore = 0.0

    init(_ scenario: ScenarioDescription, recorder: Recorder, count: Int) {
        rig = SimulatedRig(scenario)
        control = PackAssembly.controlLoop(
            for: scenario.pack, ports: rig.board.ports,
            stateOfCharge: scenario.initial.estimatorStateOfCharge)
        self.recorder = recorder
        self.count = count
        for _ in 0..<100 {
            rig.advance(to: rig.now + .milliseconds(100), demand: 0)
            recorder.offer(control.step(now: rig.now))
        }
    }

    func run(period: Duration) {
        do throws(LinuxHALError) {
            let clock = MonotonicClock()
            let timer = try PeriodicTimer(
                period: period, first: clock.now + period, clock: clock)
            processBefore = reference_process_time()
            for _ in 0..<count { try step(timer, clock) }
        } catch {
            preconditionFailure("The kernel's timer failed: \(error)")
        }
    }

    private func step(_ timer: PeriodicTimer, _ clock: MonotonicClock) throws(LinuxHALError) {
        let tick = try timer.waitForTick()
        jitter.add(clock.now - tick.deadline)
        let worldBefore = reference_thread_time()
        // A period of the daemon's, whatever the rate here.
        rig.advance(to: rig.now + .milliseconds(100), demand: 0)
        worldTime += reference_thread_time() - worldBefore
        let began = clock.now
        recorder.offer(control.step(now: rig.now))
        stepTime.add(clock.now - began)
    }

    func finish() {
        processorTime = reference_process_time() - processBefore - worldTime
        residentMegabytes = Self.residentMegabytes()
    }

    private static func residentMegabytes() -> Double {
        do {
            let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            let fields = line?.split(separator: " ") ?? []
            return fields.count > 1 ? (Double(fields[1]) ?? .nan) / 1024 : .nan
        } catch {
            return .nan
        }
    }
}
