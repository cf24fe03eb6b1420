import HAL
import Quantities

/// Reads every device once per step, the devices of each bus in a lane of their own, and shows what
/// they said.
struct Acquisition {
    let lanes: [AcquisitionLane]
    private let work: AcquisitionWork
    private let runner: any LaneRunner
    /// The lanes that read the devices of each role.
    private let monitorLane: AcquisitionLane
    private let currentLane: AcquisitionLane
    private let laneOfTemperature: [Int]
    let laneOfBridge: [Int]

    init(
        hardware: Hardware, settings: ControlSettings, runner: any LaneRunner = SerialLaneRunner()
    ) {
        let plans = LanePlan.plans(for: hardware, settings: settings)
        let lanes = plans.map {
            AcquisitionLane(hardware: hardware, settings: settings, plan: $0)
        }
        func lane(_ holds: (LanePlan) -> Bool) -> Int {
            guard let index = plans.firstIndex(where: holds) else {
                preconditionFailure("Every device hangs on one of the buses.")
            }
            return index
        }
        self.lanes = lanes
        self.runner = runner
        work = AcquisitionWork(lanes)
        monitorLane = lanes[lane(\.hasCellMonitor)]
        currentLane = lanes[lane(\.hasCurrentSensor)]
        laneOfTemperature = hardware.temperatureSensors.indices.map { index in
            lane { $0.temperatures.contains(index) }
        }
        laneOfBridge = hardware.bridgeSensors.indices.map { index in
            lane { $0.bridges.contains(index) }
        }
    }

    /// Reads everything that is due and returns when every lane is done.
    ///
    /// - Parameter isOpen: Whether the contactors are proven open, so that the cell monitor may be
    ///   configured.
    func acquire(now: Instant, isOpen: Bool) {
        work.now = now
        work.isOpen = isOpen
        runner.run(work)
    }

    /// Has the cell monitor bleed these cells and no others.
    ///
    /// - Returns: Whether it took the command.
    func bleed(_ cells: UInt32) -> Bool { monitorLane.bleed(cells) }

    // MARK: - What was read

    func cellVoltage(_ cell: Int) -> Channel<Voltage> { monitorLane.cellVoltages[cell] }

    func temperature(_ cell: Int) -> Channel<Temperature> {
        lanes[laneOfTemperature[cell]].temperatures[cell]
    }

    func pressure(_ stack: Int) -> Channel<Pressure> {
        lanes[laneOfBridge[stack]].pressures[stack]
    }

    /// The end of the calibrated range at which a stack's pressure is, when it is beyond.
    func pressureBound(_ stack: Int) -> Pressure? {
        lanes[laneOfBridge[stack]].pressureBounds[stack]
    }

    var current: Channel<Current> { currentLane.current }
    var busVoltage: Channel<Voltage> { currentLane.busVoltage }
    var packVoltage: Channel<Voltage> { monitorLane.packVoltage }
    var monitorCurrent: Channel<Current> { monitorLane.monitorCurrent }
    var monitorTemperature: Channel<Temperature> { monitorLane.monitorTemperature }
    var trips: CellMonitorTrips { monitorLane.trips }
    var monitorLostConfiguration: Bool { monitorLane.monitorLostConfiguration }

    // MARK: - State

    /// Errors of all devices since the start.
    var errorCount: UInt64 {
        var sum: UInt64 = 0
        for lane in lanes { sum += lane.errorCount }
        return sum
    }

    /// Whether every device is identified, configured and measuring.
    var isReady: Bool {
        for lane in lanes where !lane.isReady { return false }
        return true
    }

    /// Whether an attempt to start some device has failed and not been made good.
    var hasAbsentDevice: Bool {
        for lane in lanes where lane.hasAbsentDevice { return true }
        return false
    }

    /// Buses that are named; none where the hardware names none.
    static func busCount(of hardware: Hardware) -> Int {
        hardware.places == nil ? 0 : hardware.buses.count
    }

    /// Writes what became of every bus.
    func describe(_ buses: inout [BusSnapshot]) {
        for index in buses.indices { lanes[index].describe(&buses[index]) }
    }
}

/// One step's work for a ``LaneRunner``.
private final class AcquisitionWork: LaneWork {
    let lanes: [AcquisitionLane]
    /// Set before the lanes run; they only read it.
    var now = Instant.start
    var isOpen = false

    init(_ lanes: [AcquisitionLane]) { self.lanes = lanes }

    var laneCount: Int { lanes.count }

    func runLane(_ index: Int) { lanes[index].run(now: now, isOpen: isOpen) }
}
