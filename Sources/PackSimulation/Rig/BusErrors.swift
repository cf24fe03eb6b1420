import HAL
import Quantities
import SimulatedChips

/// Random transfer errors and stuck lines on one bus, as a scenario asks for them.
final class BusErrors: BusFaultSource {
    /// Probability that a transfer fails.
    var rate = 0.0
    /// Data held low by something on the bus.
    var isStuck = false
    /// Whether what holds the line lets go when its supply goes.
    var endsWithSupply = false
    /// Whether the chips on the bus have no supply.
    var isUnpowered = false
    private var stream: RandomStream

    init(seed: UInt64, index: Int) {
        stream = RandomStream(seed: seed, name: "bus errors", index: index)
    }

    func fault(transfer: Int, address: I2CAddress, now: Instant) -> BusFault? {
        if isUnpowered { return .error(.addressNotAcknowledged) }
        if isStuck { return .error(.busStuck) }
        guard rate > 0, stream.uniform() < rate else { return nil }
        switch stream.next() % 4 {
        case 0: return .error(.addressNotAcknowledged)
        case 1: return .dataNotAcknowledged(at: 0)
        case 2: return .hang
        default: return .error(.busStuck)
        }
    }
}
