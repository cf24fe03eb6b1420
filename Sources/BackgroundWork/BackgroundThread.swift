import Glibc

/// Work that a ``BackgroundThread`` does from its start to the end of the thread.
public protocol BackgroundBody: AnyObject {
    /// Returns when whoever owns the thread has asked for the end.
    func runUntilFinished()
}

/// A thread for what may take its time: writing to a disk, answering an operator.
public struct BackgroundThread {
    private let thread: pthread_t

    /// Starts at ordinary priority, whatever the priority of the caller.
    ///
    /// - Parameters:
    ///   - body: Lives as long as the thread.
    ///   - stackByteCount: Bytes.
    ///   - niceness: 0 to 19: how far the work stands back behind other ordinary work.
    /// - Throws: when the system cannot start one more thread.
    public init(
        _ body: any BackgroundBody, stackByteCount: Int, niceness: Int32 = 0
    ) throws(ThreadError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackByteCount)
        pthread_attr_setinheritsched(&attributes, Int32(PTHREAD_EXPLICIT_SCHED))
        pthread_attr_setschedpolicy(&attributes, SCHED_OTHER)

        var thread = pthread_t()
        let context = Unmanaged.passRetained(Start(body, niceness: niceness))
        let result = pthread_create(&thread, &attributes, runBody, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw ThreadError(errno: result)
        }
        self.thread = thread
    }

    /// Waits until the body has returned. Once.
    public func join() {
        pthread_join(thread, nil)
    }
}

/// Why there is no thread.
public struct ThreadError: Error, Equatable {
    public let errno: Int32
}

/// What a thread is given on its way.
private final class Start {
    let body: any BackgroundBody
    let niceness: Int32

    init(_ body: any BackgroundBody, niceness: Int32) {
        self.body = body
        self.niceness = niceness
    }
}

/// The body of the thread: a free function, because a closure may inherit an actor.
private func runBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    // Signals belong to the program's own threads.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
    // Of this thread alone (setpriority(2), on Linux). Refused, the work only costs more.
    if start.niceness > 0 {
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, start.niceness)
    }
    start.body.runUntilFinished()
    return nil
}
