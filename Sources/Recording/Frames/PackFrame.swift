import Control
import Protection
import Quantities

/// The part of a snapshot that becomes plain columns: everything but the lists. A flat value that
/// is copied between threads without allocation.
struct PackFrame: Sendable {
    var sequence: UInt64 = 0
    var now: Instant = .start
    var state: ContactorState = .initialising
    var commanded: ContactorSet = []
    var feedback: ContactorSet = []
    var current: Reading<Current> = .missing(.notYetMeasured)
    var currentOfCellMonitor: Reading<Current> = .missing(.notYetMeasured)
    var packVoltage: Reading<Voltage> = .missing(.notYetMeasured)
    var busVoltage: Reading<Voltage> = .missing(.notYetMeasured)
    var interlockIsClosed = false
    var emergencyStopIsPressed = false
    var droppedEvents: UInt64 = 0
    var transferErrors: UInt64 = 0
    var timeToOpen: Duration?
    var chargeThroughput: Charge = .zero

    /// Due snapshots that were dropped between the frame before and this one.
    var droppedFramesBefore: UInt64 = 0
    /// Bytes in use in the frame's body.
    var bodyByteCount = 0

    init() {}

    init(_ snapshot: borrowing Snapshot) {
        sequence = snapshot.sequence
        now = snapshot.now
        state = snapshot.state
        commanded = snapshot.commanded
        feedback = snapshot.feedback
        current = snapshot.current
        currentOfCellMonitor = snapshot.currentOfCellMonitor
        packVoltage = snapshot.packVoltage
        busVoltage = snapshot.busVoltage
        interlockIsClosed = snapshot.interlockIsClosed
        emergencyStopIsPressed = snapshot.emergencyStopIsPressed
        droppedEvents = snapshot.droppedEvents
        transferErrors = snapshot.transferErrors
        timeToOpen = snapshot.timeToOpen
        chargeThroughput = snapshot.chargeThroughput
    }
}

/// One event on its way to the log.
struct EventRecord: Sendable {
    /// The step that decided it.
    var sequence: UInt64
    var event: FlagEvent
    /// Events that were dropped between the event before and this one.
    var droppedEventsBefore: UInt64
}
