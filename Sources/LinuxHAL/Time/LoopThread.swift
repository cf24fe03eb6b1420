import CLinuxHAL
import Glibc

/// A thread for work that must be on time: a stack of known size, touched before the work begins,
/// a name for `top -H`, and a scheduling policy.
///
/// The closure is called once; signals stay with the program's other threads.
public final class LoopThread {
    /// How the kernel picks it among others.
    public enum Scheduling: Equatable, Sendable {
        /// As the thread that starts it: a service manager may have given that one a priority.
        case inherited
        /// Before every thread of the ordinary kind, 1 to 99 (SCHED_FIFO).
        case firstInFirstOut(priority: Int32)
    }

    private let thread: pthread_t
    private var isJoined = false

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - name: Up to 15 bytes.
    ///   - stackByteCount: Twice what is touched beforehand, or more.
    /// - Throws: with EPERM when this user may not have that priority.
    public init(
        name: String, stackByteCount: Int = 1024 * 1024, scheduling: Scheduling,
        body: @escaping @Sendable () -> Void
    ) throws(LinuxHALError) {
        precondition(name.utf8.count < 16, "The kernel keeps 15 bytes of a thread's name.")
        precondition(
            stackByteCount >= 2 * Int(hal_prefaulted_size), "What is touched has to be there.")
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackByteCount)
        switch scheduling {
        case .inherited:
            pthread_attr_setinheritsched(&attributes, Int32(PTHREAD_INHERIT_SCHED))
        case .firstInFirstOut(let priority):
            pthread_attr_setinheritsched(&attributes, Int32(PTHREAD_EXPLICIT_SCHED))
            pthread_attr_setschedpolicy(&attributes, SCHED_FIFO)
            var parameters = sched_param(sched_priority: priority)
            pthread_attr_setschedparam(&attributes, &parameters)
        }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(ThreadBody(name, body))
        let result = pthread_create(&thread, &attributes, runThreadBody, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw LinuxHALError(
                resource: .thread, name: name, problem: .cannot("start the thread"), errno: result)
        }
        self.thread = thread
    }

    /// A thread that nobody waited for, because it hangs, keeps its memory only until it ends.
    deinit { if !isJoined { pthread_detach(thread) } }

    /// Waits until the work has ended. To be called once.
    public func join() {
        isJoined = true
        pthread_join(thread, nil)
    }
}

/// What a thread does, on its way to it.
private final class ThreadBody: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

/// A free function, because a closure may inherit an actor.
private func runThreadBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    hal_prefault_stack()
    let work = Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue()
    hal_set_thread_name(work.name)
    work.body()
    return nil
}
