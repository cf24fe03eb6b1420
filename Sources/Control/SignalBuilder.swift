import HAL
import Protection
import Quantities

/// Turns readings into the signals that rules watch. Estimates are not among them: a wrong estimate
/// cannot reach a limit.
struct SignalBuilder: Sendable {
    var table: SignalTable
    private let preloadFloor: Pressure
    private let plausible: PlausibleRanges
    private var temperatureRates: [RateFilter]
    private var pressureRates: [RateFilter]
    private var wasStarting = true

    /// Time constants of the rates, s: cells warm over minutes, a press moves in seconds.
    private static let temperatureRateTime = 20.0
    private static let pressureRateTime = 1.0
    /// Where the two currents begin to disagree, A: their measurement errors make no danger.
    private let currentTolerance: Double
    private var recoveriesBefore = 0

    /// - Parameter rules: Those on the currents' mismatch say when the two disagree.
    init(settings: ControlSettings, rules: [Rule]) {
        let cellCount = settings.stackOfCell.count
        let stackCount = settings.loadCells.count
        table = SignalTable(cellCount: cellCount, stackCount: stackCount)
        preloadFloor = settings.preloadFloor
        plausible = settings.plausible
        currentTolerance =
            rules.filter { $0.signal == .redundantCurrentMismatch }.map(\.setThreshold).min()
            ?? .infinity
        temperatureRates = Array(
            repeating: RateFilter(timeConstant: Self.temperatureRateTime), count: cellCount)
        pressureRates = Array(
            repeating: RateFilter(timeConstant: Self.pressureRateTime), count: stackCount)
    }

    /// Fills the table for one step.
    ///
    /// - Parameter isStarting: Devices are being brought up for the first time: what has never
    ///   been measured is not missing yet.
    mutating func update(
        from snapshot: inout Snapshot, acquisition: borrowing Acquisition,
        order: ContactorOrder?, interval: Double, isStarting: Bool,
        timing: StepTiming = StepTiming()
    ) {
        table.setAllMissing()
        setCells(snapshot, interval: interval)
        setStacks(&snapshot, interval: interval)
        setPack(snapshot, order: order)
        setBounds(acquisition)
        table.set(.interlockOpen, 0, !snapshot.interlockIsClosed)
        table.set(.emergencyStopPressed, 0, snapshot.emergencyStopIsPressed)
        table.set(.frontEndTripped, 0, !acquisition.trips.isEmpty)
        table.set(.frontEndConfigurationLost, 0, acquisition.monitorLostConfiguration)
        table.set(.deviceAbsent, 0, acquisition.hasAbsentDevice)
        setBuses(snapshot)
        (order?.faults ?? []).write(to: &table)
        if isStarting { forgetMissing() }
        // A step that brings devices up may take long, and makes the one after it late.
        timing.write(to: &table, isPunctual: !isStarting && !wasStarting)
        wasStarting = isStarting
    }

    private mutating func forgetMissing() {
        for cell in 0..<table.cellCount {
            table.setMissing(.cellVoltageMissing, cell)
            table.setMissing(.temperatureMissing, cell)
        }
        for stack in 0..<table.stackCount { table.setMissing(.stackPressureMissing, stack) }
        table.setMissing(.currentMissing)
    }

    private mutating func setCells(_ snapshot: Snapshot, interval: Double) {
        var lowest = Double.infinity
        var highest = -Double.infinity
        for cell in snapshot.cells.indices {
            let voltage = snapshot.cells[cell].voltage
            if let value = voltage.value { table.set(.cellVoltage, cell, value.volts) }
            table.set(.cellVoltageMissing, cell, voltage.isMissing)
            table.set(.cellVoltageFrozen, cell, voltage.reason == .frozen)
            table.set(.cellVoltageImplausible, cell, voltage.reason == .implausible)

            let temperature = snapshot.cells[cell].temperature
            if let value = temperature.value {
                table.set(.cellTemperature, cell, value.kelvins)
                lowest = min(lowest, value.kelvins)
                highest = max(highest, value.kelvins)
            }
            table.set(.temperatureMissing, cell, temperature.isMissing)
            table.set(.temperatureFrozen, cell, temperature.reason == .frozen)
            if let rate = temperatureRates[cell].update(
                temperature.value?.kelvins, interval: interval)
            {
                table.set(.cellTemperatureRate, cell, rate)
            }
        }
        if highest >= lowest { table.set(.temperatureSpread, 0, highest - lowest) }
    }

    private mutating func setStacks(_ snapshot: inout Snapshot, interval: Double) {
        var lowest = Double.infinity
        var highest = -Double.infinity
        for stack in snapshot.stacks.indices {
            let pressure = snapshot.stacks[stack].pressure
            table.set(.stackPressureMissing, stack, pressure.isMissing)
            table.set(.stackPressureFrozen, stack, pressure.reason == .frozen)
            let rate = pressureRates[stack].update(pressure.value?.pascals, interval: interval)
            snapshot.stacks[stack].pressureRate = rate ?? 0
            guard let value = pressure.value, let rate else { continue }
            table.set(.stackPressure, stack, value.pascals)
            table.set(.stackPressureRate, stack, rate)
            table.set(.stackPreloadDeficit, stack, (preloadFloor - value).pascals)
            lowest = min(lowest, value.pascals)
            highest = max(highest, value.pascals)
        }
        if highest >= lowest { table.set(.stackPressureImbalance, 0, highest - lowest) }
    }

    private mutating func setPack(_ snapshot: Snapshot, order: ContactorOrder?) {
        let current = snapshot.current
        table.set(.currentMissing, 0, current.isMissing)
        table.set(.currentFrozen, 0, current.reason == .frozen)
        if let value = current.value {
            // Of two sources that disagree the limits compare the one further from rest.
            let other = snapshot.currentOfCellMonitor.value ?? value
            let isWorse =
                other.magnitude > value.magnitude
                && (other - value).magnitude.amperes > currentTolerance
            let worse = isWorse ? other : value
            table.set(.packCurrent, 0, worse.amperes)
            let isOpen = order?.isOpenAndSettled ?? false
            table.set(.currentWithContactorsOpen, 0, isOpen ? value.magnitude.amperes : 0)
            if let other = snapshot.currentOfCellMonitor.value {
                table.set(.redundantCurrentMismatch, 0, (value - other).magnitude.amperes)
            }
        } else if let other = snapshot.currentOfCellMonitor.value {
            table.set(.packCurrent, 0, other.amperes)
        }
        if let pack = snapshot.packVoltage.value, let sum = Self.sum(snapshot.cells) {
            table.set(.cellSumMismatch, 0, (pack - sum).magnitude.volts)
        }
    }

    private mutating func setBuses(_ snapshot: Snapshot) {
        var errorRate = 0.0
        var isHeld = false
        var isMultiplexerStuck = false
        var recoveries = 0
        for index in snapshot.buses.indices {
            let bus = snapshot.buses[index]
            errorRate = max(errorRate, bus.errorRate)
            isHeld = isHeld || bus.isHeld
            isMultiplexerStuck = isMultiplexerStuck || bus.stuckChannels != 0 || bus.switchRefuses
            recoveries += bus.recoveryCount
        }
        table.set(.busErrorRate, 0, errorRate)
        table.set(.busHeld, 0, isHeld)
        table.set(.busRecovered, 0, recoveries > recoveriesBefore)
        table.set(.multiplexerStuck, 0, isMultiplexerStuck)
        recoveriesBefore = recoveries
    }

    /// A measurement beyond what can be measured or believed is missing, but it counts against the
    /// limits on its side as the last value that can be.
    private mutating func setBounds(_ acquisition: borrowing Acquisition) {
        for cell in 0..<table.cellCount {
            if let bound = acquisition.temperature(cell).bound(of: plausible.temperature) {
                table.set(.cellTemperature, cell, bound.kelvins)
            }
        }
        for stack in 0..<table.stackCount {
            let bound =
                acquisition.pressureBound(stack)
                ?? acquisition.pressure(stack).bound(of: plausible.pressure)
            if let bound {
                table.set(.stackPressure, stack, bound.pascals)
                table.set(.stackPreloadDeficit, stack, (preloadFloor - bound).pascals)
            }
        }
        let currents = -plausible.current...plausible.current
        let redundant = acquisition.monitorCurrent.bound(of: currents)
        if let bound = acquisition.current.bound(of: currents) ?? redundant {
            table.set(.packCurrent, 0, bound.amperes)
        }
    }

    private static func sum(_ cells: [CellSnapshot]) -> Voltage? {
        var sum = Voltage.zero
        for cell in cells.indices {
            guard let value = cells[cell].voltage.value else { return nil }
            sum = sum + value
        }
        return sum
    }
}

extension Reading {
    /// Whether the value is missing for any reason but frozen, which has a signal of its own.
    fileprivate var isMissing: Bool {
        if case .missing(let reason) = self { reason != .frozen } else { false }
    }
}
