import HAL
import Protection
import Quantities
import Testing

@testable import Control

/// From readings to the signals that rules watch.
struct SignalBuilderTests {
    private let rig = LoopRig()
    private let settings: ControlSettings
    private var builder: SignalBuilder
    private var snapshot = Snapshot(cellCount: 2, stackCount: 1)

    init() {
        settings = ControlSettings(
            stackOfCell: [0, 0],
            loadCells: [
                LoadCellCalibration(
                    zeroRatio: 0, pascalsPerRatio: 1e6,
                    range: .megapascals(0.2) ... .megapascals(16))
            ],
            preloadFloor: .megapascals(4.5),
            plausible: PlausibleRanges(
                cellVoltage: .volts(0.5) ... .volts(5),
                temperature: .celsius(-40) ... .celsius(150),
                pressure: .zero ... .megapascals(18), current: .amperes(4.5)),
            ageLimits: ReadingTimes(
                cellVoltage: .seconds(1), current: .seconds(1), pressure: .seconds(1),
                temperature: .seconds(1)),
            frozenLimits: ReadingTimes(
                cellVoltage: .zero, current: .zero, pressure: .zero, temperature: .zero),
            temperaturesPerStep: 2, restCurrent: .zero)
        builder = SignalBuilder(
            settings: settings,
            rules: [
                Rule(
                    diagnostic: .redundantCurrentMismatch, signal: .redundantCurrentMismatch,
                    grade: .operating, comparison: .above, setThreshold: 0.2,
                    releaseThreshold: 0.1, confirm: .zero, clear: .zero, reaction: .inform)
            ])
        for cell in 0..<2 {
            snapshot.cells[cell].voltage = .valid(.volts(3.7), age: .zero)
            snapshot.cells[cell].temperature = .valid(.kelvins(300), age: .zero)
        }
        snapshot.stacks[0].pressure = .valid(.megapascals(5), age: .zero)
        snapshot.current = .valid(.amperes(0.5), age: .zero)
        snapshot.currentOfCellMonitor = .valid(.amperes(0.4), age: .zero)
        snapshot.packVoltage = .valid(.volts(7.5), age: .zero)
    }

    private mutating func update(isStarting: Bool = false, order: ContactorOrder? = nil) {
        let hardware = Hardware(
            cellMonitor: rig.monitor, currentSensor: rig.currentSensor,
            temperatureSensors: rig.temperatures, bridgeSensors: [rig.bridge], otherDevices: [],
            positiveContactor: rig.positive, negativeContactor: rig.negative,
            prechargeContactor: rig.precharge, interlock: rig.interlock,
            emergencyStop: rig.emergencyStop, watchdog: rig.watchdog)
        builder.update(
            from: &snapshot, acquisition: Acquisition(hardware: hardware, settings: settings),
            order: order, interval: 0.1, isStarting: isStarting)
    }

    private func value(_ signal: Signal, _ place: Int = 0) -> Double? {
        builder.table.value(signal, place)
    }

    @Test mutating func `values are in SI units and differences are magnitudes`() {
        snapshot.cells[1].temperature = .valid(.kelvins(303), age: .zero)
        update()
        #expect(value(.cellVoltage, 1) == 3.7)
        #expect(value(.cellTemperature) == 300)
        #expect(value(.temperatureSpread) == 3)
        #expect(value(.stackPressure) == 5e6)
        #expect(value(.stackPreloadDeficit) == -0.5e6)
        #expect(value(.packCurrent) == 0.5)
        #expect(value(.redundantCurrentMismatch).map { ($0 - 0.1).magnitude < 1e-12 } == true)
        #expect(value(.cellSumMismatch).map { ($0 - 0.1).magnitude < 1e-9 } == true)
    }

    @Test(arguments: MissingReason.allCases)
    mutating func `a reading is missing, frozen or implausible, each in its own signal`(
        _ reason: MissingReason
    ) {
        snapshot.cells[0].voltage = .missing(reason)
        snapshot.cells[0].temperature = .missing(reason)
        snapshot.stacks[0].pressure = .missing(reason)
        snapshot.current = .missing(reason)
        update()
        let isFrozen = reason == .frozen ? 1.0 : 0
        for signal in [
            Signal.cellVoltageMissing, .temperatureMissing, .stackPressureMissing, .currentMissing,
        ] { #expect(value(signal) == 1 - isFrozen, "\(signal)") }
        for signal in [
            Signal.cellVoltageFrozen, .temperatureFrozen, .stackPressureFrozen, .currentFrozen,
        ] { #expect(value(signal) == isFrozen, "\(signal)") }
        #expect(value(.cellVoltageImplausible) == (reason == .implausible ? 1 : 0))
        #expect(value(.cellVoltage) == nil, "A missing value is no value.")
        #expect(value(.cellVoltageMissing, 1) == 0, "The neighbour is there.")
    }

    @Test mutating func `the redundant current stands in`() {
        snapshot.current = .missing(.noResponse)
        update()
        #expect(value(.packCurrent) == 0.4)
        #expect(value(.redundantCurrentMismatch) == nil)
        snapshot.currentOfCellMonitor = .missing(.noResponse)
        update()
        #expect(value(.packCurrent) == nil)
    }

    @Test mutating func `of two currents that disagree the limits compare the worse`() {
        snapshot.currentOfCellMonitor = .valid(.amperes(-3), age: .zero)
        update()
        #expect(value(.packCurrent) == -3)
        snapshot.current = .valid(.amperes(3.5), age: .zero)
        update()
        #expect(value(.packCurrent) == 3.5)
        snapshot.currentOfCellMonitor = .valid(.amperes(3.6), age: .zero)
        update()
        #expect(value(.packCurrent) == 3.5, "So far apart they may measure.")
    }

    @Test mutating func `while devices start what was never measured is not missing`() {
        snapshot.cells[0].voltage = .missing(.notYetMeasured)
        update(isStarting: true)
        #expect(value(.cellVoltageMissing) == nil)
        update()
        #expect(value(.cellVoltageMissing) == 1)
    }

    @Test mutating func `one missing cell leaves no sum to compare`() {
        snapshot.cells[1].voltage = .missing(.stale)
        update()
        #expect(value(.cellSumMismatch) == nil)
    }

    @Test mutating func `current with open contactors counts once they have settled`() {
        var order = ContactorOrder(
            coils: [], state: .standby, faults: [], isOpenAndSettled: false, refusal: nil)
        update(order: order)
        #expect(value(.currentWithContactorsOpen) == 0)
        order.isOpenAndSettled = true
        update(order: order)
        #expect(value(.currentWithContactorsOpen) == 0.5)
    }

    @Test mutating func `lines are signals`() {
        snapshot.interlockIsClosed = true
        update()
        #expect(value(.interlockOpen) == 0)
        #expect(value(.emergencyStopPressed) == 0)
        snapshot.interlockIsClosed = false
        snapshot.emergencyStopIsPressed = true
        update()
        #expect(value(.interlockOpen) == 1)
        #expect(value(.emergencyStopPressed) == 1)
    }

    @Test mutating func `a pressure that rises has a rate`() {
        for step in 0..<50 {
            snapshot.stacks[0].pressure = .valid(.pascals(5e6 + 1e4 * Double(step)), age: .zero)
            update()
        }
        // 10 kPa per 100 ms.
        #expect(value(.stackPressureRate).map { ($0 / 1e5 - 1).magnitude < 0.02 } == true)
        #expect((snapshot.stacks[0].pressureRate / 1e5 - 1).magnitude < 0.02)
    }
}
