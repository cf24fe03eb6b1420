public import Estimation
public import HAL
public import Protection
public import Quantities

/// The control loop: acquire → check → estimate → protect → actuate → report, once per step.
///
/// Synchronous and deterministic: the same readings at the same instants give the same snapshots.
/// It knows no chip, no thread and no clock, and allocates nothing after its first steps.
public final class ControlLoop {
    /// Told when the coils have been commanded; `nil`: nobody wants to know.
    public var witness: (any StepWitness)?

    private let hardware: Hardware
    private let settings: ControlSettings
    let acquisition: Acquisition
    var signals: SignalBuilder
    var estimator: PackEstimator
    private var outlook: PackOutlook?
    private var reporter: PowerReporter
    var rules: RuleEngine
    private var direction: DirectionDetector
    private var sequencer: ContactorSequencer
    private var limiter: CurrentLimiter
    private var balancer: Balancer?
    private var order: ContactorOrder?
    private(set) var snapshot: Snapshot
    private var previousStep: Instant?
    private var requests: OperatorRequests = []
    var tareRequest: TareRequest?
    private var lineFailures = LineFailures()
    var replacement = ContactorReplacement()
    /// Active flags that came to exceed the snapshot's list, ever, and those of the last step.
    private var unlistedFlags: UInt64 = 0
    private var unlistedBefore = 0
    private var watchdogLevel = false
    private var startedAt: Instant?
    private var hasBeenReady = false
    /// Counted over all runs.
    var lifetime = Lifetime()
    /// What was wrong at the start with what should have survived.
    var findings: StartFindings = []
    /// Whether what must survive reaches the disk.
    var isStateStored = true
    /// What others say of matters that are not measured here.
    var notes = Notes()

    /// How long devices may take to come up before their readings count as missing.
    private static let startUpLimit = Duration.seconds(30)

    /// A loop over devices that have not been spoken to yet.
    ///
    /// - Parameters:
    ///   - outlook: Predicts limits and reserves; `nil` leaves both out.
    ///   - laneRunner: Reads the devices of different buses one after the other or at the same
    ///     time.
    public init(
        hardware: Hardware, settings: ControlSettings, estimator: PackEstimator, rules: [Rule],
        contactors: ContactorSettings, derating: CurrentLimitSettings,
        outlook: PackOutlook? = nil, laneRunner: any LaneRunner = SerialLaneRunner()
    ) {
        let cellCount = settings.stackOfCell.count
        let stackCount = settings.loadCells.count
        precondition(
            hardware.temperatureSensors.count == cellCount
                && hardware.bridgeSensors.count == stackCount
                && hardware.cellMonitor.cellCount == cellCount,
            "A loop needs one temperature sensor per cell and one bridge sensor per stack.")
        self.hardware = hardware
        self.settings = settings
        self.estimator = estimator
        precondition(
            outlook.map { $0.cellCount == cellCount && $0.stackCount == stackCount } ?? true,
            "An outlook is of the cells and stacks of its loop.")
        self.outlook = outlook
        reporter = PowerReporter(settings: derating)
        acquisition = Acquisition(
            hardware: hardware, settings: settings, runner: laneRunner)
        signals = SignalBuilder(settings: settings, rules: rules)
        self.rules = RuleEngine(rules: rules, cellCount: cellCount, stackCount: stackCount)
        direction = DirectionDetector(deadBand: settings.restCurrent)
        sequencer = ContactorSequencer(settings: contactors)
        limiter = CurrentLimiter(settings: derating)
        precondition(
            settings.balancing == nil || cellCount <= BalancingInputs.cellCountMaximum,
            "A pack that is balanced has no more cells than a mask has bits.")
        balancer = settings.balancing.map { Balancer(settings: $0) }
        snapshot = Snapshot(
            cellCount: cellCount, stackCount: stackCount,
            busCount: Acquisition.busCount(of: hardware))
    }

    /// Cells in a snapshot of this loop.
    public var cellCount: Int { settings.stackOfCell.count }

    /// Stacks in a snapshot of this loop.
    public var stackCount: Int { settings.loadCells.count }

    /// Asks for something at the next step; requests of one step are taken together.
    public func request(_ request: OperatorRequests) { requests.formUnion(request) }

    /// The state and the auxiliary contacts as of the last step that looked.
    var state: ContactorState { snapshot.state }
    var feedback: ContactorSet { snapshot.feedback }

    /// Runs one step.
    ///
    /// - Parameters:
    ///   - now: Later than in the step before.
    ///   - timing: What whoever keeps the time says of it; left out, nothing is known.
    /// - Returns: What was read, believed, decided and done.
    public func step(now: Instant, timing: StepTiming = StepTiming()) -> Snapshot {
        let interval = previousStep.map { (now - $0).inSeconds } ?? 0
        precondition(previousStep == nil || interval > 0, "Steps move forward in time.")
        previousStep = now
        let startedAt = startedAt ?? now
        self.startedAt = startedAt
        snapshot.now = now

        let isOpen = sequencer.commanded.isEmpty && (order?.isOpenAndSettled ?? true)
        beginTare(now: now, isOpen: isOpen)
        acquisition.acquire(now: now, isOpen: isOpen)
        readLines()
        concludeTare(now: now, isOpen: isOpen)
        takeReplacement(isOpen: isOpen)
        report(now: now)
        let current = estimate(interval: interval)
        lookAhead(current: current, interval: interval)
        hasBeenReady =
            hasBeenReady || acquisition.isReady
            || now - startedAt > Self.startUpLimit
        protect(now: now, interval: interval, timing: timing)
        actuate()
        balance(now: now)
        snapshot.sequence += 1
        return snapshot
    }

    // MARK: - Acquire

    /// A line that cannot be read is taken as the unsafe answer, and a pulse between two steps as
    /// if it lasted.
    private func readLines() {
        snapshot.interlockIsClosed = !read(hardware.interlock, .interlock, otherwise: true)
        snapshot.emergencyStopIsPressed = read(
            hardware.emergencyStop, .emergencyStop, otherwise: true)
        var feedback: ContactorSet = []
        if isClosed(hardware.negativeContactor, .negative) { feedback.insert(.negative) }
        if isClosed(hardware.prechargeContactor, .precharge) { feedback.insert(.precharge) }
        if isClosed(hardware.positiveContactor, .positive) { feedback.insert(.positive) }
        snapshot.feedback = feedback
    }

    private func read(_ line: any DigitalInput, _ role: LineRole, otherwise: Bool) -> Bool {
        do throws(LineError) { return try line.readLatched() } catch {
            lineFailures.note(role, .line(error), at: snapshot.now)
            return otherwise
        }
    }

    /// A contactor that cannot be asked is taken to be where it should not be.
    private func isClosed(_ contactor: any Contactor, _ which: ContactorSet) -> Bool {
        do throws(DeviceError) { return try contactor.readFeedback() } catch {
            lineFailures.note(.feedback(which), error, at: snapshot.now)
            return snapshot.commanded.isDisjoint(with: which)
        }
    }

    private func report(now: Instant) {
        let ages = settings.ageLimits
        let frozen = settings.frozenLimits
        let plausible = settings.plausible
        for cell in snapshot.cells.indices {
            snapshot.cells[cell].voltage = acquisition.cellVoltage(cell).reading(
                now: now, ageLimit: ages.cellVoltage, frozenLimit: frozen.cellVoltage,
                within: plausible.cellVoltage)
            snapshot.cells[cell].temperature = acquisition.temperature(cell).reading(
                now: now, ageLimit: ages.temperature, frozenLimit: frozen.temperature,
                within: plausible.temperature)
        }
        for stack in snapshot.stacks.indices {
            snapshot.stacks[stack].pressure = acquisition.pressure(stack).reading(
                now: now, ageLimit: ages.pressure, frozenLimit: frozen.pressure,
                within: plausible.pressure)
            snapshot.stacks[stack].tare = acquisition.tareStatus(stack)
        }
        let currents = -plausible.current...plausible.current
        snapshot.current = acquisition.current.reading(
            now: now, ageLimit: ages.current, frozenLimit: frozen.current, within: currents)
        snapshot.currentOfCellMonitor = acquisition.monitorCurrent.reading(
            now: now, ageLimit: ages.current, frozenLimit: .zero, within: currents)
        snapshot.busVoltage = acquisition.busVoltage.reading(
            now: now, ageLimit: ages.current, frozenLimit: .zero)
        snapshot.packVoltage = acquisition.packVoltage.reading(
            now: now, ageLimit: ages.cellVoltage, frozenLimit: .zero)
        acquisition.describe(&snapshot.buses)
        snapshot.transferErrors = acquisition.errorCount + lineFailures.count
        snapshot.lineErrors = lineFailures.count
        snapshot.lineFailure = lineFailures.last
    }

    // MARK: - Estimate

    /// - Returns: The current that the estimates were made with.
    private func estimate(interval: Double) -> Reading<Current> {
        // The redundant measurement stands in while the first one is missing.
        let current =
            snapshot.current.value == nil
            ? snapshot.currentOfCellMonitor : snapshot.current
        if let value = current.value {
            let moved = Charge.coulombs(value.amperes * interval)
            snapshot.chargeThroughput = snapshot.chargeThroughput + moved
            lifetime.count(moved)
        }
        for cell in snapshot.cells.indices {
            estimator.setVoltage(snapshot.cells[cell].voltage, cell: cell)
            estimator.setTemperature(snapshot.cells[cell].temperature, cell: cell)
            estimator.setBleedCurrent(bleedCurrent(cell: cell), cell: cell)
        }
        for stack in snapshot.stacks.indices {
            estimator.setPressure(snapshot.stacks[stack].pressure, stack: stack)
        }
        estimator.step(current: current, interval: interval)
        // One copy to read from: a property of a class is copied by every call that reads it.
        let estimator = estimator
        for cell in snapshot.cells.indices {
            snapshot.cells[cell].estimate = estimator.estimate(cell: cell)
        }
        for stack in snapshot.stacks.indices {
            snapshot.stacks[stack].pressureExpected =
                .pascals(estimator.pressureExpected(stack: stack))
        }
        return current
    }

    /// Power, energy and health from the estimates of this step.
    private func lookAhead(current: Reading<Current>, interval: Double) {
        guard var outlook else { return }
        // One owner while it changes; two would copy its arrays.
        self.outlook = nil
        for stack in snapshot.stacks.indices {
            outlook.setStack(
                stack, pressure: snapshot.stacks[stack].pressure,
                expected: snapshot.stacks[stack].pressureExpected)
        }
        for cell in snapshot.cells.indices {
            outlook.setCell(
                cell, estimate: snapshot.cells[cell].estimate,
                temperature: snapshot.cells[cell].temperature)
        }
        outlook.step(current: current, interval: interval)
        for cell in snapshot.cells.indices {
            snapshot.cells[cell].health = outlook.health(cell: cell)
        }
        self.outlook = outlook
    }

    /// What bled a cell since the step before.
    private func bleedCurrent(cell: Int) -> Current {
        guard snapshot.cells[cell].isBalancing,
            let voltage = snapshot.cells[cell].voltage.value
        else {
            return .zero
        }
        return .amperes(voltage.volts / settings.bleedResistance.ohms)
    }

    // MARK: - Protect

    private func protect(now: Instant, interval: Double, timing: StepTiming) {
        snapshot.events.removeAll(keepingCapacity: true)
        signals.update(
            from: &snapshot, acquisition: acquisition, order: order, interval: interval,
            isStarting: !hasBeenReady, timing: timing)
        setRestartSignals(now: now, startedAt: startedAt ?? now)
        setNoteSignals(unixSeconds: timing.unixSeconds)
        // By the current that the rules compare, unless the first measurement is missing.
        let compared = snapshot.current.value == nil ? nil : signals.table.value(.packCurrent)
        let directions = direction.update(compared.map { .amperes($0) })
        rules.evaluate(signals.table, direction: directions, now: now, into: &snapshot.events)
        if requests.contains(.acknowledgeAfterInspection) {
            rules.acknowledge(now: now, as: .service, into: &snapshot.events)
        } else if requests.contains(.acknowledge) {
            rules.acknowledge(now: now, into: &snapshot.events)
        }
        snapshot.timeToOpen = rules.timeToOpen(now: now)
        var limits = limiter.update(signals.table, engine: rules, now: now)
        if let outlook {
            snapshot.outlook = reporter.report(outlook, limits: &limits, now: now)
        }
        snapshot.limits = limits
        let decided = sequencer.step(inputs(now: now))
        requests = []
        order = decided
        snapshot.state = decided.state
        lifetime.count(decided.coils.subtracting(snapshot.commanded))
        snapshot.contactorCycles = lifetime.cycles
        snapshot.commanded = decided.coils
        snapshot.refusal = decided.refusal ?? replacement.refusal
        snapshot.activeFlags.removeAll(keepingCapacity: true)
        let unlisted = rules.activeFlags(into: &snapshot.activeFlags)
        unlistedFlags += UInt64(max(0, unlisted - unlistedBefore))
        unlistedBefore = unlisted
        snapshot.droppedEvents = rules.droppedEvents + unlistedFlags
    }

    private func inputs(now: Instant) -> ContactorInputs {
        var isValid = snapshot.current.value != nil && snapshot.busVoltage.value != nil
        for cell in snapshot.cells.indices {
            isValid =
                isValid && snapshot.cells[cell].voltage.value != nil
                && snapshot.cells[cell].temperature.value != nil
        }
        for stack in snapshot.stacks.indices {
            isValid = isValid && snapshot.stacks[stack].pressure.value != nil
        }
        return ContactorInputs(
            now: now, devicesReady: acquisition.isReady && isValid, readingsValid: isValid,
            fatalActive: rules.isFatalActive, countdownElapsed: snapshot.timeToOpen == .zero,
            emergency: snapshot.emergencyStopIsPressed || !snapshot.interlockIsClosed,
            requests: requests, feedback: snapshot.feedback, current: snapshot.current.value,
            packVoltage: snapshot.packVoltage.value, busVoltage: snapshot.busVoltage.value)
    }

    // MARK: - Actuate

    /// A coil that cannot be commanded does not keep the others from it, but it keeps the watchdog
    /// from its toggle: the supply of the coils is then taken away by hardware.
    private func actuate() {
        var isDone = command(hardware.positiveContactor, .positive)
        isDone = command(hardware.prechargeContactor, .precharge) && isDone
        isDone = command(hardware.negativeContactor, .negative) && isDone
        witness?.coilsWereCommanded()
        guard isDone else { return }
        watchdogLevel.toggle()
        do throws(LineError) { try hardware.watchdog.set(watchdogLevel) } catch {
            lineFailures.note(.watchdog, .line(error), at: snapshot.now)
        }
    }

    /// Takes the power off every coil, outside a step: for a loop that cannot step any more.
    public func dropCoils() {
        snapshot.commanded = []
        _ = command(hardware.positiveContactor, .positive)
        _ = command(hardware.prechargeContactor, .precharge)
        _ = command(hardware.negativeContactor, .negative)
    }

    /// - Returns: Whether the coil took the command.
    private func command(_ contactor: any Contactor, _ which: ContactorSet) -> Bool {
        do throws(DeviceError) {
            try contactor.command(closed: !snapshot.commanded.isDisjoint(with: which))
            return true
        } catch {
            lineFailures.note(.coil(which), error, at: snapshot.now)
            return false
        }
    }

    // MARK: - Balance

    /// Last of all, because it is the least urgent: what opens the contactors also ends bleeding,
    /// in the same step.
    private func balance(now: Instant) {
        guard var balancer else { return }
        let isAtRest = snapshot.current.value.map { $0.magnitude < settings.restCurrent } ?? false
        let temperature = acquisition.monitorTemperature.reading(
            now: now, ageLimit: settings.ageLimits.cellVoltage, frozenLimit: .zero)
        var inputs = BalancingInputs(
            now: now, state: snapshot.state, fatalActive: rules.isFatalActive, isAtRest: isAtRest,
            monitorTemperature: temperature.value)
        for cell in snapshot.cells.indices {
            inputs.addCell(
                voltage: snapshot.cells[cell].voltage,
                temperature: snapshot.cells[cell].temperature)
        }
        let order = balancer.step(inputs)
        if order.isDue {
            if acquisition.bleed(order.cells) {
                balancer.accept(order, now: now)
            } else {
                balancer.reject()
            }
        }
        for cell in snapshot.cells.indices {
            snapshot.cells[cell].isBalancing = balancer.accepted & 1 << UInt32(cell) != 0
        }
        self.balancer = balancer
    }
}
