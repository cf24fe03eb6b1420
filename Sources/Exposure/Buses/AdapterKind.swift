import Glibc
public import HAL

/// Whose error numbers an exposed bus gives: adapters of one kernel differ in them.
public enum AdapterKind: String, CaseIterable, Sendable {
    /// As the kernel's own list of fault codes asks of every adapter; a refused byte as on the Pi.
    case standard
    /// The controller of the Raspberry Pi 1 to 4, which tells no address from no data.
    case bcm2835
    /// A bus of GPIO lines.
    case gpio = "i2c-gpio"
    /// The controller of the Raspberry Pi 5.
    case designware

    /// What the caller of a failed transfer gets.
    public func errno(of error: I2CError) -> Int32 {
        switch (self, error) {
        case (_, .unsupported): EOPNOTSUPP
        case (_, .system(let number)), (_, .adapterGone(let number)): number
        case (_, .timeout): ETIMEDOUT
        case (.standard, .addressNotAcknowledged), (.gpio, .addressNotAcknowledged): ENXIO
        case (.bcm2835, .addressNotAcknowledged), (.designware, .addressNotAcknowledged): EREMOTEIO
        case (.gpio, .dataNotAcknowledged): EIO
        case (_, .dataNotAcknowledged): EREMOTEIO
        case (.standard, .busStuck): EBUSY
        case (.bcm2835, .busStuck): EIO
        case (_, .busStuck): EAGAIN
        }
    }
}
