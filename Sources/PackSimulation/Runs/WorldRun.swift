public import Configuration
public import Protection
public import Quantities

/// A scenario's world, mission and faults for a control loop that runs somewhere else.
///
/// As ``SimulationRun``, without the loop: what is known of it comes in from outside, and what the
/// operator wants of it goes out. Reads no clock; the owner says how far to go.
public final class WorldRun {
    /// What is known of the loop. Charger and load stop when the pack is not operating and stay
    /// inside the limits.
    public struct LoopView: Sendable, Equatable {
        public var state = ContactorState.initialising
        /// Permitted currents, magnitudes.
        public var chargeLimit: Current
        public var dischargeLimit: Current

        public init(state: ContactorState, chargeLimit: Current, dischargeLimit: Current) {
            self.state = state
            self.chargeLimit = chargeLimit
            self.dischargeLimit = dischargeLimit
        }
    }

    public let scenario: ScenarioDescription
    public let rig: SimulatedRig
    public private(set) var mission: MissionRunner
    public private(set) var schedule: FaultSchedule
    public private(set) var hazards: HazardMonitor
    /// Set by the owner whenever it learns more.
    public var loop: LoopView

    /// Whether the mission waits: nobody is there yet whom its operator could ask. Physics goes on.
    public var isMissionHeld = false
    /// When the mission and its faults began to count.
    public private(set) var missionBegan: Instant?

    private var invariants: InvariantChecker
    private var demand = 0.0
    private var wasCommanded: ContactorSet = []
    /// When the coils were last commanded off, one entry each time; at most 1000.
    public private(set) var coilsOff: [Instant] = []

    public init(_ scenario: ScenarioDescription) {
        self.scenario = scenario
        rig = SimulatedRig(scenario)
        mission = MissionRunner(steps: scenario.mission)
        schedule = FaultSchedule(faults: scenario.faults)
        hazards = HazardMonitor(
            rules: scenario.pack.rules, loopPeriod: scenario.pack.loopPeriod)
        invariants = InvariantChecker(scenario: scenario)
        loop = LoopView(
            state: .initialising, chargeLimit: scenario.pack.derating.chargeRating,
            dischargeLimit: scenario.pack.derating.dischargeRating)
    }

    /// Time of the world.
    public var now: Instant { rig.now }

    /// Whether the mission or the time is over.
    public var isOver: Bool { mission.isOver || now - (missionBegan ?? now) >= scenario.duration }

    /// Whether the main contacts conduct.
    public var isConnected: Bool { rig.board.contacts.isConnected }

    /// Moves the world on: physics, then faults, then charger, load and operator.
    ///
    /// - Parameter instant: Later than ``now``.
    /// - Returns: What the operator asks the loop for.
    public func advance(to instant: Instant) -> OperatorRequests {
        rig.advance(to: instant, demand: demand)
        invariants.checkInrush(rig)
        guard !isMissionHeld else {
            hazards.observe(rig, isConnected: isConnected)
            return []
        }
        let began = missionBegan ?? instant
        missionBegan = began
        schedule.update(now: instant, origin: began) { mission.began($0) }
        for entry in schedule.entries where entry.hasChanged {
            rig.apply(entry.fault.kind, size: entry.size)
        }
        schedule.acknowledgeChanges()
        let (demand, requests) = mission.advance(now: instant, view: view)
        self.demand = demand
        hazards.observe(rig, isConnected: isConnected)
        return requests
    }

    /// Takes the state of the enable lines as they are now.
    public func observe(_ commanded: ContactorSet) {
        hazards.decide(commanded, now: now)
        if commanded.isEmpty, !wasCommanded.isEmpty, coilsOff.count < 1000 { coilsOff.append(now) }
        wasCommanded = commanded
    }

    /// Takes what the loop says of its flags.
    public func observe(active: [Diagnostic]) { mission.observe(active: active) }

    private var view: MissionRunner.View {
        MissionRunner.View(
            rig, state: loop.state, chargeLimit: loop.chargeLimit.amperes,
            dischargeLimit: loop.dischargeLimit.amperes)
    }

    /// What must never happen and did: closings onto a bus at another voltage.
    public var violations: [String] { invariants.violations }
}
