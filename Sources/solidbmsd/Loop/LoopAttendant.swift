import Control
import LinuxHAL
import Logging
import Protection
import Quantities
import Synchronization

/// Takes what the loop reports and tells it to the log, the service manager and whoever asks. It
/// works on the main thread and may wait; the loop does not wait for it.
final class LoopAttendant {
    /// No completed step for so long is told, once.
    static let silenceLimit = Duration.seconds(2)

    private let link: LoopLink
    private let service: any ServiceListener
    private let store: (any SnapshotStore)?
    private let log: Logger
    private let bulletin: StatusBulletin?

    /// The last step that was reported; `nil` before the first.
    private(set) var last: StepReport?

    private var journal: LoopJournal
    private var told = StatusLine()
    private let began: Instant
    private var nextStatusCheck: Instant
    private var lastHeard: Instant
    private var isSilent = false
    private let cutter: CoilCutter?
    /// Of the present silence: whether the coils are off, and whether that was tried and said.
    private var isCut = false
    private var isCutTold = false
    private var stopBegan: Instant?
    private var isOpenTold = false

    init(
        link: LoopLink, service: any ServiceListener, store: (any SnapshotStore)?, log: Logger,
        bulletin: StatusBulletin? = nil, names: HardwareNames = HardwareNames(),
        cutter: CoilCutter? = nil, now: Instant
    ) {
        self.link = link
        self.service = service
        self.store = store
        self.log = log
        self.bulletin = bulletin
        self.cutter = cutter
        journal = LoopJournal(log: log, names: names)
        began = now
        lastHeard = now
        nextStatusCheck = now
    }

    /// Takes everything that has been reported.
    func attend(now: Instant) {
        while let report = link.nextReport() {
            take(report, now: now)
            lastHeard = now
        }
        // Those of reports that were lost.
        while let event = link.nextEvent() { journal.observe(event) }
        cutCoils(now: now)
        checkSilence(now: now)
        checkEdges(now: now)
    }

    private func take(_ report: StepReport, now: Instant) {
        let isFirst = last == nil
        last = report
        link.timings.withLock { $0.add(report) }
        for _ in 0..<report.eventCount {
            if let event = link.nextEvent() { journal.observe(event) }
        }
        journal.observe(report)
        let hasChanged = told.update(report)
        if isFirst {
            service.reportReady(status: told.text)
            log.notice("ready: first step complete after \(spanText(report.now - began))")
        } else if hasChanged {
            service.report(status: told.text)
        }
        tellOpening(report)
    }

    private func tellOpening(_ report: StepReport) {
        guard let stopBegan, report.isCommandedOpen, !isOpenTold else { return }
        isOpenTold = true
        log.notice("open: every coil is off after \(spanText(report.now - stopBegan))")
    }

    /// The loop hangs: contactors are opened without it, at once and orderless. Also where the last
    /// step that was heard of had none closed, for the one that hangs may have switched one on.
    private func cutCoils(now: Instant) {
        guard let cutter, last != nil else { return }
        guard now - lastHeard >= cutter.limit else {
            isCut = false
            isCutTold = false
            return
        }
        if isCut { return }
        // A line that does not take it is tried again.
        isCut = cutter.cut()
        if isCutTold { return }
        isCutTold = true
        log.critical(
            """
            no step was completed for \(spanText(now - lastHeard)): the coils are switched off \
            without the loop\(isCut ? "" : ", and NOT all of their lines took it")
            """)
    }

    private func checkSilence(now: Instant) {
        if now - lastHeard > Self.silenceLimit, !isSilent {
            isSilent = true
            log.critical("no step was completed for \(spanText(now - lastHeard))")
        } else if now - lastHeard <= Self.silenceLimit, isSilent {
            isSilent = false
            log.notice("steps are completed again")
        }
    }

    /// Once a second, for the store's status is behind a lock.
    private func checkEdges(now: Instant) {
        guard now >= nextStatusCheck else { return }
        nextStatusCheck = now + .seconds(1)
        if let store { journal.observe(store.status, now: now) }
        journal.observe(unheardMessages: service.droppedCount, now: now)
        journal.observe(lostReports: link.lostReportCount, now: now)
        bulletin?.put(link.timings.withLock { $0.fields })
    }

    /// The ordered shutdown begins.
    func announceStop(_ signal: OperatorSignal, now: Instant) {
        let state = last?.state ?? .initialising
        log.notice("stop: \(signal.words) received while \(state.words)")
        stopBegan = now
        told.isStopping = true
        service.report(status: "stopping: opening the contactors")
        // The loop may have been faster than the log.
        if let last, last.now > now { tellOpening(last) }
    }

    /// Writes how punctual the loop has been.
    func writeTimings() {
        for line in link.timings.withLock({ $0.lines }) { log.notice("timing: \(line)") }
    }
}

extension OperatorSignal {
    /// The signal's short name.
    fileprivate var words: String {
        switch self {
        case .interrupt: "INT"
        case .terminate: "TERM"
        case .report: "USR1"
        }
    }
}
