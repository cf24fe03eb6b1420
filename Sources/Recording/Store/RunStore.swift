import Control
import Protection
import Quantities

/// The statements that write one run.
final class RunStore {
    let database: Database
    private var run: Int64 = 0
    private var insertFrame: Statement?
    private var insertEvent: Statement?

    init(path: String, options: RecorderOptions) throws(RecordingError) {
        database = try Database(path: path, access: .readWrite)
        database.setBusyTimeout(options.busyTimeout)
        try database.execute("PRAGMA journal_mode = WAL", operation: "choosing write-ahead logging")
        try database.execute("PRAGMA synchronous = NORMAL", operation: "choosing durability")
        try database.execute("PRAGMA foreign_keys = ON", operation: "choosing checks")
        if let limit = options.maximumFileSize {
            let pageSize = try database.integer("PRAGMA page_size", operation: "reading page size")
            try database.execute(
                "PRAGMA max_page_count = \(max(1, limit / pageSize))", operation: "limiting size")
        }
        try database.migrate(Schema.migrations)
        if options.setsDamagedAside { try readNewest() }
        insertFrame = try database.prepare(Self.frameInsertion, operation: "recording a frame")
        insertEvent = try database.prepare(Self.eventInsertion, operation: "recording an event")
    }

    /// Reads what was written last, where a power failure does its damage and where this run will
    /// write. All of a log may take minutes.
    private func readNewest() throws(RecordingError) {
        for sql in [
            "SELECT MAX(body) IS NULL FROM (SELECT body FROM frame ORDER BY id DESC LIMIT 64)",
            "SELECT MAX(value) IS NULL FROM (SELECT value FROM event ORDER BY id DESC LIMIT 64)",
            "SELECT MAX(id) IS NULL FROM (SELECT id FROM run ORDER BY id DESC LIMIT 64)",
        ] {
            _ = try database.integer(sql, operation: "reading what was recorded last")
        }
    }

    // MARK: Transactions

    /// Begins a transaction unless one is open.
    func beginTransaction() throws(RecordingError) {
        guard !database.isInTransaction else { return }
        try database.execute("BEGIN IMMEDIATE", operation: "locking the log")
    }

    func commit() throws(RecordingError) {
        try database.execute("COMMIT", operation: "committing")
    }

    func rollBack() {
        database.rollBack()
    }

    /// Leaves one self-contained file if no one else has the log open.
    func close() {
        insertFrame = nil
        insertEvent = nil
        do throws(RecordingError) {
            try database.execute("PRAGMA journal_mode = DELETE", operation: "closing")
        } catch {
            // Another reader keeps the log in write-ahead mode: complete all the same.
        }
    }

    // MARK: Runs

    /// Writes what describes a run, and returns its number.
    func beginRun(_ description: RunDescription) throws(RecordingError) -> Int64 {
        do throws(RecordingError) {
            try beginTransaction()
            run = try insert(description)
            try commit()
        } catch {
            rollBack()
            throw error
        }
        return run
    }

    private func insert(_ description: RunDescription) throws(RecordingError) -> Int64 {
        let statement = try database.prepare(Self.runInsertion, operation: "beginning a run")
        try statement.bind(1, description.startedUnixNanoseconds)
        try statement.bind(2, description.programVersion)
        try statement.bind(3, description.seed.map { String($0) })
        try statement.bind(4, description.scenario)
        try statement.bind(5, description.packName)
        try statement.bind(6, description.configurationDigest)
        try statement.bind(7, Int64(description.cells.count))
        try statement.bind(8, Int64(description.stackNames.count))
        try statement.bind(9, Int64(FrameFormat.version))
        try statement.run()
        let run = database.lastInsertedRow

        let stack = try database.prepare(
            "INSERT INTO stack (run_id, stack_index, name) VALUES (?, ?, ?)",
            operation: "beginning a run")
        for (index, name) in description.stackNames.enumerated() {
            try stack.bind(1, run)
            try stack.bind(2, Int64(index))
            try stack.bind(3, name)
            try stack.run()
        }
        let cell = try database.prepare(
            "INSERT INTO cell (run_id, cell_index, name, stack_index) VALUES (?, ?, ?, ?)",
            operation: "beginning a run")
        for (index, description) in description.cells.enumerated() {
            try cell.bind(1, run)
            try cell.bind(2, Int64(index))
            try cell.bind(3, description.name)
            try cell.bind(4, description.stack.map { Int64($0) })
            try cell.run()
        }
        return run
    }

    func endRun(
        _ run: Int64, traceHash: String?, endTime: Instant, status: RecorderStatus
    ) throws(RecordingError) {
        let statement = try database.prepare(Self.runEnding, operation: "ending the run")
        try statement.bind(1, endTime.nanoseconds)
        try statement.bind(2, traceHash)
        try statement.bind(3, Int64(bitPattern: status.writtenFrames))
        try statement.bind(4, Int64(bitPattern: status.droppedFrames))
        try statement.bind(5, Int64(bitPattern: status.writtenEvents))
        try statement.bind(6, Int64(bitPattern: status.droppedEvents))
        try statement.bind(7, Int64(bitPattern: status.failures))
        try statement.bind(8, run)
        try statement.run()
    }

    // MARK: Frames and events

    func insert(_ frame: PackFrame, body: UnsafeRawBufferPointer) throws(RecordingError) {
        guard let insertFrame else { preconditionFailure("A closed log takes no frames.") }
        try insertFrame.bind(1, run)
        try insertFrame.bind(2, Int64(bitPattern: frame.sequence))
        try insertFrame.bind(3, frame.now.nanoseconds)
        try insertFrame.bind(4, Int64(frame.state.rawValue))
        try insertFrame.bind(5, Int64(frame.commanded.rawValue))
        try insertFrame.bind(6, Int64(frame.feedback.rawValue))
        try insertFrame.bind(7, reading: frame.current, frame.current.value?.amperes)
        try insertFrame.bind(
            10, reading: frame.currentOfCellMonitor, frame.currentOfCellMonitor.value?.amperes)
        try insertFrame.bind(13, reading: frame.packVoltage, frame.packVoltage.value?.volts)
        try insertFrame.bind(16, reading: frame.busVoltage, frame.busVoltage.value?.volts)
        try insertFrame.bind(19, frame.interlockIsClosed ? 1 : 0 as Int64)
        try insertFrame.bind(20, frame.emergencyStopIsPressed ? 1 : 0 as Int64)
        try insertFrame.bind(21, Int64(bitPattern: frame.droppedEvents))
        try insertFrame.bind(22, Int64(bitPattern: frame.transferErrors))
        try insertFrame.bind(23, frame.timeToOpen?.inNanoseconds)
        try insertFrame.bind(24, frame.chargeThroughput.coulombs)
        try insertFrame.bind(25, Int64(bitPattern: frame.droppedFramesBefore))
        try insertFrame.bind(26, bytes: body)
        try insertFrame.run()
    }

    func insert(_ record: EventRecord) throws(RecordingError) {
        guard let insertEvent else { preconditionFailure("A closed log takes no events.") }
        let event = record.event
        try insertEvent.bind(1, run)
        try insertEvent.bind(2, Int64(bitPattern: record.sequence))
        try insertEvent.bind(3, event.time.nanoseconds)
        try insertEvent.bind(4, event.since.nanoseconds)
        try insertEvent.bind(5, event.kind == .raised ? "raised" : "cleared")
        try insertEvent.bind(6, Int64(event.diagnostic.rawValue))
        try insertEvent.bind(7, "\(event.diagnostic)")
        try insertEvent.bind(8, Int64(event.grade.rawValue))
        try insertEvent.bind(9, "\(event.grade)")
        try insertEvent.bind(10, Int64(event.place.scope.rawValue))
        try insertEvent.bind(11, "\(event.place.scope)")
        try insertEvent.bind(12, Int64(event.place.index))
        try insertEvent.bind(13, event.value)
        try insertEvent.bind(14, event.threshold)
        try insertEvent.bind(15, Int64(bitPattern: record.droppedEventsBefore))
        try insertEvent.run()
    }

    // MARK: SQL

    private static let runInsertion = """
        INSERT INTO run (
          started_unix_nanosecond, program_version, seed, scenario, pack_name,
          configuration_digest, cell_count, stack_count, frame_format_version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let runEnding = """
        UPDATE run SET is_finished = 1, ended_time_nanosecond = ?, trace_hash = ?,
          frame_count = ?, dropped_frame_count = ?, event_count = ?, dropped_event_count = ?,
          write_failure_count = ?
        WHERE id = ?
        """

    private static let frameInsertion = """
        INSERT INTO frame (
          run_id, sequence, time_nanosecond, state, commanded_contactors, feedback_contactors,
          current_ampere, current_age_nanosecond, current_missing_reason,
          cell_monitor_current_ampere, cell_monitor_current_age_nanosecond,
          cell_monitor_current_missing_reason,
          pack_voltage_volt, pack_voltage_age_nanosecond, pack_voltage_missing_reason,
          bus_voltage_volt, bus_voltage_age_nanosecond, bus_voltage_missing_reason,
          interlock_is_closed, emergency_stop_is_pressed, loop_dropped_event_count,
          transfer_error_count, time_to_open_nanosecond, charge_throughput_coulomb,
          dropped_frames_before, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let eventInsertion = """
        INSERT INTO event (
          run_id, sequence, time_nanosecond, since_nanosecond, kind, diagnostic_number,
          diagnostic_name, grade, grade_name, scope, scope_name, place_index, value, threshold,
          dropped_events_before)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}

extension Statement {
    /// Binds the three columns of a reading from `position` on: value, age, reason.
    fileprivate func bind<Value>(
        _ position: Int32, reading: Reading<Value>, _ value: Double?
    ) throws(RecordingError) {
        switch reading {
        case .valid(_, let age):
            try bind(position, value)
            try bind(position + 1, age.inNanoseconds)
            try bind(position + 2, nil as Int64?)
        case .missing(let reason):
            try bind(position, nil as Double?)
            try bind(position + 1, nil as Int64?)
            try bind(position + 2, Int64(reason.rawValue))
        }
    }
}
