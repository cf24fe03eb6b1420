import ArgumentParser
import CellModel
import Configuration
import Control
import Evidence
import Foundation
import Identification
import Reports

/// `solidbms replay`: feeds measured logs through the estimator and scores it.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Feed measured logs through the estimator and compare with their reference.",
        discussion: """
            The estimator starts wrong on purpose, by --start-error, and is scored after \
            --settling against the reference column (soc_ref unless named). Logs are .csv or \
            .csv.gz with a header line. Units are those of the options; there is \
            no conversion. Several logs are scored one after the other. Beside the \
            filter's errors the table shows "counting RMSE", the error of merely integrating the \
            current from the same wrong start. Sensors can be spoilt on the way.

            With --manifest a file lists the logs, the faults and what is asked, and nothing else \
            is named but where the data are. Exit status then: 0, or with --check 1 when a bar is \
            missed; 66 when a log is not there, 78 for problems in the manifest.

            Examples:
              solidbms replay --cell Configs/Cells/lg-18650hg2.toml 25C_drive_US06_1Hz.csv.gz
              solidbms replay --manifest Configs/Replays/lg-18650hg2.toml --html out/lg.html
            """)

    @Argument(help: "Measured logs.")
    var logs: [String] = []

    @Option(help: "Cell file.")
    var cell: String?

    @Option(
        parsing: .unconditional,
        help: """
            Error of the start, percent of capacity; negative starts too low. A start below empty \
            or above full is taken as empty or full. (default: -20)
            """)
    var startError: Double?

    @Option(parsing: .unconditional, help: "Seconds after which errors count. (default: 900)")
    var settling: Double?

    @Option(
        parsing: .unconditional,
        help: "Error that counts as converged, percent of capacity. (default: 3)")
    var band: Double?

    @Option(
        help: """
            Column of the reference, a fraction; a manifest also takes a counter in ampere-hours. \
            (default: soc_ref if there)
            """)
    var referenceColumn: String?

    @Option(help: "Write every row's estimate to this .csv file; one log only.")
    var trace: String?

    @OptionGroup(title: "Columns of the logs")
    var columns: LogOptions

    @OptionGroup(title: "Faults of the sensors")
    var faults: FaultOptions

    @OptionGroup(title: "Many logs")
    var batch: ReplayManifestOptions

    @OptionGroup(title: "Tuning")
    var tuning: TuningOptions

    func validate() throws {
        if batch.manifest != nil {
            let own: [(String, Bool)] = [
                ("logs", logs.isEmpty), ("--cell", cell == nil),
                ("--start-error", startError == nil), ("--settling", settling == nil),
                ("--band", band == nil), ("--reference-column", referenceColumn == nil),
                ("--trace", trace == nil), ("columns", columns.isUntouched),
                ("faults", faults.isUntouched),
            ]
            if let clash = own.first(where: { !$0.1 }) {
                throw ValidationError("With --manifest the manifest says it: leave out \(clash.0).")
            }
            return
        }
        if !batch.isUntouched {
            throw ValidationError(
                "--data, --group, --variant, --check, --json, --json-file and --html go with "
                    + "--manifest.")
        }
        if logs.isEmpty { throw ValidationError("Name at least one log, or a --manifest.") }
        if cell == nil { throw ValidationError("Name the cell file with --cell.") }
        if trace != nil && logs.count > 1 {
            throw ValidationError("--trace takes one log at a time.")
        }
        if let startError, !(-100...100).contains(startError) {
            throw ValidationError("--start-error is a percentage, -100 to 100.")
        }
        if let settling, !(settling >= 0 && settling.isFinite) {
            throw ValidationError("--settling is a number of seconds, 0 or more.")
        }
        if let band, !(band > 0 && band <= 100) {
            throw ValidationError("--band is a percentage, above 0 and at most 100.")
        }
    }

    func run() throws {
        if let manifest = batch.manifest {
            return try batch.run(manifest, settings: tuning.settings)
        }
        let description = try loadCell()
        let faults = try faults.faults
        let measured = try logs.map {
            try columns.read($0, reference: referenceColumn, usesReference: true)
        }
        let replay = Replay(
            parameters: description.parameters, settings: tuning.settings,
            startError: (startError ?? -20) / 100,
            convergenceTime: settling ?? 900, convergenceBand: (band ?? 3) / 100)
        print(
            """
            Cell \(description.name), scored \(fixed(replay.convergenceTime, 0)) s after a wrong \
            start; state of charge in percent, errors in percent of capacity
            """)
        var scores: [[String]] = []
        for log in measured {
            let name = URL(filePath: log.name).lastPathComponent
            var rows = "time_s,soc,soc_deviation,soc_reference,voltage_innovation\n"
            var injector = SensorFaultInjector(faults, log: name)
            let score = replay.run(
                log,
                sensing: { row, readings in
                    injector.apply(to: &readings, elapsed: log.time[row] - log.time[0])
                },
                visit: { step in
                    guard trace != nil else { return }
                    let filter = step.filter
                    rows += "\(log.time[step.row]),\(filter.stateOfCharge),\(filter.deviation),"
                    rows += step.reference.map { "\($0)" } ?? ""
                    rows += ",\(filter.voltageConsistency.squareRoot())\n"
                })
            scores.append(row(score, name: name))
            let doubts = log.doubts(capacity: description.parameters.capacity)
            complain(doubts: doubts.map { "\(log.name): \($0)" })
            if score.filter.count == 0 { complain("\(log.name): \(unscored(log, replay))") }
            if let trace { try writeFile(rows, to: trace) }
        }
        print(table(Self.header, scores, right: Set(1..<Self.header.count)))
    }

    /// Why a log has no errors to show.
    private func unscored(_ log: MeasuredLog, _ replay: Replay) -> String {
        log.referenceStateOfCharge.isEmpty
            ? "not scored: no reference column; --reference-column names one, and a --manifest "
                + "takes a counter of ampere-hours."
            : "not scored: the log is over before \(fixed(replay.convergenceTime, 0)) s "
                + "(--settling)."
    }

    private func loadCell() throws -> CellDescription {
        let cell = cell ?? ""
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
