/// The schema of a log, as the ordered list of its migrations.
///
/// Names are snake case with the unit word. A reading is three columns: value, age, and the reason
/// it is missing; the first two are NULL exactly when the third is not, but for a value that is
/// not-a-number, which SQLite keeps as NULL beside an age. SQLite also forgets the sign of a zero
/// in a column (not in a frame's body).
enum Schema {
    static let migrations = [runs, frames, events]

    /// Unsigned 64-bit numbers that may use the top bit (`seed`) are decimal text.
    private static let runs = Migration(
        name: "0001-runs",
        sql: """
            CREATE TABLE run (
              id INTEGER PRIMARY KEY,
              started_unix_nanosecond INTEGER NOT NULL,
              program_version TEXT NOT NULL,
              seed TEXT,
              scenario TEXT,
              pack_name TEXT NOT NULL,
              configuration_digest TEXT NOT NULL,
              cell_count INTEGER NOT NULL,
              stack_count INTEGER NOT NULL,
              frame_format_version INTEGER NOT NULL,
              is_finished INTEGER NOT NULL DEFAULT 0,
              ended_time_nanosecond INTEGER,
              trace_hash TEXT,
              frame_count INTEGER,
              dropped_frame_count INTEGER,
              event_count INTEGER,
              dropped_event_count INTEGER,
              write_failure_count INTEGER
            );
            CREATE TABLE stack (
              run_id INTEGER NOT NULL REFERENCES run (id),
              stack_index INTEGER NOT NULL,
              name TEXT NOT NULL,
              PRIMARY KEY (run_id, stack_index)
            ) WITHOUT ROWID;
            CREATE TABLE cell (
              run_id INTEGER NOT NULL REFERENCES run (id),
              cell_index INTEGER NOT NULL,
              name TEXT NOT NULL,
              stack_index INTEGER,
              PRIMARY KEY (run_id, cell_index)
            ) WITHOUT ROWID;
            """)

    /// `body` holds cells, stacks and active flags in the layout of `FrameFormat`.
    private static let frames = Migration(
        name: "0002-frames",
        sql: """
            CREATE TABLE frame (
              id INTEGER PRIMARY KEY,
              run_id INTEGER NOT NULL REFERENCES run (id),
              sequence INTEGER NOT NULL,
              time_nanosecond INTEGER NOT NULL,
              state INTEGER NOT NULL,
              commanded_contactors INTEGER NOT NULL,
              feedback_contactors INTEGER NOT NULL,
              current_ampere REAL,
              current_age_nanosecond INTEGER,
              current_missing_reason INTEGER,
              cell_monitor_current_ampere REAL,
              cell_monitor_current_age_nanosecond INTEGER,
              cell_monitor_current_missing_reason INTEGER,
              pack_voltage_volt REAL,
              pack_voltage_age_nanosecond INTEGER,
              pack_voltage_missing_reason INTEGER,
              bus_voltage_volt REAL,
              bus_voltage_age_nanosecond INTEGER,
              bus_voltage_missing_reason INTEGER,
              interlock_is_closed INTEGER NOT NULL,
              emergency_stop_is_pressed INTEGER NOT NULL,
              loop_dropped_event_count INTEGER NOT NULL,
              transfer_error_count INTEGER NOT NULL,
              time_to_open_nanosecond INTEGER,
              charge_throughput_coulomb REAL,
              dropped_frames_before INTEGER NOT NULL,
              body BLOB NOT NULL
            );
            CREATE INDEX frame_by_time ON frame (run_id, time_nanosecond);
            """)

    private static let events = Migration(
        name: "0003-events",
        sql: """
            CREATE TABLE event (
              id INTEGER PRIMARY KEY,
              run_id INTEGER NOT NULL REFERENCES run (id),
              sequence INTEGER NOT NULL,
              time_nanosecond INTEGER NOT NULL,
              since_nanosecond INTEGER NOT NULL,
              kind TEXT NOT NULL,
              diagnostic_number INTEGER NOT NULL,
              diagnostic_name TEXT NOT NULL,
              grade INTEGER NOT NULL,
              grade_name TEXT NOT NULL,
              scope INTEGER NOT NULL,
              scope_name TEXT NOT NULL,
              place_index INTEGER NOT NULL,
              value REAL,
              threshold REAL,
              dropped_events_before INTEGER NOT NULL
            );
            CREATE INDEX event_by_sequence ON event (run_id, sequence);
            """)
}
