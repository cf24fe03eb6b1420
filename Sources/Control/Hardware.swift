public import HAL

/// The devices a loop uses, each in its role. Made by `Assembly` or by a test; the loop knows no
/// chip.
public struct Hardware {
    public var cellMonitor: any CellMonitor
    public var currentSensor: any CurrentSensor
    /// One per cell, in cell order.
    public var temperatureSensors: [any TemperatureSensor]
    /// One per stack, in stack order.
    public var bridgeSensors: [any BridgeSensor]
    /// Devices that measure nothing but must be there: bus switches, memories.
    public var otherDevices: [any Device]
    public var positiveContactor: any Contactor
    public var negativeContactor: any Contactor
    public var prechargeContactor: any Contactor
    /// Active while the interlock loop is open.
    public var interlock: any DigitalInput
    /// Active while the emergency stop is pressed.
    public var emergencyStop: any DigitalInput
    /// Toggled by every completed step.
    public var watchdog: any DigitalOutput
    /// The buses; empty when nothing is known of them.
    public var buses: [BusHardware]
    /// Where the devices hang; `nil` when nothing is known of the buses.
    public var places: DevicePlaces?

    public init(
        cellMonitor: any CellMonitor, currentSensor: any CurrentSensor,
        temperatureSensors: [any TemperatureSensor], bridgeSensors: [any BridgeSensor],
        otherDevices: [any Device], positiveContactor: any Contactor,
        negativeContactor: any Contactor, prechargeContactor: any Contactor,
        interlock: any DigitalInput, emergencyStop: any DigitalInput,
        watchdog: any DigitalOutput, buses: [BusHardware] = [], places: DevicePlaces? = nil
    ) {
        self.cellMonitor = cellMonitor
        self.currentSensor = currentSensor
        self.temperatureSensors = temperatureSensors
        self.bridgeSensors = bridgeSensors
        self.otherDevices = otherDevices
        self.positiveContactor = positiveContactor
        self.negativeContactor = negativeContactor
        self.prechargeContactor = prechargeContactor
        self.interlock = interlock
        self.emergencyStop = emergencyStop
        self.watchdog = watchdog
        self.buses = buses
        self.places = places
    }
}
