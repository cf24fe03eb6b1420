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

            Examples:
              solidbms validate --html out/validation.html
              solidbms validate --target 5 6
              solidbms validate --json > out/validation.json
            """)

    @Option(help: "Write a report with pictures (HTML, one file).")
    var html: String?

    @Flag(help: "Print every figure as JSON and nothing else.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print only the verdict line.")
    var quiet = false

    @Option(
        name: .customLong("target"), parsing: .upToNextOption,
        help: "Numbers of the targets to run. (default: all)")
    var targets: [Int] = []

    @Option(help: "Folder of the configuration files.")
    var configs = "Configs"

    @Flag(help: "Accept no written reason for a miss.")
    var strict = false

    func validate() throws {
        if json && quiet { throw ValidationError("Choose one of --json and --quiet.") }
    }

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
        let summary = ValidationSummary(results)
        if json {
            say(try Self.jsonText(results))
        } else {
            if !quiet { say("\n" + ValidationTable(results).text + "\n") }
            say(Wrapping.lines(summary.words, columns: 100).joined(separator: "\n"))
        }
        if let html { try write(run, results, to: html) }
        let isGood = summary.missed == 0 && !(strict && summary.explained > 0)
        if !isGood { throw ExitCode.failure }
    }

    private static func jsonText(_ results: [TargetResult]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(ResultRecord.all(results)), as: UTF8.self)
    }

    private func write(_ run: ValidationRun, _ results: [TargetResult], to path: String) throws {
        try makeFolder(of: path)
        let report = ValidationReport(
            run, results: results, version: ProgramVersion.current
        ).report
        try writeFile(report.html(), to: path)
        complain("report: \(path)")
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
