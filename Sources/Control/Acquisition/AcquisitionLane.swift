import HAL
import Quantities

/// The devices of one bus, read once per step, and what they said as channels.
///
/// Failures stay with the device they belong to: one silent chip costs its own readings and nothing
/// else. A lane touches nothing of another lane, so lanes may run at the same time.
final class AcquisitionLane {
    let hardware: Hardware
    let settings: ControlSettings
    let plan: LanePlan

    var cellVoltages: [Channel<Voltage>]
    var temperatures: [Channel<Temperature>]
    var pressures: [Channel<Pressure>]
    /// The end of the calibrated range at which a stack's pressure is, when it is beyond.
    var pressureBounds: [Pressure?]
    var current = Channel<Current>()
    var busVoltage = Channel<Voltage>()
    var packVoltage = Channel<Voltage>()
    var monitorCurrent = Channel<Current>()
    /// Of the cell monitor's die.
    var monitorTemperature = Channel<Temperature>()
    /// The cell monitor's own protections, as of its last frame.
    var trips: CellMonitorTrips = []
    /// Whether the cell monitor lost its configuration and has not been configured again.
    var monitorLostConfiguration = false

    /// Turns bridge ratios into pressures.
    var tares: TareBench

    var frame: CellMonitorFrame
    var monitorSession = DeviceSession()
    var currentSession = DeviceSession()
    var temperatureSessions: [DeviceSession]
    var bridgeSessions: [DeviceSession]
    var otherSessions: [DeviceSession]
    var patience = BusPatience()
    /// Readings that may be repeated in this step, and those that ever were.
    var retriesLeft = 0
    var retryCount: UInt64 = 0

    /// The last error of a device.
    private var lastFailure: DeviceFailure?
    private var stepTime = Instant.start

    private var nextTemperature = 0
    private let bus: BusHardware?
    private let maintenance: BusMaintenance?
    private(set) var recovery: BusRecovery
    private var errorRate = ErrorRate()
    private var misselections = 0

    /// Readings that are repeated once in a step: one glitch, not a broken bus.
    private static let retryLimit = 2
    /// Transfers of a step that may run into their deadline.
    static let timeoutLimit = BusPatience.timeoutLimit

    init(
        hardware: Hardware, settings: ControlSettings, plan: LanePlan
    ) {
        self.hardware = hardware
        self.settings = settings
        self.plan = plan
        let cellCount = settings.stackOfCell.count
        let stackCount = settings.loadCells.count
        cellVoltages = Array(repeating: Channel(), count: plan.hasCellMonitor ? cellCount : 0)
        temperatures = Array(repeating: Channel(), count: cellCount)
        pressures = Array(repeating: Channel(), count: stackCount)
        pressureBounds = Array(repeating: nil, count: stackCount)
        tares = TareBench(settings.loadCells, settings: settings.tare)
        frame = CellMonitorFrame(cellCount: plan.hasCellMonitor ? cellCount : 0)
        temperatureSessions = Array(repeating: DeviceSession(), count: cellCount)
        bridgeSessions = Array(repeating: DeviceSession(), count: stackCount)
        otherSessions = Array(repeating: DeviceSession(), count: hardware.otherDevices.count)
        bus = plan.bus.map { hardware.buses[$0] }
        maintenance = bus.map { BusMaintenance($0) }
        recovery = BusRecovery(means: bus.map { .init($0) } ?? .init())
    }

    /// Reads everything that is due, the most urgent first: what is left when the bus hangs is
    /// not tried in this step. A bus that hangs is brought back before anything is read.
    ///
    /// - Parameter isOpen: Whether the contactors are proven open, so that the cell monitor may be
    ///   configured.
    func run(now: Instant, isOpen: Bool) {
        stepTime = now
        patience.renew()
        retriesLeft = Self.retryLimit
        bus?.bus.beginStep(timeoutLimit: Self.timeoutLimit)
        if bus?.bus.takeLoss() == true { recovery.observeLoss() }
        guard isBusUsable(now: now) else {
            rejectAll(.bus(recovery.isGone ? .adapterGone(0) : .busStuck))
            errorRate.add(bus?.bus, isUsable: false, at: now)
            return
        }
        let before = BusCounts(bus)
        readDevices(now: now, isOpen: isOpen)
        observe(since: before, now: now)
        errorRate.add(bus?.bus, isUsable: true, at: now)
    }

    private func readDevices(now: Instant, isOpen: Bool) {
        if plan.hasCellMonitor { readCellMonitor(now: now, isOpen: isOpen) }
        if plan.hasCurrentSensor { readCurrentSensor(now: now) }
        for index in plan.bridges { readBridge(index, now: now) }
        for _ in 0..<plan.temperaturesPerStep {
            readTemperature(plan.temperatures[nextTemperature], now: now)
            nextTemperature = (nextTemperature + 1) % plan.temperatures.count
        }
        for index in plan.others where patience.isLeft {
            guard isReachable(plan.channelsOfOthers[index]) else { continue }
            _ = prepare(
                &otherSessions[index], hardware.otherDevices[index], .otherDevice(index))
        }
    }

    // MARK: - The bus itself

    /// Climbs the ladder as far as this step allows.
    ///
    /// - Returns: Whether devices may be read.
    private func isBusUsable(now: Instant) -> Bool {
        guard let bus, let maintenance else { return true }
        var actionsLeft = BusRecovery.actionLimit
        while actionsLeft > 0, bus.bus.isOpen {
            let action = recovery.action(at: now)
            if action == .read {
                restartDevices(recovery.takeRestart())
                return true
            }
            if action == .wait { return false }
            recovery.conclude(maintenance.perform(action), at: now)
            actionsLeft -= 1
        }
        return false
    }

    private func observe(since before: BusCounts, now: Instant) {
        guard let bus else { return }
        let watched = bus.bus
        var switchRefused: Bool?
        if let busSwitch = bus.busSwitch {
            switchRefused = busSwitch.misselectionCount > misselections
            misselections = busSwitch.misselectionCount
        }
        recovery.observe(
            succeeded: watched.succeeded - before.succeeded, failedInRow: watched.failedInRow,
            isExhausted: !watched.isOpen, sawHeldLine: watched.sawHeldLine,
            sawLoss: watched.sawLoss, switchRefused: switchRefused, at: now)
    }

    /// Whether the branch of a device is in use.
    func isReachable(_ channel: Int?) -> Bool {
        channel.map { !recovery.isLeftOut(channel: $0) } ?? true
    }

    /// Starts devices anew. The cell monitor lives on the cells and loses no supply.
    private func restartDevices(_ which: BusRecovery.Restart) {
        if which == .nothing { return }
        if which == .everything, plan.hasCellMonitor { monitorSession.lose(hardware.cellMonitor) }
        if plan.hasCurrentSensor { currentSession.lose(hardware.currentSensor) }
        for index in plan.bridges { bridgeSessions[index].lose(hardware.bridgeSensors[index]) }
        for index in plan.temperatures {
            temperatureSessions[index].lose(hardware.temperatureSensors[index])
        }
        for index in plan.others { otherSessions[index].lose(hardware.otherDevices[index]) }
    }

    /// Nothing was measured in this step.
    private func rejectAll(_ error: DeviceError) {
        if plan.hasCellMonitor { rejectFrame(error) }
        if plan.hasCurrentSensor {
            current.reject(error)
            busVoltage.reject(error)
        }
        for index in plan.bridges {
            pressures[index].reject(error)
            pressureBounds[index] = nil
        }
        for index in plan.temperatures { temperatures[index].reject(error) }
    }

    /// Whether a failed reading is worth repeating in the same step. After an error the first
    /// transfer may fail on bcm2835 whatever the bus does; a deadline is not spent twice.
    func mayRetry(_ error: DeviceError, of device: DeviceRole) -> Bool {
        guard retriesLeft > 0, patience.isLeft else { return false }
        switch error {
        case .bus(.timeout), .bus(.unsupported), .bus(.adapterGone): return false
        case .bus, .checksum: break
        default: return false
        }
        retriesLeft -= 1
        retryCount += 1
        note(error, of: device)
        return true
    }

    /// Moves a device that is not ready one step on; whether measurements may be taken.
    func prepare(
        _ session: inout DeviceSession, _ device: any Device, _ role: DeviceRole,
        mayConfigure: Bool = true
    ) -> Bool {
        let before = session.errorCount
        let isReady = session.prepare(
            device, now: stepTime, mayConfigure: mayConfigure, patience: &patience)
        if session.errorCount > before, let problem = session.problem {
            note(problem, of: role)
        }
        return isReady
    }

    /// Takes a device's error.
    func fail(
        _ session: inout DeviceSession, _ device: any Device, _ role: DeviceRole,
        _ error: DeviceError
    ) {
        patience.note(error)
        let before = session.errorCount
        session.failed(error, device)
        if session.errorCount > before { note(error, of: role) }
    }

    private func note(_ error: DeviceError, of device: DeviceRole) {
        lastFailure = DeviceFailure(device: device, error: error, time: stepTime)
    }

    // MARK: - State

    /// What became of the bus, for the snapshot.
    func describe(_ snapshot: inout BusSnapshot) {
        guard let bus else { return }
        snapshot.transferCount = bus.bus.transferCount
        snapshot.errorCount = bus.bus.errorCount
        snapshot.errorRate = errorRate.value
        snapshot.rung = recovery.rung
        snapshot.isHeld = recovery.isHeld
        snapshot.isGone = recovery.isGone
        snapshot.lossNumber = bus.bus.lossNumber
        snapshot.deviceErrorCount = errorCount
        snapshot.lastFailure = lastFailure
        snapshot.stuckChannels = recovery.stuckChannels
        snapshot.switchRefuses = recovery.switchRefuses
        snapshot.recoveryCount = recovery.recoveryCount
    }

    /// Errors of all devices since the start.
    var errorCount: UInt64 {
        var sum = monitorSession.errorCount + currentSession.errorCount + retryCount
        for session in temperatureSessions { sum += session.errorCount }
        for session in bridgeSessions { sum += session.errorCount }
        for session in otherSessions { sum += session.errorCount }
        return sum
    }

    /// Whether every device is identified, configured and measuring.
    var isReady: Bool {
        (monitorSession.isReady || !plan.hasCellMonitor)
            && (currentSession.isReady || !plan.hasCurrentSensor)
            && plan.temperatures.allSatisfy { temperatureSessions[$0].isReady }
            && plan.bridges.allSatisfy { bridgeSessions[$0].isReady }
            && plan.others.allSatisfy { otherSessions[$0].isReady }
    }

    /// Whether an attempt to start some device has failed and not been made good, or the controller
    /// of the bus is gone.
    var hasAbsentDevice: Bool {
        recovery.isGone || monitorSession.problem != nil || currentSession.problem != nil
            || temperatureSessions.contains { $0.problem != nil }
            || bridgeSessions.contains { $0.problem != nil }
            || otherSessions.contains { $0.problem != nil }
    }
}

/// What a bus had counted in this step when the devices' turn came.
private struct BusCounts {
    let succeeded: Int

    init(_ bus: BusHardware?) { succeeded = bus?.bus.succeeded ?? 0 }
}
