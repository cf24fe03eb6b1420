import Control
import LinuxHAL
import Protection
import Quantities

/// Runs the control loop beat by beat until someone asks for the end, then until the contactors
/// are proven open. All of it happens on one thread, which waits for nothing but its timer and the
/// devices, and allocates nothing after its first steps.
///
/// Unchecked: made on one thread and handed to the loop's; nobody else touches it from then on.
final class StepRunner: @unchecked Sendable {
    /// What a runner works with. None of it may make it wait.
    struct Surroundings {
        let ticks: any TickSource
        /// `nil` when nothing is recorded.
        let store: (any SnapshotStore)?
        /// Fed by completed steps.
        let watchdogs: WatchdogFeeder
        let link: LoopLink
        /// Look at each step, in this order.
        var followers: [any StepFollower] = []
        /// The machine's clocks; a test brings its own.
        var clocks: () -> ClockReading? = { ClockReading.now() }
    }

    private let control: ControlLoop
    private let openingLimit: Duration
    private let surroundings: Surroundings
    private let ticks: any TickSource
    private let link: LoopLink
    private let stopwatch: DecisionStopwatch
    private var watchdogs: WatchdogFeeder
    private var timekeeper: Timekeeper
    private var stopBegan: Instant?
    private var lostEvents: UInt64 = 0

    /// - Parameters:
    ///   - openingLimit: Longest wait for the proof that the contactors are open.
    ///   - watchdogResetSeen: Whether the machine was last reset by its watchdog; `nil` where that
    ///     is not known.
    init(
        control: ControlLoop, openingLimit: Duration, watchdogResetSeen: Bool?,
        surroundings: Surroundings
    ) {
        self.control = control
        self.openingLimit = openingLimit
        self.surroundings = surroundings
        ticks = surroundings.ticks
        link = surroundings.link
        watchdogs = surroundings.watchdogs
        timekeeper = Timekeeper(watchdogResetSeen: watchdogResetSeen)
        stopwatch = DecisionStopwatch(ticks)
        control.witness = stopwatch
    }

    /// Beats until the end; what came of it is then in the link.
    func run() { while beat() {} }

    /// One beat.
    ///
    /// - Returns: Whether there is to be another.
    func beat() -> Bool {
        if link.isStopRequested, stopBegan == nil { stopBegan = ticks.now }
        do throws(LinuxHALError) {
            let report = try step()
            link.publish(report)
            return !isOver(report)
        } catch {
            // At once: what the end of the program lets go may have to wait for a disk before.
            control.dropCoils()
            link.end(LoopLink.Outcome(isProvenOpen: false, failure: error))
            return false
        }
    }

    private func isOver(_ report: StepReport) -> Bool {
        guard let stopBegan else { return false }
        guard report.isProvenOpen || ticks.now - stopBegan >= openingLimit else { return false }
        link.end(LoopLink.Outcome(isProvenOpen: report.isProvenOpen))
        return true
    }

    private func step() throws(LinuxHALError) -> StepReport {
        let tick = try ticks.waitForTick()
        let began = ticks.now
        let timing = timekeeper.begin(tick, at: began, clocks: surroundings.clocks())
        for index in surroundings.followers.indices {
            surroundings.followers[index].prepare(control)
        }
        if let store = surroundings.store { control.note(store.condition) }
        control.request(requests)
        stopwatch.begin(at: began)
        let snapshot = control.step(now: began, timing: timing)
        surroundings.store?.offer(snapshot)
        for index in surroundings.followers.indices {
            surroundings.followers[index].follow(snapshot, of: control)
        }
        link.latest.publish(snapshot)
        // Only a completed step gets here.
        watchdogs.feed(now: began)
        var report = StepReport(snapshot)
        report.eventCount = publishEvents(of: snapshot)
        report.droppedEvents += lostEvents
        report.missed = tick.missed
        report.timing = timing
        report.sampleToDecision = stopwatch.elapsed
        report.feedErrors = watchdogs.errorCount
        report.duration = timekeeper.end(at: ticks.now)
        return report
    }

    /// During a stop nothing but opening counts, in every step anew: a request counts in its own
    /// step only.
    private var requests: OperatorRequests {
        let asked = link.takeRequests()
        return stopBegan == nil ? asked : .open
    }

    private func publishEvents(of snapshot: borrowing Snapshot) -> Int {
        var count = 0
        for index in snapshot.events.indices {
            if link.publish(snapshot.events[index]) { count += 1 } else { lostEvents += 1 }
        }
        return count
    }
}
