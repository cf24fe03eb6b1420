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

    /// How each is known: by the beginning of its driver's name, else of its own.
    private static let known: [(adapter: I2CAdapter, driver: String, name: String)] = [
        (.bcm2835, "i2c-bcm2835", "bcm2835"),
        (.bitBanged, "i2c-gpio", "i2c-gpio"),
        (.designWare, "i2c_designware", "Synopsys DesignWare"),
        (.stub, "i2c-stub", "SMBus stub"),
    ]

    /// From sysfs. Allocates nothing.
    ///
    /// - Parameters:
    ///   - name: Of the adapter, `/sys/class/i2c-dev/i2c-N/name`; `nil` when there is none.
    ///   - driver: Of the controller that the adapter belongs to.
    init(name: (some Collection<UInt8>)?, driver: (some Collection<UInt8>)?) {
        for row in Self.known where driver?.starts(with: row.driver.utf8) == true {
            self = row.adapter
            return
        }
        for row in Self.known where name?.starts(with: row.name.utf8) == true {
            self = row.adapter
            return
        }
        self = name == nil && driver == nil ? .userSpace : .other
    }

    /// Whether the lines move even while the data line is held low, so that addressing anybody is
    /// the nine clocks that free it.
    var clocksBlindly: Bool { self == .bitBanged }

    /// Whether ENODEV is how a missing acknowledge is told, rather than a missing adapter.
    var saysNoDeviceForNoAnswer: Bool {
        switch self {
        case .stub, .userSpace, .other: true
        case .bcm2835, .bitBanged, .designWare: false
        }
    }
}
