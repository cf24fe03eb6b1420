/// What kind of controller is behind a bus: it decides what an errno means and what can be done
/// about a bus that hangs.
public enum I2CAdapter: Equatable, Sendable {
    /// The controller of a Raspberry Pi up to the 4. It mishandles stretched clocks, and its driver
    /// registers no bus recovery.
    case bcm2835
    /// Two GPIO lines moved by the processor (i2c-gpio). Its time-out is its own: 100 ms, or
    /// `i2c-gpio,timeout-ms` in the device tree; `I2C_TIMEOUT` does not reach it.
    case bitBanged
    /// The controller of a Raspberry Pi 5. Its driver recovers the bus by itself after a time-out,
    /// if the device tree names its lines.
    case designWare
    /// Memory that answers SMBus calls (i2c-stub).
    case stub
    /// A device node without an adapter in the kernel: a bus that a program offers (CUSE).
    case userSpace
    /// Any other.
    case other

    /// From sysfs.
    ///
    /// - Parameters:
    ///   - name: Of the adapter, `/sys/class/i2c-dev/i2c-N/name`; `nil` when there is none.
    ///   - driver: Of the controller that the adapter belongs to.
    init(name: String?, driver: String?) {
        let known: [(adapter: I2CAdapter, driver: String, name: String)] = [
            (.bcm2835, "i2c-bcm2835", "bcm2835"),
            (.bitBanged, "i2c-gpio", "i2c-gpio"),
            (.designWare, "i2c_designware", "Synopsys DesignWare"),
            (.stub, "i2c-stub", "SMBus stub"),
        ]
        let found =
            known.first { driver?.hasPrefix($0.driver) == true }
            ?? known.first { name?.hasPrefix($0.name) == true }
        self = found?.adapter ?? (name == nil && driver == nil ? .userSpace : .other)
    }

    /// Whether the lines move even while the data line is held low, so that addressing anybody is
    /// the nine clocks that free it.
    var clocksBlindly: Bool { self == .bitBanged }
}
