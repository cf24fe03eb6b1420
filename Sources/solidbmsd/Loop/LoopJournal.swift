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
    private var devices: DeviceJournal
    private var droppedFlags = Episode()
    private var droppedRecords = Episode()
    private var unheardMessages = Episode()
    private var refusedFeedings = Episode()
    private var lostReports = Episode()
    private var recordingFailure: RecordingError?

    init(log: Logger, names: HardwareNames = HardwareNames()) {
        self.log = log
        devices = DeviceJournal(log: log, names: names)
    }

    // MARK: - Steps

    /// Writes what one step changed, its flags apart.
    mutating func observe(_ report: StepReport) {
        let now = report.now
        write(
            missedBeats.add(UInt64(report.missed), now: now), .warning,
            began: "deadlines missed: a step took longer than the period",
            ended: "deadlines kept again")
        devices.observe(report)
        if report.busCount == 0 || report.hasMoreBuses {
            write(
                failedTransfers.update(total: report.transferErrors, now: now), .warning,
                began: "transfers to devices fail", ended: "transfers to devices succeed again")
        }
        write(
            droppedFlags.update(total: report.droppedEvents, now: now), .error,
            began: "more flag changes at once than a step can report",
            ended: "flag changes are all reported again")
        write(
            refusedFeedings.update(total: report.feedErrors, now: now), .error,
            began: "the board's watchdog refuses to be fed",
            ended: "the board's watchdog is fed again")
        writeCountdown(report.timeToOpen)
        writeState(report.state)
        if let reason = report.refusal, reason != refusal {
            log.warning("request refused: \(reason.words)")
        }
        refusal = report.refusal
    }

    /// Writes that a flag was raised or cleared.
    func observe(_ event: FlagEvent) {
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

    /// Writes when the main thread does not keep up with the loop.
    mutating func observe(lostReports count: UInt64, now: Instant) {
        write(
            lostReports.update(total: count, now: now), .error,
            began: "reports of steps are lost: they are not taken in time",
            ended: "reports of steps are all taken again")
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
