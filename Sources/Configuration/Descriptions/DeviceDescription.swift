/// One chip of the pack: what it is and where it answers.
public struct DeviceDescription: Sendable, Equatable {
    /// The parts this program has drivers for.
    public enum Part: String, Sendable, CaseIterable {
        case bq76952 = "BQ76952"
        case ina228 = "INA228"
        case tmp117 = "TMP117"
        case nau7802 = "NAU7802"
        case tca9548a = "TCA9548A"
        case eeprom24AA025E48 = "24AA025E48"
    }

    /// The name faults and messages use: "temperature-3", unique in the pack.
    public var name: String
    public var part: Part
    /// Name of the bus, one of ``PackDescription/buses``.
    public var bus: String
    /// Seven-bit address.
    public var address: UInt8
    /// Channel of the multiplexer behind which the chip sits, 0 to 7; nil on the root of the bus.
    public var channel: Int?

    public init(name: String, part: Part, bus: String, address: UInt8, channel: Int? = nil) {
        self.name = name
        self.part = part
        self.bus = bus
        self.address = address
        self.channel = channel
    }
}

/// One I²C bus.
public struct BusDescription: Sendable, Equatable {
    public var name: String
    /// The kernel's device file: "/dev/i2c-1".
    public var deviceFile: String
    /// Clock, Hz.
    public var clock: Double

    public init(name: String, deviceFile: String, clock: Double) {
        self.name = name
        self.deviceFile = deviceFile
        self.clock = clock
    }
}
