import Glibc
import HAL

extension I2CError {
    /// What the errno of a transfer means.
    ///
    /// Adapters differ. A missing acknowledge is EREMOTEIO on the Raspberry Pi's controllers, ENXIO
    /// on i2c-gpio, ENODEV on i2c-stub; none of them tells the address phase from the data phase.
    /// Lost arbitration is EAGAIN, a data line held low EBUSY or EAGAIN. EIO stays what it is:
    /// bcm2835 uses it for a stretched clock and for a short transfer, i2c-gpio for a refused byte.
    init(transferErrno number: Int32) {
        self =
            switch number {
            case EREMOTEIO, ENXIO, ENODEV: .addressNotAcknowledged
            case ETIMEDOUT: .timeout
            case EAGAIN, EBUSY: .busStuck
            case EOPNOTSUPP: .unsupported
            default: .system(number)
            }
    }
}
