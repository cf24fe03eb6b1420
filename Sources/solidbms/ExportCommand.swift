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
        name: .customLong("run"), help: "Number of the run; the last one when left out.")
    var runNumber: Int64?

    @Option(help: "Institution in the file names: letters and digits.")
    var institution = "SolidBMS"

    @Flag(help: "Add the estimator's columns.")
    var estimates = false

    func run() throws {
        try makeFolder(of: folder + "/x")
        let files = try orExit(ExitStatus.inputOutput) { () throws(RecordingError) in
            let reader = try LogReader(path: log)
            let runs = try reader.runs()
            let number = runNumber ?? runs.last?.number ?? 1
            let export = BatteryDataFormatExport(
                institution: institution, includesEstimates: estimates)
            return try export.export(try reader.run(number), from: reader, into: folder)
        }
        for file in files { print(file) }
    }
}
