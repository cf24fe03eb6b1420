import ArgumentParser
import CellModel
import Configuration
import Control
import Estimation
import Foundation
import Identification
import Reports

/// `solidbms replay`: feeds a measured log through the estimator and scores it.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Feed a measured log through the estimator and compare with its reference.",
        discussion: """
            The estimator starts wrong on purpose, by --start-error, and is scored after \
            --settling against the reference column (soc_ref unless named). Logs are .csv or \
            .csv.gz with a header line. Several logs are scored one after the other. Beside the \
            filter's errors the table shows "counting RMSE", the error of merely integrating the \
            current from the same wrong start.

            Example:
              solidbms replay --cell Configs/Cells/lg-18650hg2.toml 25C_drive_US06_1Hz.csv.gz
            """)

    @Argument(help: "Measured logs.")
    var logs: [String]

    @Option(help: "Cell file.")
    var cell: String

    @Option(
        parsing: .unconditional,
        help: """
            Error of the start, percent of capacity; negative starts too low. A start below empty \
            or above full is taken as empty or full.
            """)
    var startError = -20.0

    @Option(parsing: .unconditional, help: "Seconds after which errors count.")
    var settling = 900.0

    @Option(parsing: .unconditional, help: "Error that counts as converged, percent of capacity.")
    var band = 3.0

    @Option(help: "Column of the reference, a fraction. (default: soc_ref if there)")
    var referenceColumn: String?

    @Option(help: "Write every row's estimate to this .csv file; one log only.")
    var trace: String?

    @OptionGroup(title: "Columns of the logs")
    var columns: LogOptions

    func validate() throws {
        if logs.isEmpty { throw ValidationError("Name at least one log.") }
        if trace != nil && logs.count > 1 {
            throw ValidationError("--trace takes one log at a time.")
        }
        if !(-100...100).contains(startError) {
            throw ValidationError("--start-error is a percentage, -100 to 100.")
        }
        if !(settling >= 0 && settling.isFinite) {
            throw ValidationError("--settling is a number of seconds, 0 or more.")
        }
        if !(band > 0 && band <= 100) {
            throw ValidationError("--band is a percentage, above 0 and at most 100.")
        }
    }

    func run() throws {
        let description = try loadCell()
        let measured = try logs.map {
            try columns.read($0, reference: referenceColumn, usesReference: true)
        }
        let replay = Replay(
            parameters: description.parameters, startError: startError / 100,
            convergenceTime: settling, convergenceBand: band / 100)
        print(
            """
            Cell \(description.name), scored \(fixed(settling, 0)) s after a wrong start; state of \
            charge in percent, errors in percent of capacity
            """)
        var scores: [[String]] = []
        for log in measured {
            var rows = "time_s,soc,soc_deviation,soc_reference,voltage_innovation\n"
            let score = replay.run(log) { row, filter in
                guard trace != nil else { return }
                let reference = log.referenceStateOfCharge
                rows += "\(log.time[row]),\(filter.stateOfCharge),\(filter.deviation(0)),"
                rows += reference.isEmpty ? "" : "\(reference[row])"
                rows += ",\(filter.voltageConsistency.squareRoot())\n"
            }
            scores.append(row(score, name: URL(filePath: log.name).lastPathComponent))
            if score.filter.count == 0 { complain("\(log.name): \(unscored(log))") }
            if let trace { try writeFile(rows, to: trace) }
        }
        print(table(Self.header, scores, right: Set(1..<Self.header.count)))
    }

    /// Why a log has no errors to show.
    private func unscored(_ log: MeasuredLog) -> String {
        log.referenceStateOfCharge.isEmpty
            ? "not scored: no reference column; --reference-column names one."
            : "not scored: the log is over before \(fixed(settling, 0)) s (--settling)."
    }

    private func loadCell() throws -> CellDescription {
        try requireFile(cell)
        do throws(ConfigurationError) {
            return try CellDescription(contentsOf: cell)
        } catch {
            complain("\(error)")
            throw ExitStatus.configuration
        }
    }

    // MARK: Table

    private static let header = [
        "log", "start", "true", "RMSE", "MAE", "bias", "max", "inside 3 σ", "converged",
        "counting RMSE", "end",
    ]

    private func row(_ score: ReplayScore, name: String) -> [String] {
        let start = fixed(score.startStateOfCharge * 100, 0)
        let end = fixed(score.finalStateOfCharge * 100, 1)
        guard score.filter.count > 0 else {
            return [name, start, "-", "-", "-", "-", "-", "-", "-", "-", end]
        }
        return [
            name, start, score.startReference.map { fixed($0 * 100, 0) } ?? "-",
            fixed(score.filter.rootMeanSquare * 100, 2), fixed(score.filter.mean * 100, 2),
            fixed(score.filter.bias * 100, 2), fixed(score.filter.maximum * 100, 2),
            fixed(score.consistentFraction * 100, 1) + " %",
            score.convergedAfter.map { "after \(fixed($0, 0)) s" } ?? "never",
            fixed(score.counting.rootMeanSquare * 100, 2), end,
        ]
    }
}

/// A number with so many places after the point.
func fixed(_ value: Double, _ places: Int) -> String {
    Number.fixed(value, decimals: places)
}
