import Control
import Protection
import Quantities

/// What the thread of the loop tells the others of one step: everything that is logged, shown and
/// counted, in a value without references.
struct StepReport: Sendable {
    /// Of the snapshot.
    var now: Instant = .start
    var state = ContactorState.initialising
    var refusal: RequestRefusal?
    var timeToOpen: Duration?
    var transferErrors: UInt64 = 0
    /// Flag changes that did not fit the snapshot, or the queue to the other threads.
    var droppedEvents: UInt64 = 0
    /// Flag changes of this step, to be taken from their own queue.
    var eventCount = 0
    var activeFlagCount = 0
    /// The first of the gravest.
    var worstFlag: FlagEvent?

    /// Every coil is off; and read open as well, with nothing under way.
    var isCommandedOpen = false
    var isProvenOpen = false

    /// Beats that passed unserved before the step.
    var missed: Int64 = 0
    var timing = StepTiming()
    /// From the first byte asked of a chip to the last coil commanded.
    var sampleToDecision: Duration?
    /// The whole step; known once it is over.
    var duration: Duration = .zero
    /// The first of the buses, and how many of them there are.
    var buses = InlineArray<4, BusSnapshot>(repeating: BusSnapshot())
    var busCount = 0
    /// Whether there are buses that have no place in ``buses``.
    var hasMoreBuses = false
    /// Accesses to lines that failed, since the start; and the last of them.
    var lineErrors: UInt64 = 0
    var lineFailure: LineFailure?
    /// Feedings that the board's watchdog refused, since the start.
    var feedErrors: UInt64 = 0

    init() {}

    /// Takes from a snapshot what belongs in a report.
    init(_ snapshot: borrowing Snapshot) {
        now = snapshot.now
        state = snapshot.state
        refusal = snapshot.refusal
        timeToOpen = snapshot.timeToOpen
        transferErrors = snapshot.transferErrors
        droppedEvents = snapshot.droppedEvents
        busCount = min(snapshot.buses.count, buses.count)
        hasMoreBuses = snapshot.buses.count > buses.count
        for index in 0..<busCount { buses[index] = snapshot.buses[index] }
        lineErrors = snapshot.lineErrors
        lineFailure = snapshot.lineFailure
        activeFlagCount = snapshot.activeFlags.count
        for index in snapshot.activeFlags.indices {
            let flag = snapshot.activeFlags[index]
            if let grade = worstFlag?.grade, grade >= flag.grade { continue }
            worstFlag = flag
        }
        isCommandedOpen = snapshot.commanded.isEmpty
        isProvenOpen =
            isCommandedOpen && snapshot.feedback.isEmpty && snapshot.state != .opening
    }
}
