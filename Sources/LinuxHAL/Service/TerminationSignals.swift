import CLinuxHAL
import Glibc

/// A request to end the program.
public enum TerminationSignal: Sendable {
    /// SIGINT: somebody pressed Ctrl-C.
    case interrupt
    /// SIGTERM: the service manager stops the service.
    case terminate
}

/// SIGTERM and SIGINT as a question the loop asks once per step, in place of a handler that
/// interrupts a bus transfer.
///
/// Make one before any other thread starts: threads inherit that the signals are blocked, and one
/// that does not would end the process. They stay blocked when this object goes, so that a second
/// Ctrl-C cannot cut the ordered shutdown short.
public final class TerminationSignals {
    private let descriptor: Int32

    /// Blocks both signals in this thread and in those it will start.
    public init() throws(LinuxHALError) {
        descriptor = hal_signals_open([SIGTERM, SIGINT], 2)
        if descriptor < 0 {
            throw LinuxHALError(
                resource: .signals, name: "signalfd",
                problem: .cannot("receive SIGTERM and SIGINT"), errno: -descriptor)
        }
    }

    deinit { if descriptor >= 0 { _ = hal_close(descriptor) } }

    /// The next signal that has come in, or `nil`; never blocks.
    public func next() -> TerminationSignal? {
        switch hal_signals_read(descriptor) {
        case SIGTERM: .terminate
        case SIGINT: .interrupt
        default: nil
        }
    }
}
