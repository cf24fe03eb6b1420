import CLinuxHAL
import Glibc
import Quantities

/// A hardware watchdog of the kernel: without food it resets the whole board.
///
/// Far too slow for the safety of a cell (Raspberry Pi: 1 to 15 s). It brings back a machine that
/// hangs; the external window watchdog opens the contactors.
///
/// When this object goes without ``disarm()``, and when the process dies, the watchdog stays armed
/// and resets the board: that is its purpose.
public final class Watchdog {
    /// The device node.
    public let path: String

    /// The timeout that the driver granted.
    public let timeout: Duration

    /// Whether the last reset of the machine was the watchdog's, where the hardware can tell.
    public let causedLastReset: Bool

    private var descriptor: Int32

    /// Opens and arms the watchdog.
    ///
    /// - Parameter timeout: 1 s or longer, rounded up to whole seconds.
    public init(
        path: String = "/dev/watchdog", timeout: Duration
    ) throws(LinuxHALError) {
        precondition(timeout >= .seconds(1), "A hardware watchdog counts whole seconds.")
        self.path = path
        descriptor = hal_watchdog_open(path)
        if descriptor < 0 { throw Self.failure(path, "open the watchdog", descriptor) }
        causedLastReset = hal_watchdog_caused_reset(descriptor) > 0
        let granted = hal_watchdog_set_timeout(descriptor, Self.wholeSeconds(of: timeout))
        self.timeout = .seconds(Int64(max(granted, 0)))
        if granted < 0 {
            // Armed by open with a timeout that nobody asked for.
            _ = hal_watchdog_disarm(descriptor)
            throw LinuxHALError(
                resource: .watchdog, name: path, problem: .timeoutRefused(timeout),
                errno: -granted)
        }
    }

    deinit { if descriptor >= 0 { _ = hal_close(descriptor) } }

    /// A step is complete. Call it for nothing less.
    public func feed() throws(LinuxHALError) {
        precondition(descriptor >= 0, "A watchdog is not fed once it is disarmed.")
        let returned = hal_watchdog_feed(descriptor)
        if returned < 0 { throw Self.failure(path, "feed the watchdog", returned) }
    }

    /// Stops the watchdog and closes it, for an ordered end of the program. A kernel built or
    /// loaded with `nowayout` keeps it armed all the same.
    public func disarm() throws(LinuxHALError) {
        guard descriptor >= 0 else { return }
        let returned = hal_watchdog_disarm(descriptor)
        if returned < 0 { throw Self.failure(path, "disarm the watchdog", returned) }
        _ = hal_close(descriptor)
        descriptor = -1
    }

    /// Rounded up, in whole numbers: fifteen seconds must not become sixteen.
    static func wholeSeconds(of timeout: Duration) -> Int32 {
        let (seconds, attoseconds) = timeout.components
        return Int32(clamping: seconds + (attoseconds > 0 ? 1 : 0))
    }

    private static func failure(
        _ path: String, _ action: String, _ returned: Int32
    ) -> LinuxHALError {
        LinuxHALError(
            resource: .watchdog, name: path, problem: .cannot(action), errno: -returned)
    }
}
