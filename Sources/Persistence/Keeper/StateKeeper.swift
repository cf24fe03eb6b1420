import BackgroundWork
public import Control
public import Quantities
import Synchronization

/// Keeps a loop's state on the disk while it runs: the control thread hands it over, a thread of
/// its own writes it.
///
/// ```swift
/// let keeper = try StateKeeper(store: store, for: control, identity: identity)
/// while running { let snapshot = control.step(now: now); keeper.keep(control, now: now) }
/// keeper.finish(control)
/// ```
///
/// Every ``KeeperOptions/period``, and at once when a latched flag, a contactor's count or a
/// calibration changed. Handing over allocates nothing and never waits: while the disk is busy the
/// next step tries again with what is true then. What the disk refuses shows in ``status`` and as a
/// diagnostic of the loop; the copy written last stays intact.
///
/// Not sendable: it belongs to the thread of the loop.
public final class StateKeeper {
    private let encoder: StateEncoder
    private let clock: WallClock
    private let options: KeeperOptions
    private let mailbox: StateMailbox
    private static let stackByteCount = 256 * 1024

    private var thread: BackgroundThread?
    private var state: DurableState
    private var handedRevision: UInt64?
    private var nextDue: Instant = .start

    /// - Parameters:
    ///   - store: Is the keeper's from here on.
    ///   - report: Told on the writing thread when writing begins to fail, why, and with `nil` when
    ///     it works again.
    public convenience init(
        store: StateStore, for control: ControlLoop, identity: StateIdentity,
        clock: WallClock = .system, options: KeeperOptions = KeeperOptions(),
        report: @escaping @Sendable (PersistenceError?) -> Void = { _ in }
    ) {
        self.init(
            store: store, for: control, identity: identity, clock: clock, options: options,
            startsThread: true, report: report)
    }

    /// Without a thread a test writes by hand, with ``writeWaiting()``.
    init(
        store: StateStore, for control: ControlLoop, identity: StateIdentity, clock: WallClock,
        options: KeeperOptions, startsThread: Bool,
        report: @escaping @Sendable (PersistenceError?) -> Void = { _ in }
    ) {
        state = control.makeDurableState()
        precondition(
            state.cells.count == identity.cellCount && state.stacks.count == identity.stackCount,
            "An identity has the cells and stacks of its loop.")
        encoder = StateEncoder(identity: identity, flagLimit: state.flags.capacity)
        self.clock = clock
        self.options = options
        mailbox = StateMailbox(store: store, capacity: encoder.capacity, report: report)
        guard startsThread else { return }
        do throws(ThreadError) {
            thread = try BackgroundThread(mailbox, stackByteCount: Self.stackByteCount)
        } catch { preconditionFailure("The system must be able to start one more thread.") }
    }

    deinit { stopThread() }

    /// How keeping goes. From the thread of the loop.
    public var status: KeeperStatus { mailbox.status }

    /// Hands over what must survive, if it is time. After each step.
    public func keep(_ control: ControlLoop, now: Instant) {
        let isFailing = mailbox.isFailing.load(ordering: .relaxed)
        control.note(isStored: !isFailing)
        // The copy that failed was to last a whole period.
        if isFailing { nextDue = min(nextDue, now + options.retryPeriod) }
        let revision = control.durableRevision
        let hasChanged = revision != handedRevision && !(isFailing && now < nextDue)
        guard hasChanged || now >= nextDue, mailbox.isFree else { return }
        control.export(into: &state)
        hand(over: state)
        handedRevision = revision
        nextDue = now + (isFailing ? options.retryPeriod : options.period)
    }

    /// Writes what is true at the end and waits for it. The keeper keeps nothing after that.
    @discardableResult
    public func finish(_ control: ControlLoop) -> KeeperStatus {
        stopThread()
        mailbox.writeWaiting()
        control.export(into: &state, isOrderly: true)
        hand(over: state)
        mailbox.writeWaiting()
        return status
    }

    /// What the thread does, done here.
    func writeWaiting() { mailbox.writeWaiting() }

    private func hand(over state: borrowing DurableState) {
        mailbox.fill { memory in encoder.encode(state, moment: clock.now, into: memory) }
    }

    private func stopThread() {
        guard let thread else { return }
        mailbox.finish()
        thread.join()
        self.thread = nil
    }
}
