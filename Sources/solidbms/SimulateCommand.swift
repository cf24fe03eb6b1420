import ArgumentParser
import Configuration
import Control
import Foundation
import PackSimulation
import Quantities
import Recording

/// Runs a scenario as fast as the machine can.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run a scenario faster than real time and judge it.",
        discussion: """
            Cells, chips, wires and the control loop run in lock step; the same seed gives the \
            same trace hash. Exit status 0 means that every expectation of the scenario was met \
            and no invariant broke; 1 that this is not so; 78 that a file is wrong.
            """)

    @OptionGroup var options: ScenarioOptions

    @Flag(name: .shortAndLong, help: "Print only the verdict line.")
    var quiet = false

    func run() throws {
        let description = try options.load()
        let run = options.makeRun(description)
        // A simulated run belongs to no day: time 0 is 2026-01-01, so that logs compare.
        let recorder = try options.makeRecorder(
            description, policy: .waitWhenFull, started: 1_767_225_600_000_000_000)
        var progress = ProgressBar()
        var last: Snapshot?
        while !run.isOver {
            last = nil
            let snapshot = run.step()
            recorder?.offer(snapshot)
            if run.stepCount % 256 == 0 {
                progress.update(
                    fraction: (run.now - .start) / description.duration,
                    label: "\(clockText(run.now))  \(run.mission.stepName)")
            }
            last = snapshot
        }
        let elapsed = progress.elapsed
        progress.clear()
        let hash = hexadecimal(run.trace.value)
        let status = recorder?.finish(traceHash: hash)
        let summary = RunSummary(
            run: run, last: last, elapsed: elapsed, logPath: options.logPath, recording: status)
        print(quiet ? summary.verdictLine : summary.text)
        if !run.hasPassed { throw ExitCode(1) }
    }
}
