import Synchronization

/// A bounded queue from one thread to one other, all of its memory taken at the start.
///
/// Each slot has a header and, for frames, a fixed number of bytes. Neither side ever waits here:
/// a full ring says so. The counters only grow; the slot is the counter modulo the capacity.
///
/// Unchecked: the producer touches only slots from `written` on, the consumer only those before
/// it, and each publishes its counter with release and reads the other's with acquire.
final class RecordRing<Header: Sendable>: @unchecked Sendable {
    let capacity: Int
    private let bytesPerSlot: Int
    private let headers: UnsafeMutablePointer<Header>
    private let bytes: UnsafeMutableRawPointer
    private let written = Atomic<Int>(0)
    private let read = Atomic<Int>(0)

    /// `blank` fills the headers until they are used.
    init(capacity: Int, bytesPerSlot: Int, blank: Header) {
        self.capacity = capacity
        self.bytesPerSlot = bytesPerSlot
        headers = .allocate(capacity: capacity)
        headers.initialize(repeating: blank, count: capacity)
        bytes = .allocate(byteCount: max(1, capacity * bytesPerSlot), alignment: 8)
        // Touched now, so that the control thread never takes the page fault.
        bytes.initializeMemory(as: UInt8.self, repeating: 0, count: capacity * bytesPerSlot)
    }

    deinit {
        headers.deinitialize(count: capacity)
        headers.deallocate()
        bytes.deallocate()
    }

    /// Copies a record into the next slot; `false`, and nothing happens, when the ring is full.
    /// Producer only.
    func push(_ header: Header, body: UnsafeRawBufferPointer) -> Bool {
        precondition(body.count <= bytesPerSlot, "A record must fit its slot.")
        let next = written.load(ordering: .relaxed)
        guard next - read.load(ordering: .acquiring) < capacity else { return false }
        let slot = next % capacity
        headers[slot] = header
        if let source = body.baseAddress {
            (bytes + slot * bytesPerSlot).copyMemory(from: source, byteCount: body.count)
        }
        written.store(next + 1, ordering: .releasing)
        return true
    }

    /// Records waiting. Consumer only: it can only grow until the next ``drop(_:)``.
    var waitingCount: Int {
        written.load(ordering: .acquiring) - read.load(ordering: .relaxed)
    }

    /// The header of a waiting record, counted from the oldest. Consumer only.
    func header(at position: Int) -> Header {
        headers[slot(at: position)]
    }

    /// The first bytes of a waiting record, valid until it is dropped. Consumer only.
    func body(at position: Int, byteCount: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes + slot(at: position) * bytesPerSlot, count: byteCount)
    }

    /// Gives the slots of the oldest records back. Consumer only.
    func drop(_ count: Int) {
        read.store(read.load(ordering: .relaxed) + count, ordering: .releasing)
    }

    private func slot(at position: Int) -> Int {
        precondition(position < waitingCount, "Only a waiting record can be read.")
        return (read.load(ordering: .relaxed) + position) % capacity
    }
}
