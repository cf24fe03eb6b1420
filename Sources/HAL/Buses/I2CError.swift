/// How an I²C transfer failed. A closed set: drivers and `Control` react to kinds, and each
/// implementation maps its own errors onto them.
public enum I2CError: Error, Equatable, Hashable, Sendable {
    /// No device answered at the address.
    case addressNotAcknowledged
    /// The device answered but refused a byte.
    case dataNotAcknowledged
    /// The transfer ran into its deadline, for instance because the clock was stretched.
    case timeout
    /// The data line is held low or another controller won; nothing was transferred.
    case busStuck
    /// The adapter cannot do a transfer of this shape.
    case unsupported
    /// The controller behind the bus is gone: unplugged, its driver unbound, its server ended.
    /// Nothing was transferred. The value is the `errno` with which it went, or with which it could
    /// not be had again.
    case adapterGone(Int32)
    /// Anything else the operating system said; the value is its `errno`.
    case system(Int32)
}
