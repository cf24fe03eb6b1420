import CLinuxHAL
public import Quantities

/// The monotonic clock of the kernel, counted from the moment this value was made.
///
/// Make one at program start and pass it on: instants of two clocks do not compare.
public struct MonotonicClock: Sendable {
    /// CLOCK_MONOTONIC at the start, in nanoseconds.
    private let origin: Int64

    /// A clock that reads zero now.
    public init() { origin = hal_monotonic_now() }

    /// The time since the start.
    public var now: Instant { Instant(nanoseconds: hal_monotonic_now() - origin) }

    /// The kernel's own number for an instant, in nanoseconds.
    func kernelTime(of instant: Instant) -> Int64 { origin + instant.nanoseconds }
}
