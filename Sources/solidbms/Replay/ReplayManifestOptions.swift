import ArgumentParser
import Configuration
import Control
import Estimation
import Evidence
import Foundation
import Reports

/// `solidbms replay --manifest`: all logs of a file, under all its variants, against its bars.
struct ReplayManifestOptions: ParsableArguments {
    @Option(help: "Replay what this file lists, such as Configs/Replays/lg-18650hg2.toml.")
    var manifest: String?

    @OptionGroup var selection: ReplaySelection

    @Flag(help: "End with status 1 when a bar is missed.")
    var check = false

    @Flag(help: "Print every figure as JSON and nothing else.")
    var json = false

    @Option(help: "Write a report with pictures (HTML, one file).")
    var html: String?

    @Option(help: "Write every figure as JSON to this file.")
    var jsonFile: String?

    /// Whether nothing of it was given.
    var isUntouched: Bool {
        manifest == nil && selection.isUntouched && !check && !json && html == nil
            && jsonFile == nil
    }

    /// Runs a manifest and prints, writes and judges what came of it.
    func run(_ path: String, settings: EstimatorSettings) throws {
        let manifest = try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
            try ReplayManifest(contentsOf: path)
        }
        var progress = ProgressBar()
        let batch = try selection.batch(of: manifest, share: 0.5, &progress)
        if !batch.doubts.isEmpty {
            progress.clear()
            complain(doubts: batch.doubts)
        }
        let results = batch.results(settings: settings) {
            progress.update(fraction: 0.5 + $0 / 2, label: $1)
        }
        progress.clear()
        try show(results)
        if check, !results.isGood { throw ExitCode.failure }
    }

    private func show(_ results: ReplayResults) throws {
        let version = ProgramVersion.current
        if json {
            say(try Self.jsonText(results))
        } else {
            let tables = ReplayTables(results)
            let width = terminalWidth()
            let cells = tables.cells.joined(separator: ", ")
            say("\(results.manifest.name); cell \(cells); errors in percent of capacity")
            for variant in results.variants {
                say("\n\(variant)\n")
                say(tables.logs(variant: variant).text(width: width))
            }
            say("\n" + tables.groups.text(width: width) + "\n")
            say(Wrapping.lines(ReplayTables.logNotes, columns: 100).joined(separator: "\n"))
            say("\n" + results.verdict)
        }
        if let jsonFile {
            try makeFolder(of: jsonFile)
            try writeFile(try Self.jsonText(results) + "\n", to: jsonFile)
        }
        if let html {
            try makeFolder(of: html)
            try writeFile(ReplayReport(results, version: version).report.html(), to: html)
            complain("report: \(html)")
        }
    }

    private static func jsonText(_ results: ReplayResults) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let record = ReplayRecord(results, version: ProgramVersion.current)
        return String(decoding: try encoder.encode(record), as: UTF8.self)
    }
}
