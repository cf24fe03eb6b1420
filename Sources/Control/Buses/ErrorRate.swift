import Quantities

/// The part of a bus's transfers that failed lately: a mean that forgets with a time constant of
/// ten seconds, and counts a step in which nothing could be transferred as failed.
struct ErrorRate {
    private(set) var value = 0.0
    private var previous: Instant?

    private static let timeConstant = 10.0

    /// Takes the step that just ended.
    mutating func add(_ bus: WatchedBus?, at now: Instant) {
        guard let bus else { return }
        let interval = previous.map { (now - $0).inSeconds } ?? 0
        previous = now
        let total = bus.succeeded + bus.failed
        let part = total > 0 ? Double(bus.failed) / Double(total) : 1
        let weight = interval < Self.timeConstant ? interval / Self.timeConstant : 1
        value += weight * (part - value)
    }
}
