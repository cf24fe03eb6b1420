public import Quantities

/// Every chip of the pack by what it does; the load-cell converters belong to their stacks.
public struct PackDevices: Sendable, Equatable {
    public var cellMonitor: CellMonitorDescription
    public var currentSensor: CurrentSensorDescription
    /// One per cell, in the order of the cells.
    public var temperatureSensors: [DeviceDescription]
    /// The switch in front of ``DeviceDescription/channel``; nil when nothing sits behind one.
    public var multiplexer: DeviceDescription?
    public var settingsMemory: DeviceDescription?

    public init(
        cellMonitor: CellMonitorDescription, currentSensor: CurrentSensorDescription,
        temperatureSensors: [DeviceDescription], multiplexer: DeviceDescription?,
        settingsMemory: DeviceDescription?
    ) {
        self.cellMonitor = cellMonitor
        self.currentSensor = currentSensor
        self.temperatureSensors = temperatureSensors
        self.multiplexer = multiplexer
        self.settingsMemory = settingsMemory
    }
}

/// The analog front end, and the limits it guards in silicon without this program.
public struct CellMonitorDescription: Sendable, Equatable {
    public var device: DeviceDescription
    /// Cells wired, 3 to 16.
    public var wiredCellCount: Int
    /// Whether transfers carry a checksum per byte.
    public var usesChecksum: Bool
    /// Shunt of its own coulomb counter.
    public var shunt: Resistance
    public var undervoltage: Voltage
    public var undervoltageDelay: Duration
    public var overvoltage: Voltage
    public var overvoltageDelay: Duration
    /// Distance from a voltage threshold back to recovery.
    public var voltageHysteresis: Voltage
    /// Thresholds are magnitudes.
    public var overcurrentCharge: Current
    public var overcurrentChargeDelay: Duration
    public var overcurrentDischarge: Current
    public var overcurrentDischargeDelay: Duration
    public var shortCircuit: Current
    public var shortCircuitDelay: Duration
    /// Silence of the host after which the chip trips.
    public var hostWatchdog: Duration

    public init(
        device: DeviceDescription, wiredCellCount: Int, usesChecksum: Bool, shunt: Resistance,
        undervoltage: Voltage, undervoltageDelay: Duration, overvoltage: Voltage,
        overvoltageDelay: Duration, voltageHysteresis: Voltage, overcurrentCharge: Current,
        overcurrentChargeDelay: Duration, overcurrentDischarge: Current,
        overcurrentDischargeDelay: Duration, shortCircuit: Current, shortCircuitDelay: Duration,
        hostWatchdog: Duration
    ) {
        self.device = device
        self.wiredCellCount = wiredCellCount
        self.usesChecksum = usesChecksum
        self.shunt = shunt
        self.undervoltage = undervoltage
        self.undervoltageDelay = undervoltageDelay
        self.overvoltage = overvoltage
        self.overvoltageDelay = overvoltageDelay
        self.voltageHysteresis = voltageHysteresis
        self.overcurrentCharge = overcurrentCharge
        self.overcurrentChargeDelay = overcurrentChargeDelay
        self.overcurrentDischarge = overcurrentDischarge
        self.overcurrentDischargeDelay = overcurrentDischargeDelay
        self.shortCircuit = shortCircuit
        self.shortCircuitDelay = shortCircuitDelay
        self.hostWatchdog = hostWatchdog
    }
}

/// The pack current sensor.
public struct CurrentSensorDescription: Sendable, Equatable {
    public var device: DeviceDescription
    public var shunt: Resistance
    /// Currents up to this magnitude are measured.
    public var fullScale: Current

    public init(device: DeviceDescription, shunt: Resistance, fullScale: Current) {
        self.device = device
        self.shunt = shunt
        self.fullScale = fullScale
    }
}
