import Control
import LinuxHAL
import Logging
import Protection
import Quantities
import Recording

/// Turns steps into log lines: one when something changes, none while it stays as it is.
struct LoopJournal {
    private let log: Logger
    private var state: ContactorState?
    private var refusal: RequestRefusal?
    private var isCountingDown = false
    private var missedBeats = Episode()
    private var failedTransfers = Episode()
    private var droppedFlags = Episode()
    private var droppedRecords = Episode()
    private var unheardMessages = Episode()
    private var recordingFailure: RecordingError?

    init(log: Logger) { self.log = log }

    /// Beats that passed without a step.
    var missedCount: UInt64 { missedBeats.total }

    // MARK: - Steps

    /// Writes what one step changed.
    ///
    /// - Parameter missed: Beats that passed unserved before it.
    mutating func observe(_ snapshot: borrowing Snapshot, missed: Int64) {
        let now = snapshot.now
        write(
            missedBeats.add(UInt64(missed), now: now), .warning,
            began: "deadlines missed: a step took longer than the period",
            ended: "deadlines kept again")
        write(
            failedTransfers.update(total: snapshot.transferErrors, now: now), .warning,
            began: "transfers to devices fail", ended: "transfers to devices succeed again")
        write(
            droppedFlags.update(total: snapshot.droppedEvents, now: now), .error,
            began: "more flag changes at once than a step can report",
            ended: "flag changes are all reported again")
        for index in snapshot.events.indices { write(snapshot.events[index]) }
        writeCountdown(snapshot.timeToOpen)
        writeState(snapshot.state)
        if let reason = snapshot.refusal, reason != refusal {
            log.warning("request refused: \(reason.words)")
        }
        refusal = snapshot.refusal
    }

    private func write(_ event: FlagEvent) {
        let level: Logger.Level
        switch (event.kind, event.grade) {
        case (.raised, .safety): level = .error
        case (.raised, .warning): level = .warning
        case (.raised, .operating), (.cleared, _): level = .notice
        }
        log.log(level: level, "\(event.words)")
    }

    private mutating func writeCountdown(_ timeToOpen: Duration?) {
        if let timeToOpen, !isCountingDown {
            log.error("contactors open in \(spanText(timeToOpen)), for a fatal flag")
        }
        isCountingDown = timeToOpen != nil
    }

    private mutating func writeState(_ newState: ContactorState) {
        guard newState != state else { return }
        let level: Logger.Level = newState == .fault ? .error : .notice
        let before = state.map { "\($0.words) → " } ?? ""
        log.log(level: level, "state: \(before)\(newState.words)")
        state = newState
    }

    // MARK: - Edges

    /// Writes how recording goes.
    mutating func observe(_ status: RecorderStatus, now: Instant) {
        write(
            droppedRecords.update(total: status.droppedFrames + status.droppedEvents, now: now),
            .error, began: "log does not keep up: snapshots or events are dropped",
            ended: "log keeps up again")
        guard status.failure != recordingFailure else { return }
        recordingFailure = status.failure
        if let failure = status.failure {
            log.error("log cannot be written: \(failure)")
        } else {
            log.notice("log can be written again: \(status.words)")
        }
    }

    /// Writes when the service manager cannot be reached.
    mutating func observe(unheardMessages count: Int, now: Instant) {
        write(
            unheardMessages.update(total: UInt64(count), now: now), .warning,
            began: "service manager does not take messages",
            ended: "service manager takes messages again")
    }

    private func write(
        _ change: Episode.Change?, _ level: Logger.Level, began: String, ended: String
    ) {
        switch change {
        case nil: break
        case .began: log.log(level: level, "\(began)")
        case .ended(let count, let lasted):
            log.notice("\(ended): \(count) in \(spanText(lasted))")
        }
    }
}
