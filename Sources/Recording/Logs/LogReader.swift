import Protection
public import Quantities

/// Reads a log, without changing it, also while a ``Recorder`` writes it. For one thread.
///
/// A finished log is one file and can be read from anywhere. One that is being written, or whose
/// writer was cut off, has files beside it and must be opened where they can be written.
public final class LogReader {
    public let path: String
    let database: Database

    /// Opens an existing log.
    ///
    /// - Throws: when the file cannot be opened or is not a log of this program's schema.
    public init(path: String) throws(RecordingError) {
        self.path = path
        database = try Database(path: path, access: .readOnly)
        database.setBusyTimeout(.seconds(2))
        try database.requireSchema(Schema.migrations)
    }

    /// All runs, oldest first.
    public func runs() throws(RecordingError) -> [RecordedRun] {
        let statement = try database.prepare(
            """
            SELECT id, started_unix_nanosecond, program_version, seed, scenario, pack_name,
              configuration_digest, is_finished, ended_time_nanosecond, trace_hash, frame_count,
              dropped_frame_count, event_count, dropped_event_count, write_failure_count
            FROM run ORDER BY id
            """, operation: "reading runs")
        var runs: [RecordedRun] = []
        while try statement.step() {
            let number = statement.integer(0)
            let description = RunDescription(
                startedUnixNanoseconds: statement.integer(1), programVersion: statement.text(2),
                packName: statement.text(5), configurationDigest: statement.text(6),
                cells: try cells(ofRun: number), stackNames: try stackNames(ofRun: number),
                seed: statement.optionalText(3).flatMap { UInt64($0) },
                scenario: statement.optionalText(4))
            let ending = statement.integer(7) == 0 ? nil : ending(in: statement)
            runs.append(RecordedRun(number: number, description: description, ending: ending))
        }
        return runs
    }

    /// One run.
    ///
    /// - Throws: also when the log has no run with this number.
    public func run(_ number: Int64) throws(RecordingError) -> RecordedRun {
        for run in try runs() where run.number == number { return run }
        throw .noSuchRun(path: path, run: number)
    }

    /// The frames of a run in the order of their steps, one at a time.
    ///
    /// - Parameter times: only frames of these times; `nil` for all.
    public func frames(
        of run: RecordedRun, in times: ClosedRange<Instant>? = nil
    ) throws(RecordingError) -> FrameCursor {
        try FrameCursor(run, in: times, database: database)
    }

    /// The events of a run, oldest first.
    public func events(of run: RecordedRun) throws(RecordingError) -> [RecordedEvent] {
        let statement = try database.prepare(
            "SELECT \(RecordedEvent.columns) FROM event WHERE run_id = ? ORDER BY id",
            operation: "reading events")
        try statement.bind(1, run.number)
        var events: [RecordedEvent] = []
        while try statement.step() {
            events.append(try RecordedEvent(in: statement, path: path))
        }
        return events
    }

    private func ending(in statement: Statement) -> RecordedRun.Ending {
        var status = RecorderStatus()
        status.writtenFrames = UInt64(bitPattern: statement.integer(10))
        status.droppedFrames = UInt64(bitPattern: statement.integer(11))
        status.writtenEvents = UInt64(bitPattern: statement.integer(12))
        status.droppedEvents = UInt64(bitPattern: statement.integer(13))
        status.failures = UInt64(bitPattern: statement.integer(14))
        return RecordedRun.Ending(
            time: Instant(nanoseconds: statement.integer(8)),
            traceHash: statement.optionalText(9), status: status)
    }

    private func cells(ofRun number: Int64) throws(RecordingError) -> [RunDescription.Cell] {
        let statement = try database.prepare(
            "SELECT name, stack_index FROM cell WHERE run_id = ? ORDER BY cell_index",
            operation: "reading cells")
        try statement.bind(1, number)
        let stackCount = try stackNames(ofRun: number).count
        var cells: [RunDescription.Cell] = []
        while try statement.step() {
            let stack = statement.optionalInteger(1).map { Int($0) }
            guard stack.map((0..<stackCount).contains) ?? true else {
                throw .damaged(path: path, what: "a cell names a stack that its run does not have")
            }
            cells.append(RunDescription.Cell(name: statement.text(0), stack: stack))
        }
        return cells
    }

    private func stackNames(ofRun number: Int64) throws(RecordingError) -> [String] {
        let statement = try database.prepare(
            "SELECT name FROM stack WHERE run_id = ? ORDER BY stack_index",
            operation: "reading stacks")
        try statement.bind(1, number)
        var names: [String] = []
        while try statement.step() { names.append(statement.text(0)) }
        return names
    }
}

extension RecordedEvent {
    static let columns = """
        sequence, time_nanosecond, since_nanosecond, kind, diagnostic_number, grade, scope,
        place_index, value, threshold, dropped_events_before
        """

    /// Reads the columns of ``columns``.
    init(in statement: Statement, path: String) throws(RecordingError) {
        guard
            let diagnostic = UInt16(exactly: statement.integer(4)).flatMap(Diagnostic.init),
            let grade = UInt8(exactly: statement.integer(5)).flatMap(Grade.init),
            let scope = UInt8(exactly: statement.integer(6)).flatMap(Place.Scope.init),
            let index = UInt16(exactly: statement.integer(7))
        else {
            throw .damaged(path: path, what: "an event has an unknown number, grade or place")
        }
        self.init(
            sequence: UInt64(bitPattern: statement.integer(0)),
            event: FlagEvent(
                kind: statement.text(3) == "raised" ? .raised : .cleared, diagnostic: diagnostic,
                grade: grade, place: Place(scope, index), value: statement.double(8),
                threshold: statement.double(9),
                time: Instant(nanoseconds: statement.integer(1)),
                since: Instant(nanoseconds: statement.integer(2))),
            droppedEventsBefore: UInt64(bitPattern: statement.integer(10)))
    }
}
