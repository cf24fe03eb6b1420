import ArgumentParser
import Foundation
import Recording

/// Writes a recorded run as Battery Data Format files.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write one Battery Data Format CSV per cell of a recorded run.",
        discussion: """
            Labels and units follow the LF Energy Battery Data Format; positive current charges. A \
            JSON sidecar says which run, cell and stack a file belongs to.
            """)

    @Argument(help: "The log (SQLite).")
    var log: String

    @Option(name: .customLong("to"), help: "The folder to write to.")
    var folder: String

    @Option(
        name: .customLong("run"), parsing: .unconditional,
        help: "Number of the run, from 1; the last one when left out.")
    var runNumber: Int64?

    @Option(
        help: "Institution in the file names: letters and digits; others become hyphens.")
    var institution = "SolidBMS"

    @Flag(help: "Add the estimator's columns.")
    var estimates = false

    func validate() throws {
        if !institution.contains(where: { $0.isLetter || $0.isNumber }) {
            throw ValidationError("--institution needs at least one letter or digit.")
        }
        if folder.isEmpty { throw ValidationError("--to is the path of a folder.") }
    }

    func run() throws {
        try requireFile(log)
        let (reader, recorded) = try orExit(ExitStatus.dataError) { () throws(RecordingError) in
            let reader = try LogReader(path: log)
            let last = try reader.runs().last?.number ?? 1
            return (reader, try reader.run(runNumber ?? last))
        }
        try makeFolder(of: folder + "/x")
        let files = try orExit(ExitStatus.inputOutput) { () throws(RecordingError) in
            let export = BatteryDataFormatExport(
                institution: institution, includesEstimates: estimates)
            return try export.export(recorded, from: reader, into: folder)
        }
        for file in files { print(file) }
    }
}
