import Quantities

/// The part of a bus's transfers that failed lately: a mean that forgets with a time constant of
/// ten seconds, counts a step in which nothing could be transferred as failed, and leaves out one
/// in which there was nothing to transfer.
struct ErrorRate {
    private(set) var value = 0.0
    private var previous: Instant?

    private static let timeConstant = 10.0

    /// Takes the step that just ended.
    ///
    /// - Parameter isUsable: Whether devices could have been read.
    mutating func add(_ bus: WatchedBus?, isUsable: Bool, at now: Instant) {
        guard let bus else { return }
        let interval = previous.map { (now - $0).inSeconds } ?? 0
        previous = now
        let total = bus.succeeded + bus.failed
        if total == 0, isUsable { return }
        let part = total > 0 ? Double(bus.failed) / Double(total) : 1
        let weight = interval < Self.timeConstant ? interval / Self.timeConstant : 1
        value += weight * (part - value)
    }
}
