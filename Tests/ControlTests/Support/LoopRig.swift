import CellModel
import Control
import Estimation
import HAL
import Protection
import Quantities

/// A loop of two cells in one stack on scripted devices.
final class LoopRig {
    let monitor = ScriptedCellMonitor(cellCount: 2, voltage: .volts(3.8))
    let currentSensor = ScriptedCurrentSensor()
    let temperatures = [ScriptedTemperatureSensor(), ScriptedTemperatureSensor()]
    let bridge = ScriptedBridgeSensor()
    let memory = ScriptedDevice("memory")
    let positive = ScriptedContactor()
    let negative = ScriptedContactor()
    let precharge = ScriptedContactor()
    let interlock = ScriptedLine()
    let emergencyStop = ScriptedLine()
    let watchdog = ScriptedLine()
    let loop: ControlLoop
    private(set) var now = Instant.start
    private(set) var last: Snapshot
    private(set) var events: [FlagEvent] = []

    init(
        rules: [Rule] = LoopRig.rules,
        plausiblePressure: ClosedRange<Pressure> = .megapascals(-0.5) ... .megapascals(18),
        loadCell: LoadCellCalibration = LoopRig.loadCell, outlook: PackOutlook? = nil
    ) {
        let hardware = Hardware(
            cellMonitor: monitor, currentSensor: currentSensor, temperatureSensors: temperatures,
            bridgeSensors: [bridge], otherDevices: [memory], positiveContactor: positive,
            negativeContactor: negative, prechargeContactor: precharge, interlock: interlock,
            emergencyStop: emergencyStop, watchdog: watchdog)
        let settings = ControlSettings(
            stackOfCell: [0, 0],
            loadCells: [loadCell],
            preloadFloor: .megapascals(4.5),
            plausible: PlausibleRanges(
                cellVoltage: .volts(0.5) ... .volts(5),
                temperature: .celsius(-40) ... .celsius(150),
                pressure: plausiblePressure, current: .amperes(4.5)),
            ageLimits: ReadingTimes(
                cellVoltage: .milliseconds(250), current: .milliseconds(250),
                pressure: .milliseconds(500), temperature: .seconds(2)),
            frozenLimits: ReadingTimes(
                cellVoltage: .seconds(3600), current: .seconds(2), pressure: .seconds(2),
                temperature: .seconds(600)),
            temperaturesPerStep: 1, restCurrent: .milliamperes(20))
        loop = ControlLoop(
            hardware: hardware, settings: settings,
            estimator: PackEstimator(
                cells: [Self.cell, Self.cell], stackOfCell: [0, 0],
                fixtures: [StackFixture(preload: 5e6, stiffness: 1e10)]),
            rules: rules,
            contactors: ContactorSettings(
                confirmTime: .milliseconds(200), prechargeTimeout: .seconds(3),
                prechargeVoltageDifference: .volts(2), prechargeCurrent: .milliamperes(50),
                lockOut: .seconds(1), breakCurrent: .amperes(2),
                currentFallTime: .milliseconds(100), openCurrent: .milliamperes(10),
                hasFeedback: true),
            derating: CurrentLimitSettings(
                chargeRating: .amperes(0.3), dischargeRating: .amperes(0.6), deratedFraction: 0.5,
                hold: .seconds(2), ramp: 0.1, curves: []), outlook: outlook)
        last = Snapshot(cellCount: 2, stackCount: 1)
    }

    static let loadCell = LoadCellCalibration(
        zeroRatio: 0, pascalsPerRatio: 1e6, range: .megapascals(0.2) ... .megapascals(16))

    static let rules: [Rule] = {
        func open(_ diagnostic: Diagnostic, _ confirm: Duration) -> Rule {
            Rule(
                diagnostic, grade: .safety, confirm: confirm, clear: .seconds(1),
                reaction: .open(after: .zero), persistence: .latched)
        }
        return [
            Rule(
                diagnostic: .stackOverpressure, signal: .stackPressure, grade: .safety,
                comparison: .above, setThreshold: 12e6, releaseThreshold: 10e6,
                confirm: .milliseconds(80), clear: .seconds(1), reaction: .open(after: .zero),
                persistence: .latched),
            open(.emergencyStop, .zero), open(.interlockOpen, .zero),
            open(.cellVoltageMissing, .milliseconds(80)),
            open(.positiveContactorFailsToOpen, .milliseconds(50)),
            open(.positiveContactorFailsToClose, .milliseconds(50)),
            open(.frontEndConfigurationLost, .zero), open(.frontEndTripped, .zero),
            Rule(
                .deviceAbsent, grade: .operating, confirm: .seconds(1), clear: .seconds(1),
                reaction: .inform),
        ]
    }()

    static let cell = CellParameters(
        capacity: 2_700, electrodeArea: 25e-4, layerCount: 10,
        openCircuit: OpenCircuitVoltage(
            cathode: .nmc811, cathodeFractionEmpty: 0.9084, cathodeFractionFull: 0.305,
            anode: .lithium, pressureCoefficient: 0, referencePressure: 5e6),
        resistance: SeriesResistance(
            electrolyte: ElectrolyteLayer(
                thickness: 30e-6,
                conductivity: .arrhenius(reference: 0.2, activationEnergy: 31_400)),
            interface: InterfaceResistance(
                referenceResistance: 25e-4, referencePressure: 5e6, pressureExponent: 0.7,
                pressureMemory: 0.25, activationEnergy: 33_800, contactSpacing: 50e-6),
            cathode: .constant(30e-4, activationEnergy: 43_400)),
        polarisation: Polarisation(
            fastResistance: StateMap(constant: 0.1), fastTimeConstant: StateMap(constant: 26),
            slowResistance: StateMap(constant: 0.2), slowTimeConstant: StateMap(constant: 77)),
        contact: .inactive, swelling: Swelling(perCharge: 1.2e-10, voidHeight: 0),
        thermal: CellThermal(heatCapacity: 20, conductanceToAmbient: 0.1))

    /// One step of 100 ms; the bus follows the contactors at once.
    func step(_ requests: OperatorRequests = [], timing: StepTiming = StepTiming()) {
        now = now + .milliseconds(100)
        if negative.isClosed && (precharge.isClosed || positive.isClosed) {
            currentSensor.busVoltage = .volts(7.6)
        }
        if !requests.isEmpty { loop.request(requests) }
        last = loop.step(now: now, timing: timing)
        events += last.events
    }

    func steps(_ count: Int, _ requests: OperatorRequests = []) {
        for _ in 0..<count { step(requests) }
    }

    /// From the start to operating.
    func bringUp() {
        steps(6)
        precondition(last.state == .standby, "Standby, not \(last.state).")
        steps(15, .close)
        precondition(last.state == .operating, "Operating, not \(last.state).")
    }

    func wasRaised(_ diagnostic: Diagnostic) -> Bool {
        events.contains { $0.diagnostic == diagnostic && $0.kind == .raised }
    }
}
