import BackgroundWork
public import Control
import Protection
import Quantities
import Synchronization

/// Writes a run into a log: the control thread offers snapshots, a thread of its own writes them.
///
/// ```swift
/// let recorder = try Recorder(path: "rig.sqlite", run: description, options: .realTime)
/// while running { recorder.offer(loop.step(now: clock.now)) }
/// let status = recorder.finish(traceHash: nil)
/// ```
///
/// Offering allocates nothing and, with `dropWhenFull`, never waits. A failing disk is reported by
/// ``status`` and never reaches the caller of ``offer(_:)``; writing is tried again later.
///
/// Unchecked: ``offer(_:)`` and ``finish(traceHash:)`` must come from one thread at a time, the
/// loop's; ``status`` may be read from any.
public final class Recorder: @unchecked Sendable {
    /// The number of the run in the log.
    public let run: Int64
    /// Where a log that was found damaged is now; `nil` when there was none.
    public let setAside: String?

    private let options: RecorderOptions
    private let cellCount: Int
    private let stackCount: Int
    private let channel: RecorderChannel
    private var thread: BackgroundThread?
    /// The writer, until its thread starts.
    private var writer: LogWriter?

    /// The latest snapshot, encoded. It is written at the end even when it was not due.
    private let latest: UnsafeMutableRawPointer
    private var latestPack = PackFrame()
    private var latestIsRecorded = true
    private var latestIsCountedAsDropped = false

    private var nextFrame: Instant?
    private var previousState: ContactorState = .initialising
    private var previousCommanded: ContactorSet = []
    private var droppedFramesSinceLast: UInt64 = 0
    private var droppedEventsSinceLast: UInt64 = 0

    /// Opens the log, which is made or migrated when needed, and begins a run in it.
    ///
    /// - Throws: when the log cannot be opened, locked, migrated or written.
    public convenience init(
        path: String, run: RunDescription, options: RecorderOptions
    ) throws(RecordingError) {
        try self.init(path: path, run: run, options: options, startsWriter: true)
    }

    /// Without a writer the rings only fill, until ``startWriter()``.
    init(
        path: String, run: RunDescription, options: RecorderOptions, startsWriter: Bool
    ) throws(RecordingError) {
        cellCount = run.cells.count
        stackCount = run.stackNames.count
        self.options = options
        let bodyByteCount = FrameFormat.byteCount(
            cells: cellCount, stacks: stackCount, flags: Snapshot.flagLimit)
        channel = RecorderChannel(options: options, bodyByteCount: bodyByteCount)
        let writer = try LogWriter(path: path, run: run, options: options, channel: channel)
        self.run = writer.run
        setAside = writer.setAside
        self.writer = writer
        latest = .allocate(byteCount: bodyByteCount, alignment: 8)
        latest.initializeMemory(as: UInt8.self, repeating: 0, count: bodyByteCount)
        if startsWriter { startWriter() }
    }

    deinit {
        finish(traceHash: nil)
        latest.deallocate()
    }

    /// How recording goes. From any thread.
    public var status: RecorderStatus { channel.status }

    /// How the log fares, for the rules of the loop. Locks nothing; allocates nothing.
    public var condition: LogCondition { channel.condition }

    /// Due snapshots that are not in the log. From any thread; cheap.
    public var droppedCount: UInt64 { channel.droppedFrames.load(ordering: .relaxed) }

    /// Takes what is to be recorded of a step. Snapshots come in the order of their time.
    public func offer(_ snapshot: borrowing Snapshot) {
        precondition(
            snapshot.cells.count == cellCount && snapshot.stacks.count == stackCount,
            "A snapshot must have the cells and stacks of its run.")
        precondition(thread != nil || writer != nil, "A finished run takes no more snapshots.")
        offerEvents(of: snapshot)

        let isDue = isFrameDue(snapshot)
        latestPack = PackFrame(snapshot)
        latestPack.bodyByteCount = FrameEncoder.encode(snapshot, into: latest)
        latestIsRecorded = false
        latestIsCountedAsDropped = false
        if isDue { offerLatest(mayWait: options.fullPolicy == .waitWhenFull) }
    }

    /// Writes what is still waiting and the last snapshot, ends the run and closes the log. The
    /// caller waits for it. A second call does nothing.
    ///
    /// - Parameter traceHash: the hash of the run's trace, in the caller's own notation.
    @discardableResult
    public func finish(traceHash: String?) -> RecorderStatus {
        startWriter()
        guard let thread else { return status }
        if !latestIsRecorded { offerLatest(mayWait: true) }
        channel.traceHash.withLock { $0 = traceHash }
        channel.isFinishing.store(true, ordering: .releasing)
        channel.work.post()
        thread.join()
        self.thread = nil
        return status
    }

    private static let stackByteCount = 512 * 1024

    /// Hands the writer to its thread. A second call does nothing.
    func startWriter() {
        guard let writer else { return }
        do throws(ThreadError) {
            thread = try BackgroundThread(writer, stackByteCount: Self.stackByteCount)
        } catch { preconditionFailure("The system must be able to start one more thread.") }
        self.writer = nil
    }

    /// For tests that break the log under a writer that has not started.
    var unstartedWriter: LogWriter? { writer }

    // MARK: The control thread's side of the rings

    private static var noBody: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private func offerEvents(of snapshot: borrowing Snapshot) {
        for index in snapshot.events.indices {
            let record = EventRecord(
                sequence: snapshot.sequence, event: snapshot.events[index],
                droppedEventsBefore: droppedEventsSinceLast)
            let mayWait = options.fullPolicy == .waitWhenFull
            if push(mayWait: mayWait, { $0.events.push(record, body: Self.noBody) }) {
                droppedEventsSinceLast = 0
            } else {
                droppedEventsSinceLast += 1
                channel.droppedEvents.wrappingAdd(1, ordering: .relaxed)
            }
        }
    }

    private func offerLatest(mayWait: Bool) {
        if latestIsCountedAsDropped {
            latestIsCountedAsDropped = false
            droppedFramesSinceLast -= 1
            channel.droppedFrames.wrappingSubtract(1, ordering: .relaxed)
        }
        latestPack.droppedFramesBefore = droppedFramesSinceLast
        let body = UnsafeRawBufferPointer(start: latest, count: latestPack.bodyByteCount)
        if push(mayWait: mayWait, { $0.frames.push(latestPack, body: body) }) {
            droppedFramesSinceLast = 0
            latestIsRecorded = true
        } else {
            latestIsCountedAsDropped = true
            droppedFramesSinceLast += 1
            channel.droppedFrames.wrappingAdd(1, ordering: .relaxed)
        }
    }

    /// Pushes and wakes the writer. Waits for space if it may and the disk works.
    private func push(mayWait: Bool, _ push: (RecorderChannel) -> Bool) -> Bool {
        while !push(channel) {
            guard mayWait, thread != nil, !channel.isFailing.load(ordering: .acquiring) else {
                return false
            }
            // The writer may have gone to sleep with events it could not write before the disk
            // worked again; it always answers work with space.
            channel.work.post()
            channel.space.waitForAny()
        }
        channel.work.post()
        return true
    }

    /// The period's own grid is kept, so that a late step does not shift all that follow.
    private func isFrameDue(_ snapshot: borrowing Snapshot) -> Bool {
        let hasChanged =
            snapshot.state != previousState
            || snapshot.commanded != previousCommanded || !snapshot.events.isEmpty
        previousState = snapshot.state
        previousCommanded = snapshot.commanded
        guard let due = nextFrame else {
            nextFrame = snapshot.now + options.framePeriod
            return true
        }
        guard snapshot.now >= due else { return hasChanged }
        let next = due + options.framePeriod
        nextFrame = next > snapshot.now ? next : snapshot.now + options.framePeriod
        return true
    }
}
