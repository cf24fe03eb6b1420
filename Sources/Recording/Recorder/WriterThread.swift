import Glibc

/// The thread that runs a ``LogWriter`` to its end.
struct WriterThread {
    private static let stackByteCount = 512 * 1024

    private let thread: pthread_t

    /// Starts at ordinary priority, whatever the priority of the caller.
    init(_ writer: LogWriter) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, Self.stackByteCount)
        pthread_attr_setinheritsched(&attributes, Int32(PTHREAD_EXPLICIT_SCHED))
        pthread_attr_setschedpolicy(&attributes, SCHED_OTHER)
        defer { pthread_attr_destroy(&attributes) }

        var thread = pthread_t()
        let context = Unmanaged.passRetained(writer).toOpaque()
        let result = pthread_create(&thread, &attributes, runLogWriter, context)
        precondition(result == 0, "The system must be able to start one more thread.")
        self.thread = thread
    }

    /// Waits until the writer has ended.
    func join() {
        pthread_join(thread, nil)
    }
}

/// The body of the thread: a free function, because a closure may inherit an actor.
private func runLogWriter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    // Signals belong to the program's own threads.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Unmanaged<LogWriter>.fromOpaque(context).takeRetainedValue().runUntilFinished()
    return nil
}
