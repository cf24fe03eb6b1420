import Glibc

/// A counting semaphore. Posting neither waits nor allocates, so the control thread may do it.
///
/// Unchecked: POSIX makes the calls safe from any thread, and the memory never moves.
public final class Semaphore: @unchecked Sendable {
    private let handle: UnsafeMutablePointer<sem_t>

    public init() {
        handle = .allocate(capacity: 1)
        handle.initialize(to: sem_t())
        let result = sem_init(handle, 0, 0)
        precondition(result == 0, "A semaphore of one process starting at 0 is always possible.")
    }

    deinit {
        sem_destroy(handle)
        handle.deallocate()
    }

    /// Adds one. At the limit of the counter it stays there: someone is then awake anyway.
    public func post() {
        sem_post(handle)
    }

    /// Waits for one.
    public func wait() {
        // A signal ends the wait early; it goes on.
        while sem_wait(handle) != 0 {}
    }

    /// Waits for at least one, and takes all there are.
    public func waitForAny() {
        wait()
        while sem_trywait(handle) == 0 {}
    }
}
