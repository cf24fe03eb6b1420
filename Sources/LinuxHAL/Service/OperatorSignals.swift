import CLinuxHAL
import Glibc

/// What somebody at the keyboard, or the service manager, asks for by a signal.
public enum OperatorSignal: Sendable {
    /// SIGINT: somebody pressed Ctrl-C.
    case interrupt
    /// SIGTERM: the service manager stops the service.
    case terminate
    /// SIGUSR1: tell how the loop does.
    case report
}

/// SIGTERM, SIGINT and SIGUSR1 as a question that is asked, in place of a handler that interrupts
/// a bus transfer.
///
/// Make one before any other thread starts: threads inherit that the signals are blocked, and one
/// that does not would end the process. They stay blocked when this object goes, so that a second
/// Ctrl-C cannot cut the ordered shutdown short.
public final class OperatorSignals {
    /// Becomes readable when a signal waits.
    public let descriptor: Int32

    /// Blocks the signals in this thread and in those it will start.
    public init() throws(LinuxHALError) {
        descriptor = hal_signals_open([SIGTERM, SIGINT, SIGUSR1], 3)
        if descriptor < 0 {
            throw LinuxHALError(
                resource: .signals, name: "signalfd",
                problem: .cannot("receive SIGTERM, SIGINT and SIGUSR1"), errno: -descriptor)
        }
    }

    deinit { if descriptor >= 0 { _ = hal_close(descriptor) } }

    /// The next signal that has come in, or `nil`; never blocks.
    public func next() -> OperatorSignal? {
        switch hal_signals_read(descriptor) {
        case SIGTERM: .terminate
        case SIGINT: .interrupt
        case SIGUSR1: .report
        default: nil
        }
    }
}
