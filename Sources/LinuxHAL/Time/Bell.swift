import CLinuxHAL
import Quantities

/// Wakes a thread that has nothing to do. Ringing neither waits nor allocates.
public final class Bell: Sendable {
    private let descriptor: Int32

    /// A silent bell.
    public init() throws(LinuxHALError) {
        descriptor = hal_bell_open()
        if descriptor < 0 {
            throw LinuxHALError(
                resource: .thread, name: "eventfd", problem: .cannot("make a bell"),
                errno: -descriptor)
        }
    }

    deinit { if descriptor >= 0 { _ = hal_close(descriptor) } }

    /// Wakes who waits; who does not is not made to wait the next time. From any thread.
    public func ring() { hal_bell_ring(descriptor) }

    /// Waits until it rings, until another descriptor can be read, or until time is up.
    ///
    /// - Parameter other: A descriptor to wait for as well; -1 for none.
    public func wait(orReadable other: Int32 = -1, upTo time: Duration) {
        let milliseconds = time.inNanoseconds / 1_000_000
        _ = hal_bell_wait(descriptor, other, Int32(clamping: max(0, milliseconds)))
    }
}
