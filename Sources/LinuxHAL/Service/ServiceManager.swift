import CLinuxHAL
import Glibc
import Synchronization

/// The service manager's ear: readiness, status text and the software watchdog of systemd.
///
/// Speaks the protocol of sd_notify(3), one datagram per message to the socket that
/// `NOTIFY_SOCKET` names. Without that variable every message is a no-op. A message that cannot be
/// sent is dropped and counted, never waited for: the battery comes first.
///
/// One thread may tell what changes while another, the loop's, feeds the watchdog.
public final class ServiceManager: Sendable {
    /// How often the manager wants to hear ``feedWatchdog()`` at the latest; feed at half of it.
    /// `nil` when it does not watch.
    public let watchdogInterval: Duration?

    /// Messages that could not be sent.
    public var droppedCount: Int { dropped.load(ordering: .relaxed) }

    /// The errno of the last message that could not be sent; 0 before.
    public var lastErrno: Int32 { latestErrno.load(ordering: .relaxed) }

    private let dropped = Atomic<Int>(0)
    private let latestErrno = Atomic<Int32>(0)

    private let socketPath: String?
    private let descriptor: Int32

    /// The manager that the environment names, if any.
    public convenience init() throws(LinuxHALError) {
        try self.init { name in getenv(name).map { String(cString: $0) } }
    }

    /// - Parameter environment: The value of a variable, or `nil`.
    init(environment: (String) -> String?) throws(LinuxHALError) {
        watchdogInterval = Self.watchdogInterval(environment)
        guard let path = environment("NOTIFY_SOCKET"), !path.isEmpty else {
            socketPath = nil
            descriptor = -1
            return
        }
        socketPath = path
        descriptor = hal_notify_open()
        if descriptor < 0 {
            throw LinuxHALError(
                resource: .serviceManager, name: path,
                problem: .cannot("open a socket to the service manager"), errno: -descriptor)
        }
    }

    deinit { if descriptor >= 0 { _ = hal_close(descriptor) } }

    /// Whether there is anybody to tell.
    public var isPresent: Bool { socketPath != nil }

    /// Start-up is complete; `status` is the first status line.
    public func reportReady(status: String) {
        send("READY=1\nSTATUS=" + Self.singleLine(status))
    }

    /// One line for `systemctl status`. Allocates: for changes, not for every step.
    public func report(status: String) {
        send("STATUS=" + Self.singleLine(status))
    }

    /// The ordered shutdown has begun.
    public func reportStopping(status: String) {
        send("STOPPING=1\nSTATUS=" + Self.singleLine(status))
    }

    /// A step is complete. Call it for nothing less.
    public func feedWatchdog() {
        let message: StaticString = "WATCHDOG=1"
        send(message.utf8Start, message.utf8CodeUnitCount)
    }

    private func send(_ message: String) {
        var message = message
        message.withUTF8 { bytes in
            if let start = bytes.baseAddress { send(start, bytes.count) }
        }
    }

    private func send(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        guard let socketPath else { return }
        let returned = hal_notify_send(descriptor, socketPath, bytes, count)
        if returned < 0 {
            dropped.wrappingAdd(1, ordering: .relaxed)
            latestErrno.store(-returned, ordering: .relaxed)
        }
    }

    /// A line break would begin another assignment of the protocol.
    private static func singleLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    /// WATCHDOG_USEC, unless WATCHDOG_PID says that it is meant for another process.
    private static func watchdogInterval(_ environment: (String) -> String?) -> Duration? {
        if let process = environment("WATCHDOG_PID"), process != String(getpid()) { return nil }
        guard let text = environment("WATCHDOG_USEC"), let microseconds = Int64(text),
            microseconds > 0
        else { return nil }
        return .microseconds(microseconds)
    }
}
