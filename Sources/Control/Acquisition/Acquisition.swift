import HAL
import Quantities

/// Reads every device once per step and keeps what it said as channels.
///
/// Failures stay with the device they belong to: one silent chip costs its own readings and nothing
/// else.
struct Acquisition {
    private let hardware: Hardware
    private let settings: ControlSettings

    private(set) var cellVoltages: [Channel<Voltage>]
    private(set) var temperatures: [Channel<Temperature>]
    private(set) var pressures: [Channel<Pressure>]
    /// The end of the calibrated range at which a stack's pressure is, when it is beyond.
    private(set) var pressureBounds: [Pressure?]
    private(set) var current = Channel<Current>()
    private(set) var busVoltage = Channel<Voltage>()
    private(set) var packVoltage = Channel<Voltage>()
    private(set) var monitorCurrent = Channel<Current>()
    /// Of the cell monitor's die.
    private(set) var monitorTemperature = Channel<Temperature>()
    /// The cell monitor's own protections, as of its last frame.
    private(set) var trips: CellMonitorTrips = []
    /// Whether the cell monitor lost its configuration and has not been configured again.
    private(set) var monitorLostConfiguration = false

    /// Turns bridge ratios into pressures.
    var tares: TareBench

    private var frame: CellMonitorFrame
    private var monitorSession = DeviceSession()
    private var currentSession = DeviceSession()
    private var temperatureSessions: [DeviceSession]
    private var bridgeSessions: [DeviceSession]
    private var otherSessions: [DeviceSession]
    private var nextTemperature = 0
    private var patience = BusPatience()

    init(hardware: Hardware, settings: ControlSettings) {
        self.hardware = hardware
        self.settings = settings
        let cellCount = settings.stackOfCell.count
        cellVoltages = Array(repeating: Channel(), count: cellCount)
        temperatures = Array(repeating: Channel(), count: cellCount)
        pressures = Array(repeating: Channel(), count: settings.loadCells.count)
        pressureBounds = Array(repeating: nil, count: settings.loadCells.count)
        tares = TareBench(settings.loadCells, settings: settings.tare)
        frame = CellMonitorFrame(cellCount: cellCount)
        temperatureSessions = Array(repeating: DeviceSession(), count: cellCount)
        bridgeSessions = Array(repeating: DeviceSession(), count: settings.loadCells.count)
        otherSessions = Array(repeating: DeviceSession(), count: hardware.otherDevices.count)
    }

    /// Reads everything that is due, the most urgent first: what is left when the bus hangs is
    /// not tried in this step.
    ///
    /// - Parameter isOpen: Whether the contactors are proven open, so that the cell monitor may be
    ///   configured.
    mutating func acquire(now: Instant, isOpen: Bool) {
        patience.renew()
        readCellMonitor(now: now, isOpen: isOpen)
        readCurrentSensor(now: now)
        for index in bridgeSessions.indices { readBridge(index, now: now) }
        for _ in 0..<min(settings.temperaturesPerStep, temperatureSessions.count) {
            readTemperature(nextTemperature, now: now)
            nextTemperature = (nextTemperature + 1) % temperatureSessions.count
        }
        for index in otherSessions.indices where patience.isLeft {
            _ = otherSessions[index].prepare(
                hardware.otherDevices[index], now: now, mayConfigure: true, patience: &patience)
        }
    }

    private mutating func readCellMonitor(now: Instant, isOpen: Bool) {
        let monitor = hardware.cellMonitor
        guard
            monitorSession.prepare(
                monitor, now: now, mayConfigure: isOpen, patience: &patience)
        else {
            if case .readBack = monitorSession.problem { monitorLostConfiguration = true }
            rejectFrame(monitorSession.problem ?? .noFreshData)
            return
        }
        monitorLostConfiguration = false
        do throws(DeviceError) {
            try monitor.readFrame(into: &frame)
            monitorSession.succeeded()
            for index in cellVoltages.indices {
                let voltage = frame.cellVoltages[index]
                cellVoltages[index].accept(
                    Sample(voltage, rawCode: Int64(voltage.microvolts)), at: now)
            }
            packVoltage.accept(
                Sample(frame.stackVoltage, rawCode: Int64(frame.stackVoltage.microvolts)), at: now)
            monitorCurrent.accept(
                Sample(frame.current, rawCode: Int64(frame.current.milliamperes)), at: now)
            let temperature = frame.internalTemperature
            monitorTemperature.accept(
                Sample(temperature, rawCode: Int64(temperature.kelvins * 1000)), at: now)
            trips = frame.trips
        } catch {
            if case .configurationLost = error { monitorLostConfiguration = true }
            patience.note(error)
            monitorSession.failed(error, monitor)
            rejectFrame(error)
        }
    }

    private mutating func rejectFrame(_ error: DeviceError) {
        for index in cellVoltages.indices { cellVoltages[index].reject(error) }
        packVoltage.reject(error)
        monitorCurrent.reject(error)
        monitorTemperature.reject(error)
    }

    /// Has the cell monitor bleed these cells and no others.
    ///
    /// - Returns: Whether it took the command; a monitor that is being started is not asked.
    mutating func bleed(_ cells: UInt32) -> Bool {
        guard monitorSession.isReady, patience.isLeft else { return false }
        do throws(DeviceError) {
            try hardware.cellMonitor.setBalancing(cells)
            return true
        } catch {
            patience.note(error)
            monitorSession.failed(error, hardware.cellMonitor)
            return false
        }
    }

    private mutating func readCurrentSensor(now: Instant) {
        let sensor = hardware.currentSensor
        guard
            currentSession.prepare(sensor, now: now, mayConfigure: true, patience: &patience)
        else {
            current.reject(currentSession.problem ?? .noFreshData)
            busVoltage.reject(currentSession.problem ?? .noFreshData)
            return
        }
        var hasCurrent = false
        do throws(DeviceError) {
            current.accept(try sensor.readCurrent(), at: now)
            hasCurrent = true
            busVoltage.accept(try sensor.readBusVoltage(), at: now)
            currentSession.succeeded()
        } catch {
            patience.note(error)
            currentSession.failed(error, sensor)
            // A current that was read stays good when only the voltage after it fails.
            if !hasCurrent { current.reject(error) }
            busVoltage.reject(error)
        }
    }

    private mutating func readBridge(_ index: Int, now: Instant) {
        let sensor = hardware.bridgeSensors[index]
        pressureBounds[index] = nil
        guard patience.isLeft else {
            pressures[index].reject(.bus(.timeout))
            return
        }
        guard
            bridgeSessions[index].prepare(
                sensor, now: now, mayConfigure: true, patience: &patience)
        else {
            pressures[index].reject(bridgeSessions[index].problem ?? .noFreshData)
            return
        }
        do throws(DeviceError) {
            let sample = try sensor.readBridgeRatio()
            bridgeSessions[index].succeeded()
            tares.take(sample.value, stack: index)
            let calibration = tares.loadCell(index)
            let pressure = calibration.pressure(ratio: sample.value)
            if calibration.range.contains(pressure) {
                pressures[index].accept(Sample(pressure, rawCode: sample.rawCode), at: now)
            } else {
                pressures[index].reject(.saturated)
                let isAbove = pressure > calibration.range.upperBound
                pressureBounds[index] =
                    isAbove ? calibration.range.upperBound : calibration.range.lowerBound
            }
        } catch {
            patience.note(error)
            bridgeSessions[index].failed(error, sensor)
            pressures[index].reject(error)
            tares.fail(error, stack: index)
            // The converter does not say at which end of its range it is: too much is worse.
            if case .saturated = error {
                pressureBounds[index] = settings.loadCells[index].range.upperBound
            }
        }
    }

    private mutating func readTemperature(_ index: Int, now: Instant) {
        let sensor = hardware.temperatureSensors[index]
        guard patience.isLeft else {
            temperatures[index].reject(.bus(.timeout))
            return
        }
        guard
            temperatureSessions[index].prepare(
                sensor, now: now, mayConfigure: true, patience: &patience)
        else {
            temperatures[index].reject(temperatureSessions[index].problem ?? .noFreshData)
            return
        }
        do throws(DeviceError) {
            temperatures[index].accept(try sensor.readTemperature(), at: now)
            temperatureSessions[index].succeeded()
        } catch {
            patience.note(error)
            temperatureSessions[index].failed(error, sensor)
            temperatures[index].reject(error)
        }
    }

    /// Errors of all devices since the start.
    var errorCount: UInt64 {
        var sum = monitorSession.errorCount + currentSession.errorCount
        for session in temperatureSessions { sum += session.errorCount }
        for session in bridgeSessions { sum += session.errorCount }
        for session in otherSessions { sum += session.errorCount }
        return sum
    }

    /// Whether every device is identified, configured and measuring.
    var isReady: Bool {
        monitorSession.isReady && currentSession.isReady
            && temperatureSessions.allSatisfy(\.isReady) && bridgeSessions.allSatisfy(\.isReady)
            && otherSessions.allSatisfy(\.isReady)
    }

    /// Whether an attempt to start some device has failed and not been made good.
    var hasAbsentDevice: Bool {
        monitorSession.problem != nil || currentSession.problem != nil
            || temperatureSessions.contains { $0.problem != nil }
            || bridgeSessions.contains { $0.problem != nil }
            || otherSessions.contains { $0.problem != nil }
    }
}
