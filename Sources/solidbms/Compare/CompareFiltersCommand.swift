import ArgumentParser
import Configuration
import Control
import Estimation
import Evidence
import Foundation
import Reports

/// `solidbms compare-filters`: the kinds of filter that were considered, side by side.
struct CompareFiltersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare-filters",
        abstract: "Replay a manifest through other kinds of filter beside the project's own.",
        discussion: """
            A plain EKF of three states and white noise, and on the project's model tangents \
            (EKF), iterated tangents, sigma points and a bank of eight hypotheses: the same cell \
            files, logs, starts and sensors for all. To the starts of the manifest come three that \
            are wrong by half the range. Decision 0024 says what follows.

            Example:
              solidbms compare-filters --manifest Configs/Replays/lg-18650hg2.toml
            """)

    @Option(help: "What to replay, such as Configs/Replays/lg-18650hg2.toml.")
    var manifest: String

    @OptionGroup var selection: ReplaySelection

    @Option(help: "Write a report (HTML, one file).")
    var html: String?

    @OptionGroup(title: "Tuning")
    var tuning: TuningOptions

    func run() throws {
        let listed = try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
            try ReplayManifest(contentsOf: manifest)
        }
        let widened = EstimatorComparison.widened(listed)
        var progress = ProgressBar()
        let batch = try selection.batch(of: widened, share: 0.25, &progress)
        let comparison = EstimatorComparison(batch, settings: tuning.settings) {
            progress.update(fraction: 0.25 + $0 * 0.75, label: $1)
        }
        progress.clear()
        let clock = ContinuousClock()
        let costs = EstimatorComparison.costs(batch) { clock.measure($0) / .seconds(1) }
        try show(ComparisonTables(comparison, costs: costs), name: widened.name)
    }

    private func show(_ tables: ComparisonTables, name: String) throws {
        let width = terminalWidth()
        say("\(name); errors in percent of capacity")
        for variant in tables.variants {
            say("\n\(variant)\n")
            say(tables.groups(variant: variant).text(width: width))
        }
        say("\nAll groups\n")
        say(tables.summary.text(width: width) + "\n")
        say(tables.cost.text(width: width) + "\n")
        say(Wrapping.lines(ComparisonTables.notes, columns: 100).joined(separator: "\n"))
        guard let html else { return }
        var sections = [
            Report.Section(
                "All groups",
                [.table(tables.summary), .paragraph(ComparisonTables.notes), .table(tables.cost)])
        ]
        sections += tables.variants.map {
            Report.Section($0, [.table(tables.groups(variant: $0))])
        }
        let report = Report(
            title: "Kinds of filter: \(name)",
            subtitle: "solidbms compare-filters, \(ProgramVersion.current)", sections: sections)
        try makeFolder(of: html)
        try writeFile(report.html(), to: html)
        complain("report: \(html)")
    }
}
