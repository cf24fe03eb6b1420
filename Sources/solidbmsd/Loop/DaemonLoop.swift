import Control
import LinuxHAL
import Logging
import Protection
import Quantities
import Recording

/// Runs the control loop beat by beat until someone asks for the end, then shuts down in order.
///
/// Everything around a step is bounded and none of it waits: recording and telling drop what they
/// cannot deliver.
final class DaemonLoop {
    /// How a run ended.
    struct Ending: Equatable {
        /// All contactors read open.
        var isProvenOpen = false
        /// Everything that was to be recorded is in the log.
        var isRecorded = true
    }

    /// The instruments around the control loop.
    struct Surroundings {
        let ticks: any TickSource
        let stops: any StopRequests
        let service: any ServiceListener
        /// `nil` when nothing is recorded.
        let store: (any SnapshotStore)?
        let log: Logger
        /// Take part in each step, in this order.
        var followers: [any StepFollower] = []
    }

    /// What the loop keeps of a step.
    private struct StepResult {
        var isCommandedOpen = false
        var isProvenOpen = false
        var state = ContactorState.initialising
    }

    private let control: ControlLoop
    private let ticks: any TickSource
    private let stops: any StopRequests
    private let service: any ServiceListener
    private let store: (any SnapshotStore)?
    private let log: Logger
    private let followers: [any StepFollower]
    private let openingLimit: Duration
    private let feedPeriod: Duration?

    private var journal: LoopJournal
    private var nextFeed: Instant = .start
    private var nextStatusCheck: Instant = .start
    private var told = StatusLine()

    /// - Parameters:
    ///   - openingLimit: Longest wait for the proof that the contactors are open.
    init(control: ControlLoop, openingLimit: Duration, surroundings: Surroundings) {
        self.control = control
        self.openingLimit = openingLimit
        ticks = surroundings.ticks
        stops = surroundings.stops
        service = surroundings.service
        store = surroundings.store
        log = surroundings.log
        followers = surroundings.followers
        journal = LoopJournal(log: surroundings.log)
        // Twice as often as the half that sd_watchdog_enabled(3) asks for.
        feedPeriod = service.watchdogInterval.map { $0 / 4 }
    }

    /// Runs until TERM or INT, then shuts down.
    ///
    /// - Throws: when the timer fails: there is no loop without it. Outputs return to their safe
    ///   levels as their owner goes.
    func run() throws(LinuxHALError) -> Ending {
        let began = ticks.now
        var last = try step()
        service.reportReady(status: told.text)
        log.notice("ready: first step complete after \(spanText(ticks.now - began))")
        while true {
            if let signal = stops.next() { return try shutDown(signal, from: last.state) }
            last = try step()
        }
    }

    // MARK: - One step

    private func step() throws(LinuxHALError) -> StepResult {
        let tick = try ticks.waitForTick()
        for index in followers.indices { followers[index].prepare(control) }
        let snapshot = control.step(now: ticks.now)
        store?.offer(snapshot)
        for index in followers.indices { followers[index].follow(snapshot, of: control) }
        feedWatchdog(now: snapshot.now)
        journal.observe(snapshot, missed: tick.missed)
        checkEdges(now: snapshot.now)
        if told.update(snapshot) { service.report(status: told.text) }
        let isOpen = snapshot.commanded.isEmpty
        return StepResult(
            isCommandedOpen: isOpen,
            isProvenOpen: isOpen && snapshot.feedback.isEmpty && snapshot.state != .opening,
            state: snapshot.state)
    }

    /// Only a completed step gets here.
    private func feedWatchdog(now: Instant) {
        guard let feedPeriod, now >= nextFeed else { return }
        nextFeed = now + feedPeriod
        service.feedWatchdog()
    }

    /// Once a second, for the store's status is behind a lock.
    private func checkEdges(now: Instant) {
        guard now >= nextStatusCheck else { return }
        nextStatusCheck = now + .seconds(1)
        if let store { journal.observe(store.status, now: now) }
        journal.observe(unheardMessages: service.droppedCount, now: now)
    }

    // MARK: - Shutdown

    /// Open → confirm → flush → notify, each with its time.
    private func shutDown(
        _ signal: TerminationSignal, from state: ContactorState
    ) throws(LinuxHALError) -> Ending {
        let began = ticks.now
        log.notice("stop: \(signal.words) received while \(state.words)")
        told.isStopping = true
        service.report(status: "stopping: opening the contactors")
        var ending = Ending()
        ending.isProvenOpen = try open(since: began)
        flush(&ending)
        let notifying = ticks.now
        service.reportStopping(
            status: ending.isProvenOpen ? "contactors open" : "contactors not proven open")
        log.notice("notify: end announced in \(spanText(ticks.now - notifying))")
        log.notice("exit: \(spanText(ticks.now - began)) after the signal")
        return ending
    }

    /// Steps on, asking for open contactors, until they are proven open or time is up.
    private func open(since began: Instant) throws(LinuxHALError) -> Bool {
        var wasCommanded = false
        while ticks.now - began < openingLimit {
            // A request counts in its own step only.
            control.request(.open)
            let result = try step()
            if result.isCommandedOpen, !wasCommanded {
                log.notice("open: every coil is off after \(spanText(ticks.now - began))")
                wasCommanded = true
            }
            if result.isProvenOpen {
                log.notice("confirm: open by feedback after \(spanText(ticks.now - began))")
                return true
            }
        }
        log.critical("confirm: NOT proven open after \(spanText(ticks.now - began))")
        return false
    }

    private func flush(_ ending: inout Ending) {
        guard let store else {
            log.notice("flush: nothing is recorded")
            return
        }
        let began = ticks.now
        let status = store.finish(traceHash: nil)
        ending.isRecorded = status.failure == nil
        log.log(
            level: ending.isRecorded ? .notice : .error,
            "flush: \(status.words), in \(spanText(ticks.now - began))")
    }
}

extension TerminationSignal {
    /// The signal's short name.
    fileprivate var words: String {
        switch self {
        case .interrupt: "INT"
        case .terminate: "TERM"
        }
    }
}
