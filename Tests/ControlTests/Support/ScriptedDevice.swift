import HAL
import Quantities

/// A device that does what a test tells it, and remembers what it was asked.
class ScriptedDevice: Device {
    let name: String
    /// Thrown by everything while it is there.
    var error: DeviceError?
    /// Thrown by ``identify()``.
    var identityError: DeviceError?
    /// Answers of ``start(now:)``, the last one again and again.
    var progress: [StartProgress] = [.ready]
    private(set) var identifications = 0
    private(set) var starts: [Instant] = []
    private(set) var restarts = 0

    init(_ name: String = "scripted") { self.name = name }

    func identify() throws(DeviceError) -> UInt32 {
        identifications += 1
        if let error { throw error }
        if let identityError { throw identityError }
        return 7
    }

    func start(now: Instant) throws(DeviceError) -> StartProgress {
        starts.append(now)
        if let error { throw error }
        return progress.count > 1 ? progress.removeFirst() : progress[0]
    }

    func restart() { restarts += 1 }
}

/// A cell monitor whose frames a test writes.
final class ScriptedCellMonitor: ScriptedDevice, CellMonitor {
    let cellCount: Int
    var voltages: [Voltage]
    var stackVoltage: Voltage?
    var current = Current.zero
    var trips: CellMonitorTrips = []
    private var scans = 0

    init(cellCount: Int, voltage: Voltage) {
        self.cellCount = cellCount
        voltages = Array(repeating: voltage, count: cellCount)
        super.init("cell monitor")
    }

    func readFrame(into frame: inout CellMonitorFrame) throws(DeviceError) {
        if let error { throw error }
        scans += 1
        // A real converter never shows one code for long.
        let noise = Voltage.microvolts(Double(scans % 2))
        for cell in 0..<cellCount { frame.cellVoltages[cell] = voltages[cell] + noise }
        frame.stackVoltage = stackVoltage ?? voltages.reduce(.zero) { $0 + $1 }
        frame.current = current
        frame.trips = trips
    }

    func setBalancing(_ cells: UInt32) throws(DeviceError) {}
}

final class ScriptedCurrentSensor: ScriptedDevice, CurrentSensor {
    var current = Current.zero
    var busVoltage = Voltage.zero
    /// Thrown by the bus voltage alone.
    var busVoltageError: DeviceError?
    private var reads: Int64 = 0

    func readCurrent() throws(DeviceError) -> Sample<Current> {
        if let error { throw error }
        reads += 1
        return Sample(current, rawCode: reads)
    }

    func readBusVoltage() throws(DeviceError) -> Sample<Voltage> {
        if let error = busVoltageError ?? error { throw error }
        return Sample(busVoltage, rawCode: reads)
    }

    func readCharge() throws(DeviceError) -> Sample<Charge> { Sample(.zero, rawCode: 0) }
}

final class ScriptedTemperatureSensor: ScriptedDevice, TemperatureSensor {
    var temperature = Temperature.celsius(60)
    private(set) var reads: Int64 = 0

    func readTemperature() throws(DeviceError) -> Sample<Temperature> {
        reads += 1
        if let error { throw error }
        return Sample(temperature, rawCode: reads)
    }
}

final class ScriptedBridgeSensor: ScriptedDevice, BridgeSensor {
    /// With the calibration of ``LoopRig``, megapascals.
    var ratio = 5.0
    private(set) var reads: Int64 = 0

    func readBridgeRatio() throws(DeviceError) -> Sample<Double> {
        reads += 1
        if let error { throw error }
        return Sample(ratio, rawCode: reads)
    }
}

/// A contactor that follows its coil at once, unless told otherwise.
final class ScriptedContactor: Contactor {
    var isClosed = false
    var commandError: DeviceError?
    var feedbackError: DeviceError?
    var isStuck = false

    func command(closed: Bool) throws(DeviceError) {
        if let commandError { throw commandError }
        if !isStuck { isClosed = closed }
    }

    func readFeedback() throws(DeviceError) -> Bool {
        if let feedbackError { throw feedbackError }
        return isClosed
    }
}

/// A wire with a level and perhaps an error.
final class ScriptedLine: DigitalInput, DigitalOutput {
    var isActive = false
    var error: LineError?
    private(set) var changes = 0

    func read() throws(LineError) -> Bool {
        if let error { throw error }
        return isActive
    }

    func set(_ isActive: Bool) throws(LineError) {
        if let error { throw error }
        if isActive != self.isActive { changes += 1 }
        self.isActive = isActive
    }
}
