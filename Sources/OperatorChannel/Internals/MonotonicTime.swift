import Glibc

/// A time on the machine's monotonic clock, in nanoseconds.
struct MonotonicTime: Comparable {
    let nanoseconds: Int64

    static var now: MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    static func + (time: MonotonicTime, span: Duration) -> MonotonicTime {
        let parts = span.components
        return MonotonicTime(
            nanoseconds: time.nanoseconds + parts.seconds * 1_000_000_000
                + parts.attoseconds / 1_000_000_000)
    }

    static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// What `poll` waits for until this time comes: milliseconds, rounded up, never endless.
    func pollTimeout(from now: MonotonicTime) -> Int32 {
        let left = (nanoseconds - now.nanoseconds + 999_999) / 1_000_000
        return Int32(clamping: max(0, left))
    }
}
