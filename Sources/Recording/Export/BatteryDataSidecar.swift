import Protection
import Quantities

/// The JSON file beside a table: what the table cannot say about its run and its cell.
struct BatteryDataSidecar {
    let run: RecordedRun
    let cell: Int
    let table: BatteryDataTable
    let tableName: String
    let institution: String
    /// Frames of the run that were due but are not in the log.
    let droppedFrames: UInt64

    var text: String {
        JSONText.object([
            ("format", .text("Battery Data Format")),
            ("ontology_version", .text("1.1.0")),
            ("table", .text(tableName)),
            ("institution", .text(institution)),
            ("program", .text("SolidBMS")),
            ("program_version", .text(run.description.programVersion)),
            ("run", runMembers),
            ("cell", cellMembers),
            ("current_sign", .text("positive charges the cell")),
            ("current_is_of", .text("the pack; its cells are in series")),
            ("test_time_zero", .text("start of the program's monotonic clock")),
            ("missing_values", .text("empty; counted below by reason")),
            ("row_count", .integer(Int64(table.rowCount))),
            ("dropped_row_count", .integer(Int64(clamping: droppedFrames))),
            ("columns", .list(columnMembers)),
        ]).written() + "\n"
    }

    private var runMembers: JSONText {
        let description = run.description
        return .object([
            ("number", .integer(run.number)),
            ("started_unix_nanosecond", .integer(description.startedUnixNanoseconds)),
            ("pack_name", .text(description.packName)),
            ("scenario", .optional(description.scenario)),
            // A seed may exceed what JSON readers hold exactly, so it is text.
            ("seed", .optional(description.seed.map { String($0) })),
            ("configuration_digest", .text(description.configurationDigest)),
            ("trace_hash", .optional(run.ending?.traceHash)),
            ("ended_in_order", .boolean(run.ending != nil)),
        ])
    }

    private var cellMembers: JSONText {
        let description = run.description.cells[cell]
        let stack = description.stack
        return .object([
            ("name", .text(description.name)),
            ("index", .integer(Int64(cell))),
            ("count_in_pack", .integer(Int64(run.description.cells.count))),
            ("stack_index", stack.map { .integer(Int64($0)) } ?? .none),
            ("stack_name", .optional(stack.map { run.description.stackNames[$0] })),
        ])
    }

    private var columnMembers: [JSONText] {
        table.columns.enumerated().map { index, column in
            let counts = table.missingCounts[index]
            let missing: [(String, JSONText)] = MissingReason.allCases
                .filter { counts[Int($0.rawValue)] > 0 }
                .map { ("\($0)", .integer(Int64(counts[Int($0.rawValue)]))) }
            return .object([
                ("label", .text(column.label)),
                ("unit", .text(column.unit)),
                ("is_of_format", .boolean(column.isOfFormat)),
                ("missing_count_by_reason", .object(missing)),
            ])
        }
    }
}
