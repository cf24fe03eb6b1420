import Glibc
import HAL

extension I2CError {
    /// A transfer that failed after this long has waited for a clock: at 100 kHz the longest one
    /// takes 3.2 ms.
    static let slowTransfer = Duration.milliseconds(10)

    /// What the errno of a transfer means.
    ///
    /// Adapters differ, as their drivers in Linux show (drivers/i2c/busses and algos, 6.12):
    ///
    /// - A missing acknowledge is EREMOTEIO from bcm2835 and DesignWare, neither of which tells the
    ///   address from the data; ENXIO from i2c-gpio for the address and EIO for a byte; ENODEV from
    ///   i2c-stub.
    /// - A clock held low is EIO from bcm2835 (after 35 ms on a Raspberry Pi), ETIMEDOUT from
    ///   DesignWare, and from i2c-gpio whatever the phase makes of it, ENXIO in the address. So the
    ///   time it took counts for more than the number.
    /// - Lost arbitration is EAGAIN, a busy bus EBUSY or EAGAIN.
    ///
    /// - Parameter elapsed: How long the call took.
    init(transferErrno number: Int32, on adapter: I2CAdapter, after elapsed: Duration) {
        if elapsed >= Self.slowTransfer {
            self = .timeout
            return
        }
        self =
            switch (number, adapter) {
            case (EIO, .bitBanged): .dataNotAcknowledged
            case (EREMOTEIO, _), (ENXIO, _): .addressNotAcknowledged
            // Elsewhere it means that the adapter itself is gone.
            case (ENODEV, _) where adapter.saysNoDeviceForNoAnswer: .addressNotAcknowledged
            case (ETIMEDOUT, _): .timeout
            case (EAGAIN, _), (EBUSY, _): .busStuck
            case (EOPNOTSUPP, _): .unsupported
            default: .system(number)
            }
    }
}
