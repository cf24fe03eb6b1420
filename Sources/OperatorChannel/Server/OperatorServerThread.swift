import BackgroundWork

/// The thread that runs an ``OperatorServer``, from its making to ``stop()``.
public final class OperatorServerThread {
    private static let stackByteCount = 512 * 1024
    /// A busy operator takes what the loop and the log leave.
    private static let niceness: Int32 = 10

    private let server: OperatorServer
    private var thread: BackgroundThread?

    /// Starts at ordinary priority, whatever the priority of the caller.
    ///
    /// - Throws: when the system cannot start a thread.
    public init(_ server: OperatorServer) throws(OperatorChannelError) {
        self.server = server
        do throws(ThreadError) {
            thread = try BackgroundThread(
                Serving(server), stackByteCount: Self.stackByteCount, niceness: Self.niceness)
        } catch {
            throw .cannot("start a thread", path: "operator channel", errno: error.errno)
        }
    }

    deinit { stop() }

    /// Ends serving; clients are let go. Returns within a pass of the server.
    public func stop() {
        guard let thread else { return }
        self.thread = nil
        server.stop()
        thread.join()
    }
}

/// Keeps the server's public face free of how its thread is made.
private final class Serving: BackgroundBody {
    private let server: OperatorServer

    init(_ server: OperatorServer) { self.server = server }

    func runUntilFinished() { server.runUntilFinished() }
}
