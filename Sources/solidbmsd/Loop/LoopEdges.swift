import Control
import LinuxHAL
import Recording

// What the loop talks to besides the rig, each the size of what it needs; tests bring their own.

/// Where signals to the program come from.
protocol SignalSource: AnyObject {
    /// Becomes readable when a signal waits; -1 when there is nothing to wait for.
    var descriptor: Int32 { get }
    /// The next signal, or `nil`; never blocks.
    func next() -> OperatorSignal?
}

extension OperatorSignals: SignalSource {}

/// Who started the program and wants to know how it does. The loop's thread feeds, the main thread
/// tells all else.
protocol ServiceListener: AnyObject, Sendable {
    /// How often a sign of life is expected at the latest; `nil` when nobody watches.
    var watchdogInterval: Duration? { get }
    /// Messages that could not be delivered.
    var droppedCount: Int { get }
    /// Start-up is complete.
    func reportReady(status: String)
    /// Something changed.
    func report(status: String)
    /// The end has come.
    func reportStopping(status: String)
    /// A step is complete.
    func feedWatchdog()
}

extension ServiceManager: ServiceListener {}

/// What resets the board when it is not fed.
protocol BoardWatchdog: AnyObject {
    /// Without food for so long, the board is reset.
    var timeout: Duration { get }
    /// Whether it caused the last reset.
    var causedLastReset: Bool { get }
    /// A step is complete.
    func feed() throws(LinuxHALError)
    /// The program ends in order.
    func disarm() throws(LinuxHALError)
}

extension Watchdog: BoardWatchdog {}

/// Where snapshots are kept.
protocol SnapshotStore: AnyObject {
    /// How keeping goes. From any thread.
    var status: RecorderStatus { get }
    /// How the log fares, for the rules. From the loop's thread: neither waits nor allocates.
    var condition: LogCondition { get }
    /// Takes a snapshot without waiting. The loop's thread only.
    func offer(_ snapshot: borrowing Snapshot)
    /// Writes what is waiting and closes, once the loop has ended.
    func finish(traceHash: String?) -> RecorderStatus
}

extension Recorder: SnapshotStore {}

/// Takes part in each step on the loop's own thread; must neither wait nor allocate.
protocol StepFollower: AnyObject {
    /// A step is about to begin; what is asked of the loop now counts in it.
    func prepare(_ control: ControlLoop)
    /// A step is complete; the snapshot is not to be kept.
    func follow(_ snapshot: borrowing Snapshot, of control: ControlLoop)
}

extension StepFollower {
    func prepare(_ control: ControlLoop) {}
}
