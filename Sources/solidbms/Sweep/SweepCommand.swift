import ArgumentParser
import Configuration
import Control
import Evidence
import Foundation
import Reports

/// `solidbms sweep`: the estimator on simulated cells that are not what it thinks.
struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Judge the estimator on simulated cells drawn from many seeds.",
        discussion: """
            Each seed draws cells, presses and sensors that differ from what the estimator knows, \
            drives them, and compares its estimates with the truth, with the pressure channel and \
            without. Prints means over the seeds with their 95 % intervals, the worst seed, and \
            every bar of the file. The same file and seeds give the same bytes.

            Exit status: 0, with --check 1 when a bar is missed; 65 for a mission that ends \
            within its warm-up, 66 for a file that is not there, \
            73 for one that cannot be written, 78 for problems in the files.

            Examples:
              solidbms sweep Configs/Sweeps/solid-state.toml --html out/solid-state.html
              solidbms sweep Configs/Sweeps/solid-state.toml --cells A,B --seeds 20
              solidbms sweep Configs/Sweeps/solid-state.toml --cells B --seed 17
              solidbms sweep Configs/Sweeps/solid-state.toml --attribute --seeds 20
            """)

    @Argument(help: "Sweep file (TOML).")
    var file: String

    @Option(parsing: .unconditional, help: "How many seeds, from 1. (default: the file's)")
    var seeds: Int?

    @Option(parsing: .unconditional, help: "One seed alone: to look at the worst.")
    var seed: UInt64?

    @Option(help: "Labels of the cells to run, as A,B. (default: all)")
    var cells: String?

    @Flag(help: "Let each cause of error act alone and print what it does.")
    var attribute = false

    @Flag(help: "Leave out one cause of error after the other and print what that gains.")
    var omit = false

    @Option(help: "Write a report with pictures (HTML, one file).")
    var html: String?

    @Flag(help: "Print every figure as JSON and nothing else.")
    var json = false

    @Flag(help: "End with status 1 when a bar is missed.")
    var check = false

    @OptionGroup(title: "Tuning")
    var tuning: TuningOptions

    func validate() throws {
        if seeds != nil, seed != nil { throw ValidationError("Choose --seeds or --seed.") }
        if let seeds, !(1...100_000).contains(seeds) {
            throw ValidationError("--seeds is 1 to 100000, not \(seeds).")
        }
        if attribute && omit { throw ValidationError("Choose --attribute or --omit.") }
        if attribute || omit, check || html != nil || json {
            throw ValidationError("--attribute and --omit print a table and judge nothing.")
        }
    }

    func run() async throws {
        try requireFile(file)
        let sweep = try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
            try SweepDescription(contentsOf: file)
        }
        let chosen = try indices(of: sweep)
        let numbers = seed.map { [$0] } ?? (1...UInt64(seeds ?? sweep.seedCount)).map(\.self)
        if attribute || omit {
            let causes = omit ? SweepCause.omitted(sweep) : SweepCause.alone(sweep)
            try await printCauses(causes, sweep, chosen, numbers)
            return
        }
        var runner = SweepRunner(
            sweep, cells: chosen, seeds: numbers, settings: tuning.settings)
        let outcomes = try await outcomes(&runner, .all)
        runner.finish()
        let summaries = chosen.indices.map {
            CellSummary(sweep.cells[chosen[$0]], outcomes: outcomes[$0])
        }
        if json {
            say(try SweepJSON.text(sweep, summaries, outcomes))
        } else {
            printTables(summaries, runner)
        }
        if let html { try write(sweep, chosen, summaries, outcomes, to: html) }
        if check, !summaries.allSatisfy(\.hasPassed) { throw ExitCode.failure }
    }

    private func outcomes(
        _ runner: inout SweepRunner, _ selection: MismatchSelection
    ) async throws -> [[SweepOutcome]] {
        do {
            return try await runner.outcomes(selection)
        } catch {
            runner.finish()
            complain("\(error)")
            throw ExitStatus.dataError
        }
    }

    private func indices(of sweep: SweepDescription) throws -> [Int] {
        guard let cells else { return Array(sweep.cells.indices) }
        return try cells.split(separator: ",").map { label in
            guard let index = sweep.cells.firstIndex(where: { $0.label == label }) else {
                let known = sweep.cells.map(\.label).joined(separator: ", ")
                throw ValidationError("There is no cell \(label) in \(file), but \(known).")
            }
            return index
        }
    }

    private func printTables(_ summaries: [CellSummary], _ runner: SweepRunner) {
        let width = max(terminalWidth(), 120)
        say("\n" + SweepTable.errors(summaries).text(width: width))
        say("\n" + SweepTable.honesty(summaries).text(width: width))
        let verdicts = summaries.flatMap(\.verdicts)
        if !verdicts.isEmpty { say("\n" + SweepTable.bars(summaries).text(width: width)) }
        let missed = verdicts.count { !$0.isMet }
        say("\n\(verdicts.count - missed) of \(verdicts.count) bars met")
        complain(runner.speed)
    }

    private func printCauses(
        _ causes: [SweepCause], _ sweep: SweepDescription, _ chosen: [Int], _ numbers: [UInt64]
    ) async throws {
        var runner = SweepRunner(
            sweep, cells: chosen, seeds: numbers, settings: tuning.settings, rounds: causes.count)
        var rows: [(cause: String, summaries: [CellSummary])] = []
        for cause in causes {
            let outcomes = try await outcomes(&runner, cause.selection)
            rows.append(
                (
                    cause.name,
                    chosen.indices.map {
                        CellSummary(sweep.cells[chosen[$0]], outcomes: outcomes[$0])
                    }
                ))
        }
        runner.finish()
        say("\n" + SweepTable.causes(rows).text(width: 400))
        complain(runner.speed)
    }

    private func write(
        _ sweep: SweepDescription, _ chosen: [Int], _ summaries: [CellSummary],
        _ outcomes: [[SweepOutcome]], to path: String
    ) throws {
        try makeFolder(of: path)
        let traces = try chosen.map { try SweepTrace(sweep, cell: $0, seed: outcomes[0][0].seed) }
        let report = SweepReport(
            sweep, summaries: summaries, outcomes: outcomes, traces: traces,
            version: ProgramVersion.current)
        try writeFile(report.report.html(), to: path)
        complain("report: \(path)")
    }
}
