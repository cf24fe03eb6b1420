import Control
import LinuxHAL
import Logging
import Quantities
import Recording

/// The two threads of the daemon: one runs the control loop and nothing else, this one starts it,
/// hears signals, tells how it goes, and shuts down in order when someone asks for the end.
///
/// Everything between the two is bounded and the loop waits for none of it. Both watchdogs are fed
/// by the loop's thread: when that hangs, nobody feeds in its place.
final class DaemonLoop {
    /// How a run ended.
    struct Ending: Equatable {
        /// All contactors read open.
        var isProvenOpen = false
        /// Everything that was to be recorded is in the log.
        var isRecorded = true
        /// The loop's thread did not answer the request to end.
        var isHung = false
    }

    /// The instruments around the control loop.
    struct Surroundings {
        let ticks: any TickSource
        let signals: any SignalSource
        let service: any ServiceListener
        /// `nil` when nothing is recorded.
        let store: (any SnapshotStore)?
        let log: Logger
        /// `nil` when none is to be fed.
        var board: (any BoardWatchdog)?
        /// Look at each step on the loop's thread.
        var followers: [any StepFollower] = []
        /// Where it is put up how punctual the loop is.
        var bulletin: StatusBulletin?
        /// What the parts of the rig are called.
        var names = HardwareNames()
        /// Switches the coils off when the loop hangs; `nil` when nothing is driven.
        var cutter: CoilCutter?
        /// How the loop's thread is scheduled.
        var scheduling = LoopThread.Scheduling.inherited
        /// The time for this thread; the loop's own when left out.
        var now: (() -> Instant)?
        /// The machine's clocks; a test brings its own.
        var clocks: () -> ClockReading? = { ClockReading.now() }
    }

    /// A loop that has not ended so long after the last moment it should have is taken to hang.
    private static let hangLimit = Duration.seconds(2)
    /// This thread looks around at least so often, whether or not anything rings.
    private static let patience = Duration.milliseconds(500)

    /// Requests into the loop and snapshots out of it, for whoever talks to an operator.
    let link: LoopLink

    private let runner: StepRunner
    private let attendant: LoopAttendant
    private let surroundings: Surroundings
    private let log: Logger
    private let openingLimit: Duration
    private let now: () -> Instant
    private var stopBegan: Instant?

    /// - Parameters:
    ///   - openingLimit: Longest wait for the proof that the contactors are open.
    init(
        control: ControlLoop, openingLimit: Duration, surroundings: Surroundings
    ) throws(LinuxHALError) {
        self.openingLimit = openingLimit
        self.surroundings = surroundings
        log = surroundings.log
        let ticks = surroundings.ticks
        now = surroundings.now ?? { ticks.now }
        link = try LoopLink(cellCount: control.cellCount, stackCount: control.stackCount)
        runner = StepRunner(
            control: control, openingLimit: openingLimit,
            watchdogResetSeen: surroundings.board?.causedLastReset,
            surroundings: StepRunner.Surroundings(
                ticks: ticks, store: surroundings.store,
                watchdogs: WatchdogFeeder(
                    service: surroundings.service, board: surroundings.board),
                link: link, followers: surroundings.followers, clocks: surroundings.clocks))
        attendant = LoopAttendant(
            link: link, service: surroundings.service, store: surroundings.store, log: log,
            bulletin: surroundings.bulletin, names: surroundings.names,
            cutter: surroundings.cutter, now: now())
    }

    /// Runs until TERM or INT, then shuts down.
    ///
    /// - Throws: when the loop's thread cannot be started, and when the timer fails: there is no
    ///   loop without it. Outputs return to their safe levels as their owner goes.
    func run() throws(LinuxHALError) -> Ending {
        let runner = runner
        let thread = try LoopThread(name: "bms-loop", scheduling: surroundings.scheduling) {
            runner.run()
        }
        // What the service manager gave to all of the program is the loop's alone.
        ProcessPriority.becomeOrdinary()
        while link.outcome == nil {
            link.bell.wait(orReadable: surroundings.signals.descriptor, upTo: Self.patience)
            attend()
            if let stopBegan, now() - stopBegan > openingLimit + Self.hangLimit {
                return giveUp(since: stopBegan)
            }
        }
        thread.join()
        return try finish()
    }

    /// The same on one thread, step by step in turn: for tests, which want to see each.
    func runInTurns() throws(LinuxHALError) -> Ending {
        while takeTurn() {}
        return try finish()
    }

    /// One beat, and what the main thread makes of it.
    ///
    /// - Returns: Whether there is to be another.
    func takeTurn() -> Bool {
        guard beatAlone() else { return false }
        attend()
        return true
    }

    /// One beat, while the main thread has other things to do.
    func beatAlone() -> Bool { runner.beat() }

    /// Takes signals before anything is written, for writing may take its time. They are told of
    /// after the reports: what the log says of the state then is what a signal says of it.
    private func attend() {
        var isReportAsked = false
        var stop: OperatorSignal?
        while let signal = surroundings.signals.next() {
            switch signal {
            case .report: isReportAsked = true
            case .interrupt, .terminate:
                // A second signal does not cut the first one short.
                guard stopBegan == nil else { continue }
                link.requestStop()
                stopBegan = now()
                stop = signal
            }
        }
        attendant.attend(now: now())
        if isReportAsked { attendant.writeTimings() }
        if let stop, let stopBegan { attendant.announceStop(stop, now: stopBegan) }
    }

    // MARK: - Shutdown

    /// Open and confirm are done: flush → notify, each with its time.
    private func finish() throws(LinuxHALError) -> Ending {
        attendant.attend(now: now())
        let outcome = link.outcome ?? LoopLink.Outcome()
        if let failure = outcome.failure { throw failure }
        let began = stopBegan ?? now()
        var ending = Ending(isProvenOpen: outcome.isProvenOpen)
        let span = spanText(now() - began)
        if ending.isProvenOpen {
            log.notice("confirm: open by feedback after \(span)")
        } else {
            log.critical("confirm: NOT proven open after \(span)")
        }
        attendant.writeTimings()
        flush(&ending)
        disarm(isProvenOpen: ending.isProvenOpen)
        let notifying = now()
        surroundings.service.reportStopping(
            status: ending.isProvenOpen ? "contactors open" : "contactors not proven open")
        log.notice("notify: end announced in \(spanText(now() - notifying))")
        log.notice("exit: \(spanText(now() - began)) after the signal")
        return ending
    }

    private func flush(_ ending: inout Ending) {
        guard let store = surroundings.store else {
            log.notice("flush: nothing is recorded")
            return
        }
        let began = now()
        let status = store.finish(traceHash: nil)
        ending.isRecorded = status.failure == nil
        log.log(
            level: ending.isRecorded ? .notice : .error,
            "flush: \(status.words), in \(spanText(now() - began))")
    }

    /// Only a battery that is proven disconnected is left without anybody who watches the board.
    private func disarm(isProvenOpen: Bool) {
        guard let board = surroundings.board else { return }
        guard isProvenOpen else {
            log.critical("watchdog: stays armed, the board resets in \(spanText(board.timeout))")
            return
        }
        do throws(LinuxHALError) {
            try board.disarm()
            log.notice("watchdog: disarmed")
        } catch {
            log.error("watchdog: \(error)")
        }
    }

    /// What hangs cannot be flushed or joined. The end of the process opens the contactors, unless
    /// the kernel holds the thread in a call that cannot be interrupted: then they are as the main
    /// thread has left them, off, and the watchdogs, which nobody feeds, take the coils' power.
    private func giveUp(since began: Instant) -> Ending {
        log.critical("confirm: the loop hangs, given up after \(spanText(now() - began))")
        surroundings.service.reportStopping(status: "the loop hangs")
        return Ending(isProvenOpen: false, isRecorded: surroundings.store == nil, isHung: true)
    }
}
