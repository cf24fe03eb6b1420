import Synchronization

/// A bounded queue from one thread to one other, all of its memory taken at the start.
///
/// Neither side waits: a full queue says so, and who fills it counts what was lost. The counters
/// only grow; the slot is the counter modulo the capacity.
///
/// Unchecked: the producer touches only slots from `written` on, the consumer only those before
/// it, and each publishes its counter with release and reads the other's with acquire.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    let capacity: Int
    private let slots: UnsafeMutablePointer<Element>
    private let written = Atomic<Int>(0)
    private let read = Atomic<Int>(0)

    /// - Parameter blank: Fills the slots until they are used.
    init(capacity: Int, blank: Element) {
        precondition(capacity > 0, "A queue needs at least one slot.")
        self.capacity = capacity
        slots = .allocate(capacity: capacity)
        // Touched now, so that the loop's thread never takes the page fault.
        slots.initialize(repeating: blank, count: capacity)
    }

    deinit {
        slots.deinitialize(count: capacity)
        slots.deallocate()
    }

    /// Appends an element; `false`, and nothing happens, when the queue is full. Producer only.
    func push(_ element: Element) -> Bool {
        let next = written.load(ordering: .relaxed)
        guard next - read.load(ordering: .acquiring) < capacity else { return false }
        slots[next % capacity] = element
        written.store(next + 1, ordering: .releasing)
        return true
    }

    /// Takes the oldest element; `nil` when there is none. Consumer only.
    func pop() -> Element? {
        let next = read.load(ordering: .relaxed)
        guard next < written.load(ordering: .acquiring) else { return nil }
        let element = slots[next % capacity]
        read.store(next + 1, ordering: .releasing)
        return element
    }
}
