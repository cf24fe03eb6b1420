import Control
import Protection
import Quantities

/// Writes a recorded run as Battery Data Format files: for each cell one comma-separated table
/// and one JSON file that describes it.
///
/// Labels and units are those of the Battery Data Format of LF Energy's Battery Data Alliance
/// (ontology 1.1.0; every label here is also known to the `batterydf` package 0.1.0). Its sign is
/// ours: positive current charges. By default a table holds only what was measured, so that no
/// column is foreign to the format.
///
/// One row is one recorded frame. A missing reading is an empty cell of the table, also in a
/// required column: the format asks for the columns, and a row left out would hide that the
/// measurement failed. How many readings are missing, and why, is in the JSON file.
///
/// The cells of a run are in series: each carries the pack current.
public struct BatteryDataFormatExport: Sendable, Equatable {
    /// The first part of every file name.
    public var institution: String
    /// Adds columns that the format does not have, with what was estimated: state of charge,
    /// contact fraction, interface resistance and their standard deviations.
    public var includesEstimates: Bool

    public init(institution: String, includesEstimates: Bool = false) {
        self.institution = institution
        self.includesEstimates = includesEstimates
    }

    /// Exports a run.
    ///
    /// - Parameter directory: an existing directory; files of the same names are replaced.
    /// - Returns: the paths of the tables, in the order of the cells.
    /// - Throws: what reading the log or writing a file throws; files may then be incomplete.
    public func export(
        _ run: RecordedRun, from log: LogReader, into directory: String
    ) throws(RecordingError) -> [String] {
        let columns =
            BatteryDataColumn.measured
            + (includesEstimates ? BatteryDataColumn.estimated : [])
        let names = BatteryDataFileName.stems(for: run, institution: institution)
        var tables: [BatteryDataTable] = []
        for (index, name) in names.enumerated() {
            tables.append(
                try BatteryDataTable(
                    path: "\(directory)/\(name).bdf.csv", cell: index, run: run, columns: columns))
        }
        let frames = try log.frames(of: run)
        var droppedFrames: UInt64 = 0
        while let frame = try frames.next() {
            droppedFrames += frame.droppedFramesBefore
            for table in tables { try table.append(frame.snapshot) }
        }
        for (index, table) in tables.enumerated() {
            try table.close()
            let sidecar = BatteryDataSidecar(
                run: run, cell: index, table: table, tableName: "\(names[index]).bdf.csv",
                institution: institution, droppedFrames: droppedFrames)
            let file = try OutputFile(path: "\(directory)/\(names[index]).json")
            try file.write(sidecar.text)
            try file.close()
        }
        return tables.map(\.path)
    }
}
