import CellModel
public import Configuration
import HAL
public import Quantities
import SimulatedChips

/// A whole simulated rig: cells in their presses, power path, ambient, sensors with their errors,
/// and the electronics the control loop talks to.
///
/// Physics reaches the loop only through chips and lines.
public final class SimulatedRig {
    public let board: SimulatedBoard
    public internal(set) var pack: SimulatedPack
    public private(set) var power: PowerPath
    public private(set) var now: Instant = .start

    /// Voltage between pack and bus at the moment in which the last move connected them, V; `nil`
    /// when it did not.
    private(set) var closingDifference: Double?

    /// Current added to what source or load asks for, A; a fault.
    var addedCurrent = 0.0
    /// What each temperature sensor sees beyond the surface of its cell, K; a fault.
    var temperatureOffsets: [Double]

    private let description: PackDescription
    private let ambient: Double
    /// Of every load cell when it was tared, K.
    private let tareTemperature: Double
    /// Across a cell while it bleeds, Ω.
    private let bleedResistance: Double
    private var voltageErrors: [SensorError]
    private var temperatureErrors: [SensorError]
    private var pressureErrors: [LoadCellError]
    private var currentError: SensorError
    private var monitorCurrentError: SensorError
    private var busVoltageError: SensorError

    /// Builds the rig of a scenario.
    ///
    /// - Precondition: The pack's cell is composed of half cells, so that there is physics.
    public init(_ scenario: ScenarioDescription) {
        let description = scenario.pack
        let seed = scenario.seed
        self.description = description
        ambient = scenario.ambient.kelvins
        tareTemperature = scenario.initial.temperature.kelvins
        bleedResistance =
            SimulatedBQ76952.bleedResistance.ohms
            + (description.balancing?.seriesResistance.ohms ?? 0)
        board = SimulatedBoard(
            pack: description, faultNames: scenario.faults.compactMap(\.kind.device),
            heldChannels: scenario.faults.compactMap(\.kind.multiplexerChannel), seed: seed)
        pack = SimulatedPack(
            design: SimulatedCellDesign(description.cell),
            stackOfPosition: (0..<description.cellCount).map(description.stackIndex(ofCell:)),
            parallelCount: description.parallelCount,
            mechanics: description.stacks.map(\.fixture.stackMechanics),
            thermal: description.stacks.map(\.thermal), initial: scenario.initial,
            variation: scenario.variation, seed: seed)
        power = PowerPath(
            prechargeResistance: description.contactors.prechargeResistor.ohms,
            busCapacitance: description.contactors.busCapacitance)
        temperatureOffsets = Array(repeating: 0, count: description.cellCount)
        // Offsets, gains and noise of CHIPS, section 13, for the chips as configured.
        voltageErrors = (0..<description.cellCount).map {
            SensorError(
                offset: 3e-3, gain: 1e-4, deviation: 123e-6, seed: seed, name: "cell voltage",
                index: $0)
        }
        temperatureErrors = (0..<description.cellCount).map {
            SensorError(
                offset: 0.1, gain: 0, deviation: 4e-3, seed: seed, name: "temperature", index: $0)
        }
        pressureErrors = description.stacks.indices.map {
            LoadCellError(description.stacks[$0].loadCell, seed: seed, index: $0)
        }
        currentError = SensorError(
            offset: 2e-3, gain: 5e-4, deviation: 1.2e-3, seed: seed, name: "current", index: 0)
        monitorCurrentError = SensorError(
            offset: 7.6e-3, gain: 5e-3, deviation: 5e-3, seed: seed, name: "current", index: 1)
        busVoltageError = SensorError(
            offset: 2.5e-3, gain: 5e-4, deviation: 1e-3, seed: seed, name: "bus voltage", index: 0)
        sense(interval: 0)
    }

    /// Moves the world on.
    ///
    /// Conversions that complete on the way see the world as it was; what is new is seen by the
    /// conversions after it.
    ///
    /// - Parameter demand: What source or load asks for, A, positive charges.
    public func advance(to instant: Instant, demand: Double) {
        let interval = (instant - now).inSeconds
        precondition(interval > 0, "The world moves forward in time.")
        now = instant
        let wasConnected = board.contacts.isConnected
        bleed()
        board.advance(to: instant)
        closingDifference =
            board.contacts.isConnected && !wasConnected
            ? (pack.voltage - power.current * pack.seriesResistance - power.busVoltage).magnitude
            : nil
        let resistance = pack.seriesResistance
        power.advance(
            interval: interval, packVoltage: pack.voltage - power.current * resistance,
            packResistance: resistance, contacts: board.contacts,
            demand: board.contacts.isConnected ? demand + addedCurrent : 0)
        pack.advance(interval: interval, current: power.current, ambient: ambient)
        sense(interval: interval)
    }

    /// Loads the cells whose switches are on. The chip opens them while it measures, so what it
    /// sees of a bleeding cell is the cell's own voltage; and it warms.
    private func bleed() {
        let inputs = board.cellMonitor.bleedingInputs
        let chip = SimulatedBQ76952.bleedResistance.ohms
        var heat = 0.0
        for index in 0..<pack.positionCount {
            let isBleeding = inputs & 1 << UInt16(index) != 0
            pack.setBleed(isBleeding ? bleedResistance : nil, cell: index)
            heat += pack.bleedCurrents[index] * pack.bleedCurrents[index] * chip
        }
        board.cellMonitor.dieTemperature = .celsius(25 + Self.kelvinsPerWatt * heat)
    }

    /// From the cell monitor's die to the air around the board; a 48-pin package, assumed.
    private static let kelvinsPerWatt = 66.0

    /// Shows the world to the sensors, so long after the last time, s.
    private func sense(interval: Double) {
        for index in 0..<pack.positionCount {
            let voltage = pack.voltage(position: index)
            board.cellMonitor.setCell(index, .volts(voltageErrors[index].apply(to: voltage)))
            let temperature = temperatureErrors[index].apply(
                to: pack.sensedTemperature(position: index))
            board.temperatureSensors[index].temperature =
                .kelvins(temperature + temperatureOffsets[index])
        }
        for index in 0..<pack.stackCount {
            let warmth = pack.temperatureAtLoadCell(stack: index) ?? tareTemperature
            let pressure = pressureErrors[index].apply(
                to: pack.pressure(stack: index), warming: warmth - tareTemperature,
                interval: interval)
            board.bridgeSensors[index].bridgeRatio =
                description.stacks[index].loadCell.ratio(pressure: .pascals(pressure))
        }
        let shunt = description.devices.currentSensor.shunt.ohms
        board.currentSensor.shuntVoltage =
            .volts(currentError.apply(to: power.current) * shunt)
        board.currentSensor.busVoltage = .volts(busVoltageError.apply(to: power.busVoltage))
        board.cellMonitor.current = .amperes(monitorCurrentError.apply(to: power.current))
        board.cellMonitor.packPinVoltage = .volts(power.busVoltage)
        board.cellMonitor.loadPinVoltage = .volts(power.busVoltage)
    }

    // MARK: - Faults

    /// Applies a fault at a size from 0 (away) to 1.
    func apply(_ kind: InjectedFault.Kind, size: Double) {
        let isActive = size > 0
        switch kind {
        case .deviceSilent(let device): board.setSilent(isActive, device: device)
        case .deviceFrozen(let device): board.setFrozen(isActive, device: device)
        case .deviceReset(let device): if isActive { board.powerCycle(device: device) }
        case .busErrors(let bus, let rate): board.setErrors(rate: isActive ? rate : 0, bus: bus)
        case .busStuck(let bus): board.setStuck(isActive, bus: bus)
        case .multiplexerChannelStuck(let channel):
            board.setHeld(isActive, channel: channel)
        case .multiplexerStuck: board.multiplexer.ignoresSelection = isActive
        case .openWire(let cell): board.cellMonitor.openWire = isActive ? cell : nil
        case .addedPressure(let stack, let pressure):
            pack.setExternalPressure(pressure.pascals * size, stack: stack)
        case .heating(let cell, let watts): pack.setHeat(watts * size, cell: cell)
        case .temperatureOffset(let cell, let offset):
            temperatureOffsets[cell] = offset.kelvins * size
        case .softShort(let cell, let resistance):
            pack.setShort(isActive ? resistance.ohms : nil, cell: cell)
        case .contactorWelded(let which): board.contactor(which).isWelded = isActive
        case .contactorStaysOpen(let which): board.contactor(which).isStuckOpen = isActive
        case .emergencyStop: board.emergencyStop.drive(isActive)
        case .interlockOpen: board.interlock.drive(isActive)
        case .addedCurrent(let current): addedCurrent = current.amperes * size
        }
    }
}

extension InjectedFault.Kind {
    /// The channel of the multiplexer that a fault holds, if it holds one.
    var multiplexerChannel: Int? {
        if case .multiplexerChannelStuck(let channel) = self { channel } else { nil }
    }

    /// The device a fault touches, if it touches one.
    var device: String? {
        switch self {
        case .deviceSilent(let device), .deviceFrozen(let device), .deviceReset(let device):
            device
        default: nil
        }
    }
}
