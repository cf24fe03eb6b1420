import ArgumentParser
import Configuration
import Control
import Dashboard
import Estimation
import Foundation
import PackSimulation
import Protection
import Quantities
import Recording

/// Runs a scenario in real time until it ends or someone stops it.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run a scenario in real time; Ctrl-C shuts down in order.",
        discussion: """
            One status line per second, and a page for a browser on this machine. The first \
            Ctrl-C (or TERM) opens the contactors, confirms them, flushes the log and ends; a \
            second one ends at once. With --speed a run can be hurried without becoming another \
            run: the trace hash stays the same.
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(parsing: .unconditional, help: "Pack seconds per second of real time.")
    var speed: Double = 1

    @Option(parsing: .unconditional, help: "Port of the page on 127.0.0.1; 0 for none.")
    var httpPort: Int = 8080

    func validate() throws {
        guard (0...65535).contains(httpPort) else {
            throw ValidationError("--http-port is 0 to 65535, not \(httpPort).")
        }
        guard speed > 0, speed <= 1000 else {
            throw ValidationError("--speed is above 0 and at most 1000, not \(speed).")
        }
    }

    func run() async throws {
        let description = try options.load()
        let run = options.makeRun(description)
        let dashboard = try await startDashboard(description.pack)
        let recorder = try options.makeRecorder(
            description, policy: .dropWhenFull,
            started: Int64(Date().timeIntervalSince1970 * 1e9))
        let signals = StopSignals()
        let clock = ContinuousClock()
        let began = clock.now
        var last: Snapshot?
        while !run.isOver && !signals.isStopping {
            last = nil
            let snapshot = run.step()
            recorder?.offer(snapshot)
            dashboard?.publisher.offer(snapshot, droppedFrames: recorder?.droppedCount)
            last = snapshot
            if run.now.nanoseconds % 1_000_000_000 == 0 { say(statusLine(snapshot, run)) }
            for event in snapshot.events { say("\(clockText(event.time))  \(event.words)") }
            let deadline = began + (run.now - .start) / speed
            try await Task.sleep(until: deadline, tolerance: .zero, clock: clock)
        }
        if signals.isStopping { last = shutDown(run, recorder, dashboard) }
        let hash = hexadecimal(run.trace.value)
        let flushing = clock.now
        let status = recorder?.finish(traceHash: hash)
        await dashboard?.stop()
        if signals.isStopping {
            let taken = spanText(clock.now - flushing)
            say(status.map { "flush: \($0.words), in \(taken)" } ?? "flush: nothing is recorded")
            say("stopped in step \"\(run.mission.stepName)\" [\(hash)]")
            return
        }
        let summary = RunSummary(
            run: run, last: last, elapsed: clock.now - began, logPath: options.logPath,
            recording: status)
        say(summary.text)
        if !run.hasPassed { throw ExitCode(1) }
    }

    /// Serves the page, if one is wanted, and says where.
    private func startDashboard(_ pack: PackDescription) async throws -> DashboardServer? {
        guard httpPort != 0 else { return nil }
        do throws(DashboardError) {
            let dashboard = try await DashboardServer.start(
                pack: PackOutline(pack), options: DashboardOptions(port: httpPort))
            say("dashboard: \(dashboard.url)")
            return dashboard
        } catch {
            complain("\(error)")
            throw error.isAboutThePort ? ExitStatus.unavailable : ExitStatus.inputOutput
        }
    }

    /// Opens the contactors and waits for the proof, in pack time; each stage with its time.
    private func shutDown(
        _ run: SimulationRun, _ recorder: Recorder?, _ dashboard: DashboardServer?
    ) -> Snapshot? {
        let began = run.now
        say("open: contactors commanded open at \(clockText(began))")
        run.stop()
        let limit = began + .seconds(10)
        var last: Snapshot?
        while run.now < limit {
            last = nil
            let snapshot = run.step()
            recorder?.offer(snapshot)
            dashboard?.publisher.offer(snapshot, droppedFrames: recorder?.droppedCount)
            last = snapshot
            let isOpen = snapshot.commanded.isEmpty && snapshot.feedback.isEmpty
            if isOpen && snapshot.state != .opening {
                say("confirm: open by feedback after \(spanText(run.now - began))")
                return last
            }
        }
        say("confirm: not proven open after \(spanText(run.now - began))")
        return last
    }

    private func statusLine(_ snapshot: borrowing Snapshot, _ run: SimulationRun) -> String {
        var charge = 0.0
        for cell in snapshot.cells.indices {
            charge += snapshot.cells[cell].estimate.stateOfCharge
        }
        let mean = charge / Double(max(snapshot.cells.count, 1)) * 100
        let current = snapshot.current.value.map { String(format: "%+.3f A", $0.amperes) }
        var pressures: [String] = []
        for stack in snapshot.stacks.indices {
            pressures.append(
                snapshot.stacks[stack].pressure.value
                    .map { String(format: "%.2f", $0.megapascals) } ?? "—")
        }
        return "\(clockText(snapshot.now))  \(snapshot.state.words)  "
            + "\(current ?? "no current")  SOC \(String(format: "%.1f %%", mean))  "
            + "\(pressures.joined(separator: " ")) MPa  \(run.mission.stepName)"
    }
}

extension PackOutline {
    /// What the page needs of a pack file.
    fileprivate init(_ pack: PackDescription) {
        self.init(
            name: pack.name, source: "simulation",
            stacks: pack.stacks.map { Stack(name: $0.name, cells: $0.cells) }, rules: pack.rules)
    }
}

extension DashboardError {
    /// Whether another port would help.
    fileprivate var isAboutThePort: Bool {
        switch self {
        case .portTaken, .portForbidden: true
        case .notLoopback, .noSuchPort, .cannotListen: false
        }
    }
}
