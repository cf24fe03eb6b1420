import CLinuxHAL
import Quantities

/// The three clocks of the machine, read as close to one moment as can be.
public struct ClockReading: Equatable, Sendable {
    /// Nanoseconds of the clock that steps are paced by.
    public var monotonic: Int64
    /// Like `monotonic`, but it goes on while the machine is suspended.
    public var boot: Int64
    /// The time of day; whoever sets the clock moves it.
    public var wall: Int64

    /// A reading as it was taken; simulated clocks may build their own.
    public init(monotonic: Int64, boot: Int64, wall: Int64) {
        self.monotonic = monotonic
        self.boot = boot
        self.wall = wall
    }

    /// The clocks of this machine, now. Neither waits nor allocates.
    public static func now() -> ClockReading {
        var clocks = hal_clocks()
        hal_clocks_read(&clocks)
        return ClockReading(monotonic: clocks.monotonic, boot: clocks.boot, wall: clocks.wall)
    }
}

/// Finds out what became of the other clocks while the monotonic one moved on.
public struct ClockWatch: Sendable {
    /// What happened between two readings.
    public struct Finding: Equatable, Sendable {
        /// How long the machine was suspended.
        public var suspended: Duration
        /// How far the time of day, or the clock that goes on during suspension, moved away from
        /// the monotonic clock, whichever moved further; either sign.
        public var jump: Duration
    }

    private var previous: ClockReading?

    /// Nothing has been read.
    public init() {}

    /// Takes a reading.
    ///
    /// - Returns: What happened since the one before; `nil` for the first.
    public mutating func observe(_ reading: ClockReading) -> Finding? {
        defer { previous = reading }
        guard let previous else { return nil }
        let passed = reading.monotonic - previous.monotonic
        let slept = reading.boot - previous.boot - passed
        let moved = reading.wall - previous.wall - passed
        return Finding(
            suspended: .nanoseconds(max(0, slept)),
            jump: .nanoseconds(moved.magnitude > slept.magnitude ? moved : slept))
    }
}
