import CLinuxHAL
import Glibc
public import Quantities

/// A timer of the kernel that fires on a fixed grid of absolute times (timerfd).
///
/// When a step takes longer than its period, the next ``waitForTick()`` returns at once with the
/// latest beat that has passed and the number of those that were missed; the grid stays.
public final class PeriodicTimer {
    private let descriptor: Int32
    private var schedule: TickSchedule

    /// Starts a timer.
    ///
    /// - Parameters:
    ///   - period: Time between beats, longer than zero.
    ///   - first: When the first beat is due. Beats that lie in the past count as missed.
    ///   - clock: The clock that `first` and the ticks' deadlines are on.
    public init(
        period: Duration, first: Instant, clock: MonotonicClock
    ) throws(LinuxHALError) {
        schedule = TickSchedule(first: first, period: period)
        descriptor = hal_timer_open()
        if descriptor < 0 { throw Self.failure("open a timer", descriptor) }
        let returned = hal_timer_set(
            descriptor, clock.kernelTime(of: first), period.inNanoseconds)
        if returned < 0 { throw Self.failure("start the timer", returned) }
    }

    deinit { if descriptor >= 0 { _ = hal_close(descriptor) } }

    /// Blocks until the next beat is due.
    public func waitForTick() throws(LinuxHALError) -> Tick {
        var expirations: UInt64 = 0
        while true {
            let returned = hal_timer_wait(descriptor, &expirations)
            if returned >= 0 { return schedule.advance(expirations: expirations) }
            if returned != -EINTR { throw Self.failure("wait for the timer", returned) }
        }
    }

    private static func failure(_ action: String, _ returned: Int32) -> LinuxHALError {
        LinuxHALError(
            resource: .timer, name: "timerfd", problem: .cannot(action), errno: -returned)
    }
}
