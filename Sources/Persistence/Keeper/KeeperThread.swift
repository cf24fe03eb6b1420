import Glibc

/// The thread that writes copies of the state.
struct KeeperThread {
    private static let stackByteCount = 256 * 1024

    private let thread: pthread_t

    /// Starts at ordinary priority, whatever the priority of the caller.
    init(_ mailbox: StateMailbox) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, Self.stackByteCount)
        pthread_attr_setinheritsched(&attributes, Int32(PTHREAD_EXPLICIT_SCHED))
        pthread_attr_setschedpolicy(&attributes, SCHED_OTHER)
        defer { pthread_attr_destroy(&attributes) }

        var thread = pthread_t()
        let context = Unmanaged.passRetained(mailbox).toOpaque()
        let result = pthread_create(&thread, &attributes, runMailbox, context)
        precondition(result == 0, "The system must be able to start one more thread.")
        self.thread = thread
    }

    /// Waits until the last copy is written.
    func join() {
        pthread_join(thread, nil)
    }
}

/// The body of the thread: a free function, because a closure may inherit an actor.
private func runMailbox(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    // Signals belong to the program's own threads.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Unmanaged<StateMailbox>.fromOpaque(context).takeRetainedValue().writeUntilFinished()
    return nil
}
