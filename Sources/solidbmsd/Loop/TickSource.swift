import LinuxHAL
import Quantities

/// Where the loop's time comes from: the kernel's timer, or a test's.
protocol TickSource: AnyObject {
    /// The time now.
    var now: Instant { get }

    /// Blocks until the next beat is due.
    func waitForTick() throws(LinuxHALError) -> Tick
}

/// Beats on a fixed grid of the monotonic clock.
final class KernelTicks: TickSource {
    private let clock: MonotonicClock
    private let timer: PeriodicTimer

    /// The first beat is due one period from now.
    init(period: Duration, clock: MonotonicClock) throws(LinuxHALError) {
        self.clock = clock
        timer = try PeriodicTimer(period: period, first: clock.now + period, clock: clock)
    }

    var now: Instant { clock.now }

    func waitForTick() throws(LinuxHALError) -> Tick { try timer.waitForTick() }
}
