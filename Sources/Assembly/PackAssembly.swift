public import Configuration
public import Control
import Drivers
import Estimation
public import HAL
public import Quantities

/// Turns a checked pack description and a set of ports into a control loop.
///
/// Everything is decided here, once: which driver serves which device, on which bus and switch
/// channel, with which settings. The loop itself knows no chip.
public enum PackAssembly {
    /// Builds the loop of a pack.
    ///
    /// - Parameters:
    ///   - pack: A description that its loader has checked.
    ///   - ports: Buses in the order of the pack's buses; lines by their role.
    ///   - stateOfCharge: What the estimator believes at first.
    ///   - laneRunner: Reads the devices of different buses one after the other or at the same
    ///     time.
    public static func controlLoop(
        for pack: PackDescription, ports: Ports,
        stateOfCharge: StateOfCharge = StateOfCharge(fraction: 0.5),
        laneRunner: any LaneRunner = SerialLaneRunner()
    ) -> ControlLoop {
        let estimator = PackEstimator(
            cells: Array(repeating: pack.positionParameters, count: pack.cellCount),
            stackOfCell: stackOfCell(pack), fixtures: pack.stacks.map(\.fixture.mechanics),
            settings: EstimatorSettings(pack.estimator),
            initialStateOfCharge: stateOfCharge.fraction)
        return ControlLoop(
            hardware: hardware(of: pack, ports: ports), settings: ControlSettings(pack),
            estimator: estimator, rules: pack.rules, contactors: pack.contactors.settings,
            derating: pack.derating, outlook: outlook(for: pack), laneRunner: laneRunner)
    }

    static func stackOfCell(_ pack: PackDescription) -> [Int] {
        (0..<pack.cellCount).map(pack.stackIndex(ofCell:))
    }

    /// The drivers of a pack beside their descriptions, in the order of
    /// ``PackDescription/allDevices``, for whoever only identifies them.
    public static func devices(
        of pack: PackDescription, ports: Ports
    ) -> [(description: DeviceDescription, device: any Device)] {
        let hardware = hardware(of: pack, ports: ports)
        var others = hardware.otherDevices[...]
        var devices: [any Device] = []
        if pack.devices.multiplexer != nil, let first = others.popFirst() { devices.append(first) }
        devices += [hardware.cellMonitor, hardware.currentSensor]
        devices += others
        for sensor in hardware.bridgeSensors { devices.append(sensor) }
        for sensor in hardware.temperatureSensors { devices.append(sensor) }
        let descriptions = pack.allDevices
        precondition(devices.count == descriptions.count, "Every chip of a pack has a driver.")
        return zip(descriptions, devices).map { ($0, $1) }
    }

    /// The drivers of a pack in their roles.
    public static func hardware(of pack: PackDescription, ports: Ports) -> Hardware {
        precondition(
            ports.buses.count == pack.buses.count, "Ports need one bus per bus of the pack file.")
        let wiring = BusWiring(pack: pack, ports: ports)
        let monitor = pack.devices.cellMonitor
        let sensor = pack.devices.currentSensor
        var others: [any Device] = []
        var otherPlaces: [DevicePlace] = []
        if let device = pack.devices.multiplexer { otherPlaces.append(wiring.place(of: device)) }
        if let multiplexer = wiring.multiplexer { others.append(multiplexer) }
        if let memory = pack.devices.settingsMemory {
            otherPlaces.append(wiring.place(of: memory))
            others.append(
                Microchip24AA025E48(bus: wiring.bus(of: memory), address: memory.i2cAddress))
        }
        return Hardware(
            cellMonitor: BQ76952(
                bus: wiring.bus(of: monitor.device), address: monitor.device.i2cAddress,
                cellCount: pack.cellCount,
                settings: BQ76952Settings(monitor, balancing: pack.balancing)),
            currentSensor: INA228(
                bus: wiring.bus(of: sensor.device), address: sensor.device.i2cAddress,
                shunt: sensor.shunt, shuntRange: INA228.ShuntRange(sensor)),
            temperatureSensors: pack.devices.temperatureSensors.map {
                TMP117(bus: wiring.bus(of: $0), address: $0.i2cAddress)
            },
            bridgeSensors: pack.stacks.map(\.pressureSensor).map {
                NAU7802(bus: wiring.bus(of: $0), address: $0.i2cAddress)
            },
            otherDevices: others,
            positiveContactor: GPIOContactor(
                name: pack.lines.positiveContactor.name, coil: ports.positiveContactor,
                feedback: ports.positiveFeedback),
            negativeContactor: GPIOContactor(
                name: pack.lines.negativeContactor.name, coil: ports.negativeContactor,
                feedback: ports.negativeFeedback),
            prechargeContactor: GPIOContactor(
                name: pack.lines.prechargeContactor.name, coil: ports.prechargeContactor,
                feedback: ports.prechargeFeedback),
            interlock: ports.interlock, emergencyStop: ports.emergencyStop,
            watchdog: ports.watchdog, buses: wiring.hardware(of: pack, ports: ports),
            places: DevicePlaces(
                cellMonitor: wiring.place(of: monitor.device),
                currentSensor: wiring.place(of: sensor.device),
                temperatureSensors: pack.devices.temperatureSensors.map(wiring.place),
                bridgeSensors: pack.stacks.map { wiring.place(of: $0.pressureSensor) },
                otherDevices: otherPlaces))
    }
}
