public import HAL

/// One bus of a rig with what there is to bring it back when it hangs.
public struct BusHardware {
    public var name: String
    /// What the drivers on it transfer over.
    public var bus: WatchedBus
    /// An address that nobody on the bus has: addressing it is nine clocks and a STOP.
    public var unusedAddress: I2CAddress
    /// The multiplexer on it, if there is one.
    public var busSwitch: (any BusSwitch)?
    /// Holds the multiplexer in reset while active.
    public var switchReset: (any DigitalOutput)?
    /// Supplies the chips on the bus while active, but not the cell monitor.
    public var power: (any DigitalOutput)?

    public init(
        name: String, bus: WatchedBus, unusedAddress: I2CAddress,
        busSwitch: (any BusSwitch)? = nil, switchReset: (any DigitalOutput)? = nil,
        power: (any DigitalOutput)? = nil
    ) {
        self.name = name
        self.bus = bus
        self.unusedAddress = unusedAddress
        self.busSwitch = busSwitch
        self.switchReset = switchReset
        self.power = power
    }
}

/// Where a device hangs.
public struct DevicePlace: Sendable, Equatable {
    /// Index of the bus.
    public var bus: Int
    /// Channel of the multiplexer on that bus; `nil` on the bus itself.
    public var channel: Int?

    public init(bus: Int, channel: Int? = nil) {
        self.bus = bus
        self.channel = channel
    }
}

/// Where every device of a ``Hardware`` hangs, in the same order.
public struct DevicePlaces: Sendable, Equatable {
    public var cellMonitor: DevicePlace
    public var currentSensor: DevicePlace
    public var temperatureSensors: [DevicePlace]
    public var bridgeSensors: [DevicePlace]
    public var otherDevices: [DevicePlace]

    public init(
        cellMonitor: DevicePlace, currentSensor: DevicePlace, temperatureSensors: [DevicePlace],
        bridgeSensors: [DevicePlace], otherDevices: [DevicePlace]
    ) {
        self.cellMonitor = cellMonitor
        self.currentSensor = currentSensor
        self.temperatureSensors = temperatureSensors
        self.bridgeSensors = bridgeSensors
        self.otherDevices = otherDevices
    }
}
