import BackgroundWork
import Control
import Protection
import Quantities
import Synchronization

/// What the control thread and the writer thread share.
final class RecorderChannel: Sendable {
    let frames: RecordRing<PackFrame>
    let events: RecordRing<EventRecord>
    /// Something waits in a ring, or the run ends.
    let work = Semaphore()
    /// Slots became free, or the disk fails.
    let space = Semaphore()
    let isFinishing = Atomic<Bool>(false)
    let isFailing = Atomic<Bool>(false)
    /// The latest attempt to write found no room.
    let isFull = Atomic<Bool>(false)
    /// Damaged logs set aside.
    let repairs = Atomic<UInt64>(0)
    /// Records that found their ring full, or that the disk refused.
    let droppedFrames = Atomic<UInt64>(0)
    let droppedEvents = Atomic<UInt64>(0)
    /// Told to the writer for the end of the run.
    let traceHash = Mutex<String?>(nil)
    /// The writer's part of the status.
    let written = Mutex(RecorderStatus())

    init(options: RecorderOptions, bodyByteCount: Int) {
        frames = RecordRing(
            capacity: options.frameCapacity, bytesPerSlot: bodyByteCount, blank: PackFrame())
        let event = FlagEvent(
            kind: .raised, diagnostic: .cellOvervoltage, grade: .operating, place: .system,
            value: 0, threshold: 0, time: .start, since: .start)
        events = RecordRing(
            capacity: options.eventCapacity, bytesPerSlot: 0,
            blank: EventRecord(sequence: 0, event: event, droppedEventsBefore: 0))
    }

    /// For the loop: nothing here is locked.
    var condition: LogCondition {
        var condition = LogCondition()
        condition.droppedRecords =
            droppedFrames.load(ordering: .relaxed) &+ droppedEvents.load(ordering: .relaxed)
        condition.isFull = isFull.load(ordering: .relaxed)
        condition.repairs = repairs.load(ordering: .relaxed)
        return condition
    }

    var status: RecorderStatus {
        var status = written.withLock { $0 }
        status.droppedFrames = droppedFrames.load(ordering: .relaxed)
        status.droppedEvents = droppedEvents.load(ordering: .relaxed)
        return status
    }
}
