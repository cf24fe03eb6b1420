/// A point on a monotonic clock, in whole nanoseconds since the program's own start.
///
/// Never wall-clock time: that exists only in `Recording` and `Dashboard`. `now` is always passed
/// in, so the same step runs on a real clock, a simulated one and a recorded one.
@frozen
public struct Instant: Comparable, Hashable, Sendable {
    /// Nanoseconds since the start; the range covers 292 years.
    public var nanoseconds: Int64

    @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The instant at which the clock began.
    @inlinable public static var start: Self { Self(nanoseconds: 0) }

    /// Seconds since the start.
    @inlinable public var seconds: Double { Double(nanoseconds) * 1e-9 }

    @inlinable public static func < (left: Self, right: Self) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    @inlinable public static func + (left: Self, right: Duration) -> Self {
        Self(nanoseconds: left.nanoseconds + right.inNanoseconds)
    }

    @inlinable public static func - (left: Self, right: Self) -> Duration {
        .nanoseconds(left.nanoseconds - right.nanoseconds)
    }
}

extension Duration {
    /// The duration in whole nanoseconds; finer parts are cut off.
    @inlinable public var inNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// The duration in seconds.
    @inlinable public var inSeconds: Double { Double(inNanoseconds) * 1e-9 }
}
