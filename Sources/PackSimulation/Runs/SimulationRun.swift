public import Configuration
public import Control
public import Protection
public import Quantities

/// One scenario from start to verdict: world, mission, faults, loop and checkers in lock step.
///
/// One step moves the world by one loop period, plays the mission, then lets the loop look. Nothing
/// here reads a clock, so a run is as fast as the machine and the same every time.
public final class SimulationRun {
    public let scenario: ScenarioDescription
    public let rig: SimulatedRig
    public private(set) var mission: MissionRunner
    public private(set) var schedule: FaultSchedule
    public private(set) var flags = FlagLog()
    public private(set) var hazards: HazardMonitor
    public private(set) var estimateError: EstimateError
    public private(set) var trace = TraceHash()
    public private(set) var stepCount = 0
    /// States the loop has been in, in the order of their first visit.
    public private(set) var visitedStates: [ContactorState] = []
    /// Highest less lowest cell voltage before anything happened, V.
    let voltageSpreadAtStart: Double
    /// When the coils were last commanded off.
    private(set) var coilsOff: [Instant] = []

    private let control: ControlLoop
    private var invariants: InvariantChecker
    private let period: Duration
    private var demand = 0.0
    private var hadCoils = false
    private var chargeLimit = 0.0
    private var dischargeLimit = 0.0
    private(set) var state = ContactorState.initialising

    /// - Parameter control: A loop connected to the rig's ports.
    public init(scenario: ScenarioDescription, rig: SimulatedRig, control: ControlLoop) {
        self.scenario = scenario
        self.rig = rig
        voltageSpreadAtStart = rig.pack.voltageSpread
        self.control = control
        mission = MissionRunner(steps: scenario.mission)
        schedule = FaultSchedule(faults: scenario.faults)
        hazards = HazardMonitor(
            rules: scenario.pack.rules, loopPeriod: scenario.pack.loopPeriod)
        invariants = InvariantChecker(scenario: scenario)
        estimateError = EstimateError(settling: scenario.settling)
        period = scenario.pack.loopPeriod
        visitedStates.reserveCapacity(ContactorState.allCases.count)
    }

    /// Simulated time since the start.
    public var now: Instant { rig.now }

    /// Whether the mission or the time is over.
    public var isOver: Bool { mission.isOver || now - .start >= scenario.duration }

    /// Moves world, mission and loop by one period.
    ///
    /// - Returns: What the loop said.
    public func step() -> Snapshot {
        let now = rig.now + period
        rig.advance(to: now, demand: demand)
        invariants.checkInrush(rig)
        applyFaults(now: now)
        let (demand, requests) = mission.advance(now: now, view: view)
        self.demand = demand
        if !requests.isEmpty { control.request(requests) }
        hazards.observe(rig, isConnected: rig.board.contacts.isConnected)
        let snapshot = control.step(now: now)
        observe(snapshot)
        return snapshot
    }

    /// Ends the mission: load and charger stop, and the next step asks for open contactors.
    public func stop() {
        mission.stop()
        control.request(.open)
    }

    private func applyFaults(now: Instant) {
        schedule.update(now: now) { mission.began($0) }
        for entry in schedule.entries where entry.hasChanged {
            rig.apply(entry.fault.kind, size: entry.size)
        }
        schedule.acknowledgeChanges()
    }

    private func observe(_ snapshot: borrowing Snapshot) {
        hazards.decide(snapshot.commanded, now: snapshot.now)
        mission.observe(snapshot)
        flags.observe(snapshot)
        invariants.check(snapshot, rig: rig)
        estimateError.add(snapshot, rig: rig)
        trace.add(snapshot)
        stepCount += 1
        state = snapshot.state
        chargeLimit = snapshot.limits?.charge.current.amperes ?? 0
        dischargeLimit = snapshot.limits?.discharge.current.amperes ?? 0
        if !visitedStates.contains(state) { visitedStates.append(state) }
        let hasCoils = !snapshot.commanded.isEmpty
        if hadCoils && !hasCoils { coilsOff.append(snapshot.now) }
        hadCoils = hasCoils
    }

    private var view: MissionRunner.View {
        MissionRunner.View(
            rig, state: state, chargeLimit: chargeLimit, dischargeLimit: dischargeLimit)
    }

    /// What went wrong that must never go wrong: broken invariants, late answers to hazards,
    /// violations of datasheets. Empty in a good run.
    public var failures: [String] {
        var failures = invariants.violations
        for hazard in hazards.failures(now: now) {
            let answer = hazard.reaction.map { "answered after \($0)" } ?? "never answered"
            failures.append(
                "\(hazard.diagnostic.words) at \(hazard.place.words): \(answer), "
                    + "\(hazard.budget) allowed")
        }
        failures += rig.board.violations.map { "bus: " + $0 }
        return failures
    }
}

extension ScenarioDescription {
    /// The settling time its expectations give the estimator; 15 minutes without one.
    fileprivate var settling: Duration {
        for case .stateOfChargeError(_, let settling) in expectations { return settling }
        return .seconds(900)
    }
}
