import Glibc

/// The thread that runs an ``OperatorServer``, from its making to ``stop()``.
public final class OperatorServerThread {
    private static let stackByteCount = 512 * 1024
    /// Niceness of the thread: a busy operator takes what the loop and the log leave.
    fileprivate static let niceness: Int32 = 10

    private let server: OperatorServer
    private var thread: pthread_t?

    /// Starts at ordinary priority, whatever the priority of the caller.
    ///
    /// - Throws: when the system cannot start a thread.
    public init(_ server: OperatorServer) throws(OperatorChannelError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, Self.stackByteCount)
        pthread_attr_setinheritsched(&attributes, Int32(PTHREAD_EXPLICIT_SCHED))
        pthread_attr_setschedpolicy(&attributes, SCHED_OTHER)
        self.server = server
        var thread = pthread_t()
        let context = Unmanaged.passRetained(server)
        let result = pthread_create(&thread, &attributes, runOperatorServer, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw .cannot("start a thread", path: "operator channel", errno: result)
        }
        self.thread = thread
    }

    deinit { stop() }

    /// Ends serving; clients are let go. Returns within a pass of the server.
    public func stop() {
        guard let thread else { return }
        self.thread = nil
        server.stop()
        pthread_join(thread, nil)
    }
}

/// The body of the thread: a free function, because a closure may inherit an actor.
private func runOperatorServer(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    // Signals belong to the program's own threads.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // Of this thread alone (setpriority(2), on Linux). Without it serving only costs more.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, OperatorServerThread.niceness)
    Unmanaged<OperatorServer>.fromOpaque(context).takeRetainedValue().runUntilStopped()
    return nil
}
