import Control
import Quantities

/// The table of one cell, written row by row.
final class BatteryDataTable {
    let path: String
    let columns: [BatteryDataColumn]
    private(set) var rowCount = 0
    /// Missing readings by column, then by raw value of the reason.
    private(set) var missingCounts: [[Int]]

    private let cell: Int
    private let stack: Int?
    private let startedUnixNanoseconds: Int64
    private let file: OutputFile

    /// Creates the file and writes its header.
    init(
        path: String, cell: Int, run: RecordedRun, columns: [BatteryDataColumn]
    ) throws(RecordingError) {
        self.path = path
        self.cell = cell
        stack = run.description.cells[cell].stack
        startedUnixNanoseconds = run.description.startedUnixNanoseconds
        let hasStack = stack != nil
        self.columns = columns.filter { !$0.needsStack || hasStack }
        missingCounts = self.columns.map { _ in
            Array(repeating: 0, count: MissingReason.allCases.count)
        }
        file = try OutputFile(path: path)
        try file.write(self.columns.map(\.label).joined(separator: ",") + "\n")
    }

    func append(_ snapshot: Snapshot) throws(RecordingError) {
        let row = BatteryDataColumn.Row(
            snapshot: snapshot, cell: cell, stack: stack,
            startedUnixNanoseconds: startedUnixNanoseconds)
        var line = ""
        for (index, column) in columns.enumerated() {
            if index > 0 { line += "," }
            switch column.field(row) {
            case .text(let text): line += text
            case .missing(let reason): missingCounts[index][Int(reason.rawValue)] += 1
            }
        }
        try file.write(line + "\n")
        rowCount += 1
    }

    func close() throws(RecordingError) {
        try file.close()
    }
}
