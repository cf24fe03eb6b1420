import BackgroundWork
import Protection
import Quantities
import Synchronization

/// Moves records from the rings into the log, in transactions. Runs on a thread of its own.
///
/// Frames leave their ring when they are inserted; a transaction that cannot be committed takes
/// them with it, and they are counted. Events leave their ring only when they are committed, so a
/// failing disk costs none until their ring is full.
final class LogWriter: BackgroundBody {
    let run: Int64
    let store: RunStore
    /// Where a damaged log is now; `nil` when there was none.
    let setAside: String?

    private let channel: RecorderChannel
    private let options: RecorderOptions

    /// When the oldest frame of the open transaction was taken.
    private var transactionStart: Instant?
    /// Frames of the open transaction, and what is lost with them if it fails.
    private var pendingFrames: UInt64 = 0
    private var pendingLoss: UInt64 = 0
    /// Events of the open transaction; they are still in their ring.
    private var pendingEvents: UInt64 = 0
    /// Frames lost, here or at their ring, since the last inserted one.
    private var loss: UInt64 = 0
    private var latestTime: Instant = .start
    private var retryTime: Instant?
    private var carefulUntil: Instant = .start

    init(
        path: String, run: RunDescription, options: RecorderOptions, channel: RecorderChannel
    ) throws(RecordingError) {
        let log = try Self.begin(run, path: path, options: options)
        store = log.store
        self.run = log.run
        setAside = log.setAside
        if log.setAside != nil { channel.repairs.store(1, ordering: .relaxed) }
        self.options = options
        self.channel = channel
    }

    /// Begins a run in the log, or in a new one where that is found damaged.
    private static func begin(
        _ run: RunDescription, path: String, options: RecorderOptions
    ) throws(RecordingError) -> (store: RunStore, run: Int64, setAside: String?) {
        do throws(RecordingError) {
            let store = try RunStore(path: path, options: options)
            return (store, try store.beginRun(run), nil)
        } catch {
            guard options.setsDamagedAside, error.isAboutDamage, DamagedLog.isLog(path) else {
                throw error
            }
        }
        let place = try DamagedLog.setAside(path)
        let store = try RunStore(path: path, options: options)
        return (store, try store.beginRun(run), place)
    }

    func runUntilFinished() {
        while true {
            channel.work.waitForAny()
            // Asked before the rings are emptied: what was offered before the end is then in them.
            let isFinishing = channel.isFinishing.load(ordering: .acquiring)
            if isFinishing { retryTime = nil }
            writeWaitingRecords()
            if isFinishing {
                finish()
                return
            }
            channel.space.post()
        }
    }

    /// Empties the rings as far as the disk allows.
    func writeWaitingRecords() {
        writeWaitingEvents()
        writeWaitingFrames()
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
                pendingEvents += 1
            }
            try commit()
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
            commitIfDue()
            channel.frames.drop(1)
            channel.space.post()
        }
    }

    private func write(_ frame: PackFrame, body: UnsafeRawBufferPointer) {
        guard mayTry else {
            loss = frame.droppedFramesBefore + 1
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
            loss = frame.droppedFramesBefore + 1
            channel.droppedFrames.wrappingAdd(1, ordering: .relaxed)
            fail(error)
        }
    }

    private func commitIfDue() {
        guard let start = transactionStart else { return }
        let isDue = latestTime - start >= options.commitPeriod || latestTime < carefulUntil
        guard isDue else { return }
        do throws(RecordingError) {
            try commit()
        } catch {
            fail(error)
        }
    }

    // MARK: Transactions and failures

    private var mayTry: Bool { retryTime.map { latestTime >= $0 } ?? true }

    private func commit() throws(RecordingError) {
        try store.commit()
        let frameCount = pendingFrames
        let eventCount = pendingEvents
        forgetTransaction()
        channel.events.drop(Int(eventCount))
        retryTime = nil
        channel.isFailing.store(false, ordering: .releasing)
        // Events find room where frames no longer do.
        if frameCount > 0 { channel.isFull.store(false, ordering: .relaxed) }
        channel.written.withLock {
            $0.writtenFrames += frameCount
            $0.writtenEvents += eventCount
            // Ending a run needs no space, so its success does not say that records can be written.
            if frameCount + eventCount > 0 { $0.failure = nil }
        }
    }

    /// Gives up the open transaction, and has the next attempt wait. SQLite itself gives up all of
    /// a transaction when the disk is full, so from then on frames are committed one by one, until
    /// that has worked for a commit period.
    private func fail(_ error: RecordingError) {
        store.rollBack()
        channel.droppedFrames.wrappingAdd(pendingFrames, ordering: .relaxed)
        loss += pendingLoss
        forgetTransaction()
        retryTime = latestTime + options.retryPeriod
        carefulUntil = latestTime + options.retryPeriod + options.commitPeriod
        channel.isFailing.store(true, ordering: .releasing)
        channel.isFull.store(error.isAboutSpace, ordering: .relaxed)
        channel.written.withLock {
            $0.failures += 1
            $0.failure = error
        }
    }

    private func forgetTransaction() {
        pendingFrames = 0
        pendingLoss = 0
        pendingEvents = 0
        transactionStart = nil
    }

    private func finish() {
        do throws(RecordingError) {
            try store.beginTransaction()
            try store.endRun(
                run, traceHash: channel.traceHash.withLock { $0 }, endTime: latestTime,
                status: statusAtEnd)
            try commit()
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
