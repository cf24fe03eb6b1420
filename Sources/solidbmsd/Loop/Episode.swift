import Quantities

/// Something that should not happen, from its first occurrence until it has stayed away for a
/// while: two log lines, however often it happens in between.
struct Episode {
    enum Change: Equatable {
        case began
        /// How often it happened, and from its first to its last occurrence.
        case ended(count: UInt64, lasted: Duration)
    }

    /// It is over when it has stayed away for so long.
    static let quietTime = Duration.seconds(10)

    /// Occurrences since the start of the program.
    private(set) var total: UInt64 = 0
    private var count: UInt64 = 0
    private var first: Instant = .start
    private var last: Instant = .start

    /// Adds what happened since the last call.
    mutating func add(_ occurrences: UInt64, now: Instant) -> Change? {
        if occurrences > 0 {
            let isFirst = count == 0
            if isFirst { first = now }
            last = now
            count += occurrences
            total += occurrences
            return isFirst ? .began : nil
        }
        guard count > 0, now - last >= Self.quietTime else { return nil }
        defer { count = 0 }
        return .ended(count: count, lasted: last - first)
    }

    /// Takes a counter that only grows.
    mutating func update(total newTotal: UInt64, now: Instant) -> Change? {
        add(newTotal - min(total, newTotal), now: now)
    }
}
