import Protection
import Quantities
import Synchronization

/// Moves records from the rings into the log, in transactions. Runs on a thread of its own.
///
/// Frames leave their ring when they are inserted; a transaction that fails later takes them with
/// it, and they are counted. Events leave their ring only when they are committed, so a failing
/// disk costs none until their ring is full.
final class LogWriter {
    let run: Int64
    let store: RunStore

    private let channel: RecorderChannel
    private let options: RecorderOptions

    /// When the oldest frame of the open transaction was taken.
    private var transactionStart: Instant?
    /// Frames of the open transaction, and what is lost with them if it fails.
    private var pendingFrames: UInt64 = 0
    private var pendingLoss: UInt64 = 0
    /// Frames lost since the last inserted one.
    private var loss: UInt64 = 0
    private var latestTime: Instant = .start
    private var retryTime: Instant?

    init(
        path: String, run: RunDescription, options: RecorderOptions, channel: RecorderChannel
    ) throws(RecordingError) {
        store = try RunStore(path: path, options: options)
        self.run = try store.beginRun(run)
        self.options = options
        self.channel = channel
    }

    func runUntilFinished() {
        while true {
            channel.work.waitForAny()
            // Asked before the rings are emptied: what was offered before the end is then in them.
            let isFinishing = channel.isFinishing.load(ordering: .acquiring)
            if isFinishing { retryTime = nil }
            writeWaitingEvents()
            writeWaitingFrames()
            if isFinishing {
                finish()
                return
            }
            channel.space.post()
        }
    }

    // MARK: Events

    private func writeWaitingEvents() {
        let count = channel.events.waitingCount
        guard count > 0 else { return }
        latestTime = max(latestTime, channel.events.header(at: 0).event.time)
        guard mayTry else { return }
        do throws(RecordingError) {
            try store.beginTransaction()
            for position in 0..<count {
                try store.insert(channel.events.header(at: position))
            }
            try commit(eventCount: UInt64(count))
        } catch {
            fail(error)
        }
    }

    // MARK: Frames

    private func writeWaitingFrames() {
        while channel.frames.waitingCount > 0 {
            var frame = channel.frames.header(at: 0)
            latestTime = max(latestTime, frame.now)
            frame.droppedFramesBefore += loss
            let body = channel.frames.body(at: 0, byteCount: frame.bodyByteCount)
            write(frame, body: body)
            channel.frames.drop(1)
            channel.space.post()
        }
        commitIfDue()
    }

    private func write(_ frame: PackFrame, body: UnsafeRawBufferPointer) {
        guard mayTry else {
            loss += 1
            channel.droppedFrames.wrappingAdd(1, ordering: .relaxed)
            return
        }
        do throws(RecordingError) {
            try store.beginTransaction()
            try store.insert(frame, body: body)
            transactionStart = transactionStart ?? frame.now
            pendingFrames += 1
            pendingLoss += frame.droppedFramesBefore + 1
            loss = 0
        } catch {
            loss += 1
            channel.droppedFrames.wrappingAdd(1, ordering: .relaxed)
            fail(error)
        }
    }

    private func commitIfDue() {
        guard let start = transactionStart, latestTime - start >= options.commitPeriod else {
            return
        }
        do throws(RecordingError) {
            try commit(eventCount: 0)
        } catch {
            fail(error)
        }
    }

    // MARK: Transactions and failures

    private var mayTry: Bool { retryTime.map { latestTime >= $0 } ?? true }

    private func commit(eventCount: UInt64) throws(RecordingError) {
        try store.commit()
        channel.events.drop(Int(eventCount))
        let frameCount = pendingFrames
        pendingFrames = 0
        pendingLoss = 0
        transactionStart = nil
        retryTime = nil
        channel.isFailing.store(false, ordering: .releasing)
        channel.written.withLock {
            $0.writtenFrames += frameCount
            $0.writtenEvents += eventCount
            $0.failure = nil
        }
    }

    private func fail(_ error: RecordingError) {
        store.rollBack()
        channel.droppedFrames.wrappingAdd(pendingFrames, ordering: .relaxed)
        loss += pendingLoss
        pendingFrames = 0
        pendingLoss = 0
        transactionStart = nil
        retryTime = latestTime + options.retryPeriod
        channel.isFailing.store(true, ordering: .releasing)
        channel.written.withLock {
            $0.failures += 1
            $0.failure = error
        }
    }

    private func finish() {
        do throws(RecordingError) {
            try store.beginTransaction()
            try store.endRun(
                run, traceHash: channel.traceHash.withLock { $0 }, endTime: latestTime,
                status: statusAtEnd)
            try commit(eventCount: 0)
        } catch {
            fail(error)
        }
        let unwritten = UInt64(channel.events.waitingCount)
        channel.droppedEvents.wrappingAdd(unwritten, ordering: .relaxed)
        store.close()
    }

    /// The status as it will be when the commit that stores it succeeds.
    private var statusAtEnd: RecorderStatus {
        var status = channel.status
        status.writtenFrames += pendingFrames
        return status
    }
}
