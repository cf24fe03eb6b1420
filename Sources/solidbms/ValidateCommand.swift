import ArgumentParser
import Configuration
import Control
import Foundation
import Reports
import Validation

/// `solidbms validate`: the cell model beside published results.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Hold the cell model against published results.",
        discussion: """
            Simulates every target of Configs/Validation/published.toml with the cells that the \
            file names, and prints what was published beside what the model gives. No parameter \
            is in the program; all are in the configuration files, with their sources.

            Exit status: 0 when every target is inside its tolerance or outside for a written \
            reason that covers the miss (with --strict, inside alone), 1 otherwise, 78 for \
            problems in the files.

            Example:
              solidbms validate --html out/validation.html
            """)

    @Option(help: "Write a report with pictures (HTML, one file).")
    var html: String?

    @Option(help: "Write every figure for other programs (JSON).")
    var json: String?

    @Option(
        name: .customLong("target"), parsing: .upToNextOption,
        help: "Numbers of the targets to run. (default: all)")
    var targets: [Int] = []

    @Option(help: "Folder of the configuration files.")
    var configs = "Configs"

    @Flag(help: "Accept no written reason for a miss.")
    var strict = false

    func run() throws {
        let run = try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
            try ValidationRun(configs: configs, numbers: targets)
        }
        for number in targets where !run.targets.contains(where: { $0.number == number }) {
            throw ValidationError("There is no target \(number) in \(configs)/Validation.")
        }
        let progress = ProgressLine(total: run.targets.count)
        let results = run.results { progress.show($0.number, $0.title) }
        progress.clear()
        let table = ValidationTable(results)
        say("\n" + table.text)
        try write(run, results)
        let summary = ValidationSummary(results)
        say("\n" + summary.words)
        let isGood = summary.missed == 0 && !(strict && summary.explained > 0)
        if !isGood { throw ExitCode.failure }
    }

    private func write(_ run: ValidationRun, _ results: [TargetResult]) throws {
        if let json {
            try makeFolder(of: json)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            let data = try encoder.encode(ResultRecord.all(results))
            try writeFile(String(decoding: data, as: UTF8.self) + "\n", to: json)
            complain("results: \(json)")
        }
        if let html {
            try makeFolder(of: html)
            let report = ValidationReport(
                run, results: results, version: ProgramVersion.current
            ).report
            try writeFile(report.html(), to: html)
            complain("report: \(html)")
        }
    }
}

/// Which target runs, on a terminal only.
private struct ProgressLine {
    let total: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(total: Int) { self.total = total }

    func show(_ number: Int, _ title: String) {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[Ktarget \(number): \(title)".utf8))
    }

    func clear() {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
