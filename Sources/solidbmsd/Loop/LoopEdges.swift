import Control
import LinuxHAL
import Recording

// What the loop talks to besides the rig, each the size of what it needs; tests bring their own.

/// Where requests to end the program come from.
protocol StopRequests: AnyObject {
    /// The next request, or `nil`; never blocks.
    func next() -> TerminationSignal?
}

extension TerminationSignals: StopRequests {}

/// Who started the program and wants to know how it does.
protocol ServiceListener: AnyObject {
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

/// Where snapshots are kept.
protocol SnapshotStore: AnyObject {
    /// How keeping goes.
    var status: RecorderStatus { get }
    /// Takes a snapshot without waiting.
    func offer(_ snapshot: borrowing Snapshot)
    /// Writes what is waiting and closes.
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
