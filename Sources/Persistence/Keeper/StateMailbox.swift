import BackgroundWork
import Synchronization

/// One copy on its way from the control thread to the thread that writes it.
///
/// Unchecked: the memory belongs to the control thread while the box is free and to the writer
/// while it is full, and each side publishes the change with release and reads it with acquire. The
/// store is used by the writer only, or after its thread has ended.
final class StateMailbox: BackgroundBody, @unchecked Sendable {
    private let store: StateStore
    private let memory: UnsafeMutableRawBufferPointer
    private var length = 0
    private let isFull = Atomic<Bool>(false)
    private let isFinishing = Atomic<Bool>(false)
    /// Whether the last write failed.
    let isFailing = Atomic<Bool>(false)
    private let work = Semaphore()
    private let written = Mutex(KeeperStatus())
    private let report: @Sendable (PersistenceError?) -> Void

    init(
        store: StateStore, capacity: Int, report: @escaping @Sendable (PersistenceError?) -> Void
    ) {
        self.store = store
        self.report = report
        memory = .allocate(byteCount: capacity, alignment: 16)
        // Touched now, so that the control thread never takes the page fault.
        memory.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { memory.deallocate() }

    var status: KeeperStatus { written.withLock { $0 } }

    /// Whether a copy can be taken. Control thread only.
    var isFree: Bool { !isFull.load(ordering: .acquiring) }

    /// Takes a copy into a free box. Control thread only.
    ///
    /// - Parameter encode: Returns the length of what it wrote.
    func fill(_ encode: (UnsafeMutableRawBufferPointer) -> Int) {
        precondition(isFree, "A full box takes no copy.")
        length = encode(memory)
        isFull.store(true, ordering: .releasing)
        work.post()
    }

    /// Ends the writer once it has written what is waiting.
    func finish() {
        isFinishing.store(true, ordering: .releasing)
        work.post()
    }

    /// The body of the writer's thread.
    func runUntilFinished() {
        while true {
            work.wait()
            let isLast = isFinishing.load(ordering: .acquiring)
            writeWaiting()
            if isLast { return }
        }
    }

    /// Writes the waiting copy, if there is one.
    func writeWaiting() {
        guard isFull.load(ordering: .acquiring) else { return }
        let copy = UnsafeMutableRawBufferPointer(rebasing: memory[..<length])
        var failure: PersistenceError?
        do throws(PersistenceError) {
            try store.write(copy, capacity: memory.count)
        } catch { failure = error }
        let found = failure
        let hasChanged = written.withLock { status in
            if found == nil { status.writtenCopies += 1 }
            defer { status.failure = found }
            return status.failure != found
        }
        if hasChanged { report(found) }
        isFailing.store(found != nil, ordering: .relaxed)
        isFull.store(false, ordering: .releasing)
    }
}
