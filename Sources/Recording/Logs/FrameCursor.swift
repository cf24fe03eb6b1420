import Control
import Protection
import Quantities

/// Reads the frames of a run one at a time, so that a long run needs no memory.
public struct FrameCursor {
    private let path: String
    private let run: RecordedRun
    private let frames: Statement
    private let events: Statement

    init(
        _ run: RecordedRun, in times: ClosedRange<Instant>?, database: Database
    ) throws(RecordingError) {
        path = database.path
        self.run = run
        frames = try database.prepare(
            """
            SELECT sequence, time_nanosecond, state, commanded_contactors, feedback_contactors,
              current_ampere, current_age_nanosecond, current_missing_reason,
              cell_monitor_current_ampere, cell_monitor_current_age_nanosecond,
              cell_monitor_current_missing_reason,
              pack_voltage_volt, pack_voltage_age_nanosecond, pack_voltage_missing_reason,
              bus_voltage_volt, bus_voltage_age_nanosecond, bus_voltage_missing_reason,
              interlock_is_closed, emergency_stop_is_pressed, loop_dropped_event_count,
              transfer_error_count, time_to_open_nanosecond, charge_throughput_coulomb,
              dropped_frames_before, body
            FROM frame WHERE run_id = ? AND time_nanosecond BETWEEN ? AND ?
            ORDER BY time_nanosecond, id
            """, operation: "reading frames")
        try frames.bind(1, run.number)
        try frames.bind(2, times?.lowerBound.nanoseconds ?? .min)
        try frames.bind(3, times?.upperBound.nanoseconds ?? .max)
        events = try database.prepare(
            """
            SELECT \(RecordedEvent.columns) FROM event WHERE run_id = ? AND sequence = ?
            ORDER BY id
            """, operation: "reading the events of a frame")
    }

    /// The next frame, or `nil` after the last.
    ///
    /// - Throws: when SQLite fails, or the frame contradicts its format.
    public func next() throws(RecordingError) -> RecordedFrame? {
        guard try frames.step() else { return nil }
        var snapshot = Snapshot(
            cellCount: run.description.cells.count,
            stackCount: run.description.stackNames.count)
        try readScalars(into: &snapshot)
        do throws(FrameDecoder.Damage) {
            try frames.withBlob(24) { (bytes) throws(FrameDecoder.Damage) in
                try FrameDecoder.decode(bytes, into: &snapshot)
            }
        } catch {
            throw .damaged(path: path, what: error.what)
        }
        try readEvents(into: &snapshot)
        return RecordedFrame(
            snapshot: snapshot,
            droppedFramesBefore: UInt64(bitPattern: frames.integer(23)))
    }

    private func readScalars(into snapshot: inout Snapshot) throws(RecordingError) {
        guard let state = UInt8(exactly: frames.integer(2)).flatMap(ContactorState.init) else {
            throw .damaged(path: path, what: "a frame has an unknown contactor state")
        }
        snapshot.sequence = UInt64(bitPattern: frames.integer(0))
        snapshot.now = Instant(nanoseconds: frames.integer(1))
        snapshot.state = state
        snapshot.commanded = ContactorSet(rawValue: UInt8(truncatingIfNeeded: frames.integer(3)))
        snapshot.feedback = ContactorSet(rawValue: UInt8(truncatingIfNeeded: frames.integer(4)))
        snapshot.current = try reading(5) { .amperes($0) }
        snapshot.currentOfCellMonitor = try reading(8) { .amperes($0) }
        snapshot.packVoltage = try reading(11) { .volts($0) }
        snapshot.busVoltage = try reading(14) { .volts($0) }
        snapshot.interlockIsClosed = frames.integer(17) != 0
        snapshot.emergencyStopIsPressed = frames.integer(18) != 0
        snapshot.droppedEvents = UInt64(bitPattern: frames.integer(19))
        snapshot.transferErrors = UInt64(bitPattern: frames.integer(20))
        snapshot.timeToOpen = frames.optionalInteger(21).map { .nanoseconds($0) }
        snapshot.chargeThroughput = .coulombs(frames.double(22))
    }

    private func reading<Value>(
        _ column: Int32, _ quantity: (Double) -> Value
    ) throws(RecordingError) -> Reading<Value> {
        guard let code = frames.optionalInteger(column + 2) else {
            return .valid(
                quantity(frames.double(column)), age: .nanoseconds(frames.integer(column + 1)))
        }
        guard let reason = UInt8(exactly: code).flatMap(MissingReason.init) else {
            throw .damaged(path: path, what: "reason \(code) for a missing reading is not known")
        }
        return .missing(reason)
    }

    private func readEvents(into snapshot: inout Snapshot) throws(RecordingError) {
        events.reset()
        try events.bind(1, run.number)
        try events.bind(2, Int64(bitPattern: snapshot.sequence))
        while try events.step() {
            snapshot.events.append(try RecordedEvent(in: events, path: path).event)
        }
    }
}
