public import HAL
public import Quantities

/// What happens to one transfer, as seen from the controller.
public enum BusFault: Equatable, Sendable {
    /// The transfer fails at once with this error; no device sees it.
    case error(I2CError)
    /// The clock stays low until the deadline.
    case hang
    /// The byte at this position of the written ones is not acknowledged.
    case dataNotAcknowledged(at: Int)
    /// The byte at this position of the read ones arrives with these bits flipped.
    case corrupt(at: Int, mask: UInt8)
}

/// Decides the fate of transfers; implemented by tests and by the scenario engine.
public protocol BusFaultSource: AnyObject {
    /// - Parameters:
    ///   - transfer: The number of this transfer, from 1.
    ///   - address: Whom it addresses.
    ///   - now: The time on the wires.
    /// - Returns: The fault, or `nil` to let it pass.
    func fault(transfer: Int, address: I2CAddress, now: Instant) -> BusFault?
}
