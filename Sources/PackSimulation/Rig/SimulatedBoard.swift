import Configuration
public import HAL
public import Protection
import Quantities
public import SimulatedChips

/// The electronics of a simulated rig: chips on their buses, lines, contactors and the chain that
/// supplies their coils.
///
/// Coils are supplied through the emergency stop, the interlock and the external window watchdog,
/// as Hardware/ wires them, so each opens the contactors without software.
public final class SimulatedBoard {
    /// What the control loop is connected to.
    public let ports: Ports

    /// The wires, in the order of the pack file's buses.
    public let buses: [SimulatedI2CBus]
    /// RESET of the bus switch; active holds it in reset.
    public let multiplexerReset = SimulatedLine(name: "multiplexer reset")

    let busErrors: [BusErrors]
    let busNames: [String]
    private let cellMonitorBus: Int
    let multiplexer = SimulatedTCA9548A()
    let cellMonitor = SimulatedBQ76952()
    let currentSensor = SimulatedINA228()
    let temperatureSensors: [SimulatedTMP117]
    let bridgeSensors: [SimulatedNAU7802]
    let positive = SimulatedContactor(name: "positive contactor")
    let negative = SimulatedContactor(name: "negative contactor")
    let precharge = SimulatedContactor(name: "precharge contactor")
    let interlock = SimulatedLine(name: "interlock")
    let emergencyStop = SimulatedLine(name: "emergency stop")
    /// Supplies every chip but those on the cell monitor's bus.
    let sensorPower = SimulatedLine(name: "sensor power", isActive: true)

    private let coilSupply: CoilSupply
    private var faultable: [FaultableChip] = []
    private var heldBranches: [HeldBranch] = []
    /// Chips on the sensor supply.
    private var supplied: [() -> Void] = []
    private var cellMonitorSilence: SilenceableDevice?

    private struct FaultableChip {
        let name: String
        let device: SilenceableDevice
        let setFrozen: (Bool) -> Void
        let powerCycle: () -> Void
    }

    /// Wires everything the pack file names.
    ///
    /// - Parameters:
    ///   - faultNames: Devices that scenario faults will touch; the others are wired directly.
    ///   - heldChannels: Channels of the multiplexer that scenario faults will hold.
    init(
        pack: PackDescription, faultNames: [String], heldChannels: [Int] = [], seed: UInt64
    ) {
        let buses = pack.buses.map { SimulatedI2CBus(frequency: Int($0.clock)) }
        self.buses = buses
        busNames = pack.buses.map(\.name)
        let coilSupply = CoilSupply(window: .of(loopPeriod: pack.loopPeriod))
        self.coilSupply = coilSupply
        busErrors = buses.indices.map { BusErrors(seed: seed, index: $0) }
        let monitorBus = pack.devices.cellMonitor.device.bus
        cellMonitorBus = pack.buses.firstIndex { $0.name == monitorBus } ?? 0
        temperatureSensors = pack.devices.temperatureSensors.map {
            SimulatedTMP117(name: $0.name)
        }
        bridgeSensors = pack.stacks.map { SimulatedNAU7802(name: $0.pressureSensor.name) }
        ports = Ports(
            buses: buses, positiveContactor: coilSupply.line(for: positive),
            negativeContactor: coilSupply.line(for: negative),
            prechargeContactor: coilSupply.line(for: precharge),
            positiveFeedback: positive.auxiliary,
            negativeFeedback: negative.auxiliary, prechargeFeedback: precharge.auxiliary,
            interlock: interlock, emergencyStop: emergencyStop,
            watchdog: coilSupply.watchdogLine(),
            multiplexerReset: pack.lines.multiplexerReset == nil ? nil : multiplexerReset,
            sensorPower: pack.lines.sensorPower == nil ? nil : sensorPower)
        interlock.onChange = { [coilSupply] in coilSupply.set(interlockOpen: $0) }
        emergencyStop.onChange = { [coilSupply] in coilSupply.set(emergencyStop: $0) }
        multiplexerReset.onChange = { [multiplexer] in multiplexer.setReset($0) }
        wire(pack, faultNames: faultNames)
        wireSupply()
        hold(heldChannels, pack)
    }

    /// Whoever holds a bus for want of a reset lets go when its supply goes.
    private func wireSupply() {
        let unpowered = zip(busNames, busErrors).filter { $0.0 != monitorBusName }.map(\.1)
        sensorPower.onChange = { [unowned self] isOn in
            for errors in unpowered {
                errors.isUnpowered = !isOn
                if !isOn, errors.endsWithSupply { errors.isStuck = false }
            }
            if isOn { for reset in supplied { reset() } }
        }
    }

    private func hold(_ channels: [Int], _ pack: PackDescription) {
        guard let device = pack.devices.multiplexer else { return }
        let unused = I2CAddress(0x67)
        for channel in channels where !heldBranches.contains(where: { $0.channel == channel }) {
            let branch = HeldBranch(channel: channel)
            heldBranches.append(branch)
            bus(of: device).attach(branch, at: unused, behind: multiplexer, channel: UInt8(channel))
        }
    }

    private func wire(_ pack: PackDescription, faultNames: [String]) {
        let mux = multiplexer
        if let device = pack.devices.multiplexer {
            let bus = bus(of: device)
            mux.onViolation = { bus.report($0) }
            attach(mux, device, faultNames, freeze: { _ in }, reset: mux.powerCycle)
        }
        let monitor = pack.devices.cellMonitor
        cellMonitor.shuntResistance = monitor.shunt
        let monitorBus = bus(of: monitor.device)
        cellMonitor.onViolation = { monitorBus.report($0) }
        attach(
            cellMonitor, monitor.device, faultNames,
            freeze: { [cellMonitor] in cellMonitor.isFrozen = $0 }, reset: cellMonitor.powerCycle)
        attach(currentSensor, pack.devices.currentSensor.device, faultNames, behind: mux)
        if let memory = pack.devices.settingsMemory {
            let chip = Simulated24AA025E48(name: memory.name)
            let bus = bus(of: memory)
            chip.onViolation = { bus.report($0) }
            attach(chip, memory, faultNames, freeze: { _ in }, reset: chip.powerCycle)
        }
        for (chip, stack) in zip(bridgeSensors, pack.stacks) {
            attach(chip, stack.pressureSensor, faultNames, behind: mux)
        }
        for (chip, device) in zip(temperatureSensors, pack.devices.temperatureSensors) {
            attach(chip, device, faultNames, behind: mux)
        }
        for (bus, errors) in zip(buses, busErrors) { bus.faults = errors }
        cellMonitorSilence = faultable.first { $0.name == monitor.device.name }?.device
    }

    private func attach(
        _ chip: SimulatedRegisterChip, _ description: DeviceDescription, _ faultNames: [String],
        behind mux: SimulatedTCA9548A
    ) {
        let bus = bus(of: description)
        chip.onViolation = { bus.report($0) }
        attach(
            chip, description, faultNames, behind: mux, freeze: { chip.isFrozen = $0 },
            reset: chip.powerCycle)
    }

    private func attach(
        _ chip: any SimulatedDevice, _ description: DeviceDescription, _ faultNames: [String],
        behind mux: SimulatedTCA9548A? = nil, freeze: @escaping (Bool) -> Void,
        reset: @escaping () -> Void
    ) {
        var wired = chip
        if description.bus != monitorBusName { supplied.append(reset) }
        if faultNames.contains(description.name) {
            let silenceable = SilenceableDevice(chip)
            wired = silenceable
            faultable.append(
                FaultableChip(
                    name: description.name, device: silenceable, setFrozen: freeze,
                    powerCycle: reset))
        }
        let path: SimulatedTCA9548A? = description.channel == nil ? nil : mux
        bus(of: description).attach(
            wired, at: I2CAddress(description.address), behind: path,
            channel: UInt8(description.channel ?? 0))
    }

    private var monitorBusName: String { busNames[cellMonitorBus] }

    private func bus(of description: DeviceDescription) -> SimulatedI2CBus {
        guard let index = busNames.firstIndex(of: description.bus) else {
            preconditionFailure("A checked pack names only buses it has.")
        }
        return buses[index]
    }

    // MARK: - World

    func advance(to now: Instant) {
        for bus in buses { bus.advance(to: now) }
        coilSupply.advance(to: now)
        positive.advance(to: now)
        negative.advance(to: now)
        precharge.advance(to: now)
    }

    /// Main contacts as they are.
    var contacts: PowerPath.Contacts {
        var contacts = PowerPath.Contacts()
        contacts.negative = negative.isClosed
        contacts.precharge = precharge.isClosed
        contacts.positive = positive.isClosed
        return contacts
    }

    /// What went wrong by the chips' datasheets, all buses together.
    public var violations: [String] { buses.flatMap(\.violations) }

    /// Transfers and bus time since the start.
    public var transferCount: Int { buses.reduce(0) { $0 + $1.transferCount } }

    /// The coils whose enable lines are active, whatever the chain that supplies them.
    public var enabledCoils: ContactorSet {
        var coils: ContactorSet = []
        if coilSupply.isEnabled(positive) { coils.insert(.positive) }
        if coilSupply.isEnabled(negative) { coils.insert(.negative) }
        if coilSupply.isEnabled(precharge) { coils.insert(.precharge) }
        return coils
    }

    /// The external watchdog, as it stands.
    public var watchdog: WindowWatchdog { coilSupply.watchdog }

    // MARK: - Faults

    /// Whether a fault keeps the cell monitor from answering, or its bus from carrying the answer.
    var isCellMonitorOutOfReach: Bool {
        cellMonitorSilence?.isSilent == true || busErrors[cellMonitorBus].isStuck
    }

    func setSilent(_ isSilent: Bool, device: String) {
        for chip in faultable where chip.name == device { chip.device.isSilent = isSilent }
    }

    func setFrozen(_ isFrozen: Bool, device: String) {
        for chip in faultable where chip.name == device { chip.setFrozen(isFrozen) }
    }

    func powerCycle(device: String) {
        for chip in faultable where chip.name == device { chip.powerCycle() }
    }

    func setErrors(rate: Double, bus: String) {
        for (name, errors) in zip(busNames, busErrors) where name == bus { errors.rate = rate }
    }

    func setStuck(_ isStuck: Bool, bus: String) {
        for (name, errors) in zip(busNames, busErrors) where name == bus {
            errors.isStuck = isStuck
        }
    }

    /// Holds a bus until its chips lose their supply.
    func setStuckUntilUnpowered(bus: String) {
        for (name, errors) in zip(busNames, busErrors) where name == bus {
            errors.isStuck = true
            errors.endsWithSupply = true
        }
    }

    func setHeld(_ isHeld: Bool, channel: Int) {
        for branch in heldBranches where branch.channel == channel {
            branch.holdsDataLow = isHeld
        }
    }

    func contactor(_ which: InjectedFault.Contactor) -> SimulatedContactor {
        switch which {
        case .positive: positive
        case .negative: negative
        case .precharge: precharge
        }
    }
}
