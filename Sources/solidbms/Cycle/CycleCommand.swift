import ArgumentParser
import Configuration
import Foundation
import PackSimulation

/// `solidbms cycle`: what a cell scientist does first with a new cell.
struct CycleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cycle",
        abstract: "Cycle simulated cells and hold them against published results.",
        discussion: """
            Charges, rests and discharges the cell of each scenario in its press, as fast as the \
            machine can, and prints what each cycle gave and whether every expectation is met. \
            Several scenarios end with a table of all.

            Exit status: 0 when all expectations are met, 1 when one is not, 66 for a file that \
            is not there, 73 for one that cannot be written, 78 for problems in the files.

            Examples:
              solidbms cycle Configs/Scenarios/Cycling/reference-a.toml
              solidbms cycle Configs/Scenarios/Cycling/*.toml --quiet
              solidbms cycle Configs/Scenarios/Cycling/reference-b.toml \\
                --csv out/cycles.csv --trace out/trace.csv --trace-cycles 1,10
            """)

    @Argument(help: "Cycling scenario files (TOML).")
    var scenarios: [String]

    @Option(
        parsing: .unconditional,
        help: """
            Counted cycles to run; the scenario's own when left out. Expectations of later cycles \
            are not judged.
            """)
    var cycles: Int?

    @Option(
        parsing: .unconditional,
        help: "Seed of what happens by chance; the scenario's own when left out.")
    var seed: UInt64?

    @Option(help: "Where to write one row per cycle (CSV), all scenarios in one file.")
    var csv: String?

    @Option(help: "Where to write voltage, pressure and more over time (CSV).")
    var trace: String?

    @Option(help: "Which counted cycles to trace, as 1,50 or last.")
    var traceCycles: TraceCycles = .standard

    @Flag(help: "Print results as JSON and nothing else.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print only one verdict line per scenario.")
    var quiet = false

    func validate() throws {
        guard !scenarios.isEmpty else { throw ValidationError("Name at least one scenario.") }
        if let cycles, !(1...1_000_000).contains(cycles) {
            throw ValidationError("--cycles is 1 to 1000000, not \(cycles).")
        }
        if json && quiet { throw ValidationError("Choose one of --json and --quiet.") }
    }

    func run() throws {
        let descriptions = try loadAll()
        var reports: [CycleReport] = []
        var rows = CycleTable()
        var samples = TraceTable(wanted: traceCycles)
        for description in descriptions {
            let report = cycle(description, &samples)
            rows.add(report.cycler)
            reports.append(report)
            if !json { print(quiet ? report.verdictLine : report.text) }
            if !json, !quiet, descriptions.count > 1 { print("") }
        }
        if json {
            print(try CycleJSON.text(reports))
        } else if descriptions.count > 1 {
            print(quiet ? CycleReport.count(reports) : CycleReport.summary(reports))
        }
        if let csv { try write(rows.text, to: csv) }
        if let trace { try write(samples.text, to: trace) }
        if !reports.allSatisfy(\.hasPassed) { throw ExitCode(1) }
    }

    /// Reads every file before it ends, so that all problems of all files are seen at once.
    private func loadAll() throws -> [CyclingDescription] {
        var descriptions: [CyclingDescription] = []
        var status: ExitCode?
        for path in scenarios {
            do { descriptions.append(try load(path)) } catch let code as ExitCode {
                status = status ?? code
            }
        }
        if let status { throw status }
        return descriptions
    }

    private func load(_ path: String) throws -> CyclingDescription {
        try requireFile(path)
        var description = try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
            try CyclingDescription(contentsOf: path)
        }
        if let seed { description.seed = seed }
        if let cycles { description.limit(cycles: cycles) }
        return description
    }

    private func cycle(
        _ description: CyclingDescription, _ samples: inout TraceTable
    ) -> CycleReport {
        var cycler = CellCycler(description)
        var progress = ProgressBar()
        while !cycler.isOver {
            if trace != nil {
                cycler.runCycle { samples.add($0, scenario: description) }
            } else {
                cycler.runCycle()
            }
            progress.update(
                fraction: Double(cycler.cycles.count) / Double(cycler.plannedCount),
                label: "\(description.name)  cycle \(cycler.cyclesCompleted)")
        }
        let elapsed = progress.elapsed
        progress.clear()
        return CycleReport(cycler: cycler, elapsed: elapsed)
    }

    private func write(_ text: String, to path: String) throws {
        try makeFolder(of: path)
        try writeFile(text, to: path)
    }
}

/// Which counted cycles a trace shows.
struct TraceCycles: ExpressibleByArgument {
    var numbers: [Int]
    var includesLast: Bool

    static let standard = TraceCycles(numbers: [1], includesLast: true)

    init(numbers: [Int], includesLast: Bool) {
        self.numbers = numbers
        self.includesLast = includesLast
    }

    init?(argument: String) {
        var numbers: [Int] = []
        var includesLast = false
        for part in argument.split(separator: ",") {
            if part == "last" {
                includesLast = true
            } else if let number = Int(part), number > 0 {
                numbers.append(number)
            } else {
                return nil
            }
        }
        guard includesLast || !numbers.isEmpty else { return nil }
        self.init(numbers: numbers, includesLast: includesLast)
    }

    var defaultValueDescription: String { "1,last" }

    func contains(_ sample: CyclerSample, of count: Int) -> Bool {
        sample.purpose == .cycling
            && (numbers.contains(sample.cycle) || (includesLast && sample.cycle == count))
    }
}
