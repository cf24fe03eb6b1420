import Control
import LinuxHAL
import Protection
import Quantities
import Synchronization

/// Everything that passes between the thread of the loop and the others. No side waits for the
/// other, and whatever is lost is counted.
///
/// Into the loop: what an operator asks for, and that the end has come. Out of it: a report of each
/// step with its flag changes, the latest snapshot, and how the loop ended.
final class LoopLink: Sendable {
    /// How the loop's thread ended.
    struct Outcome: Sendable, Equatable {
        /// All contactors read open.
        var isProvenOpen = false
        /// What ended it before its time: without a timer there is no loop.
        var failure: LinuxHALError?
    }

    /// Reports wait here while the main thread is busy: 100 s at 10 Hz.
    private static let reportCapacity = 1024
    private static let eventCapacity = 1024

    /// The latest snapshot, for whoever wants more than a report has.
    let latest: SnapshotBoard
    /// How punctual the loop has been; the main thread counts, any thread may look.
    let timings = Mutex(LoopTimings())
    /// Rung after every step and at the end.
    let bell: Bell

    private let requests = Atomic<UInt8>(0)
    private let stops = Atomic<Bool>(false)
    private let reports = BoundedQueue(capacity: reportCapacity, blank: StepReport())
    private let events: BoundedQueue<FlagEvent>
    private let lostReports = Atomic<UInt64>(0)
    private let ending = Mutex<Outcome?>(nil)

    init(cellCount: Int, stackCount: Int) throws(LinuxHALError) {
        latest = SnapshotBoard(cellCount: cellCount, stackCount: stackCount)
        bell = try Bell()
        let blank = FlagEvent(
            kind: .raised, diagnostic: .cellOvervoltage, grade: .operating, place: .system,
            value: 0, threshold: 0, time: .start, since: .start)
        events = BoundedQueue(capacity: Self.eventCapacity, blank: blank)
    }

    // MARK: - Into the loop, from any thread

    /// Asks for something at the next step; what is asked before it is taken together.
    func request(_ request: OperatorRequests) {
        requests.bitwiseOr(request.rawValue, ordering: .relaxed)
    }

    /// Asks the loop to open the contactors, prove it and end.
    func requestStop() { stops.store(true, ordering: .relaxed) }

    // MARK: - Out of the loop, to the main thread

    /// The oldest report that was not taken.
    func nextReport() -> StepReport? { reports.pop() }

    /// The oldest flag change that was not taken.
    func nextEvent() -> FlagEvent? { events.pop() }

    /// Reports that found their queue full.
    var lostReportCount: UInt64 { lostReports.load(ordering: .relaxed) }

    /// How the loop ended; `nil` while it runs.
    var outcome: Outcome? { ending.withLock { $0 } }

    // MARK: - The loop's side

    /// What was asked for since the last call.
    func takeRequests() -> OperatorRequests {
        OperatorRequests(rawValue: requests.exchange(0, ordering: .relaxed))
    }

    /// Whether the end was asked for.
    var isStopRequested: Bool { stops.load(ordering: .relaxed) }

    /// Hands over a flag change; `false` when there is no room.
    func publish(_ event: FlagEvent) -> Bool { events.push(event) }

    /// Hands over the report of a step, after its flag changes.
    func publish(_ report: StepReport) {
        if !reports.push(report) { lostReports.wrappingAdd(1, ordering: .relaxed) }
        bell.ring()
    }

    /// Says how the loop ended; it touches nothing after that.
    func end(_ outcome: Outcome) {
        ending.withLock { $0 = outcome }
        bell.ring()
    }
}
