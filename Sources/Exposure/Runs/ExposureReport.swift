import Configuration
import PackSimulation
import Protection
import Quantities
import SimulatedChips

/// What an exposed rig saw: every hazard of the simulated truth against the contactor path, and how
/// well the exposure itself went. Times in the world's seconds, from when it began.
public struct ExposureReport: Sendable, Encodable {
    /// A physical event that had to open the contactors.
    public struct HazardEntry: Sendable, Encodable {
        public var diagnostic: String
        public var place: String
        public var beganSecond: Double
        /// When the enable lines fell; absent when they did not.
        public var openedSecond: Double?
        /// When the danger was over; absent when it was not.
        public var passedSecond: Double?
        public var reactionMillisecond: Double?
        public var budgetMillisecond: Double
        public var isMet: Bool
    }

    /// A change of the contactor path at the lines.
    public struct PathEntry: Sendable, Encodable {
        public var second: Double
        /// Enable lines that are active.
        public var commanded: [String]
        /// Whether the main contacts conduct.
        public var isConnected: Bool
    }

    /// One exposed bus.
    public struct BusEntry: Sendable, Encodable {
        public var name: String
        public var path: String
        public var transfers: Int
        public var failures: Int
    }

    /// A finished step of the mission.
    public struct StepEntry: Sendable, Encodable {
        public var name: String
        public var beganSecond: Double
        public var endedSecond: Double
        /// Whether one of its conditions held, rather than its time being up.
        public var isComplete: Bool
    }

    public var scenario: String
    public var seed: UInt64
    /// Times at the lines are known to within this.
    public var resolutionMillisecond: Double
    public var loopPeriodMillisecond: Double
    public var simulatedSecond: Double
    public var hazards: [HazardEntry]
    public var contactorPath: [PathEntry]
    public var buses: [BusEntry]
    public var mission: [StepEntry]
    public var missionIsOver: Bool
    public var watchdogTrips: Int
    /// Times the world was moved on, and the longest time between two.
    public var advances: Int
    public var gapMaximumMillisecond: Double
    public var lostMillisecond: Double
    /// Accesses that a data sheet does not allow, whoever made them.
    public var datasheetViolations: [String]
    /// What the operator was refused.
    public var operatorProblems: [String]
    /// Why this is no pass; empty when it is.
    public var failures: [String]
    /// Expectations of the scenario that only the loop itself could judge.
    public var unjudgedExpectations: Int

    /// Whether every hazard was met in its budget and nothing else failed.
    public var isPassed: Bool { failures.isEmpty }

    /// Draws the balance.
    ///
    /// - Parameters:
    ///   - paths: Device nodes, in the order of the buses.
    ///   - operatorProblems: `nil` when nobody played the mission's operator.
    public init(
        _ world: PacedWorld, buses: [ExposedBus], paths: [String], operatorProblems: [String]?
    ) {
        let run = world.run
        let resolution = world.tick
        scenario = run.scenario.name
        seed = run.scenario.seed
        resolutionMillisecond = resolution.inSeconds * 1000
        loopPeriodMillisecond = run.scenario.pack.loopPeriod.inSeconds * 1000
        simulatedSecond = run.now.seconds
        hazards = run.hazards.hazards.map {
            HazardEntry($0, isMet: $0.isMet(now: run.now, resolution: resolution))
        }
        contactorPath = world.pathEvents.map {
            PathEntry(
                second: $0.time.seconds, commanded: $0.commanded.names, isConnected: $0.isConnected)
        }
        self.buses = zip(buses, paths).map { bus, path in
            BusEntry(
                name: bus.name, path: path, transfers: bus.counts.transfers,
                failures: bus.counts.failures)
        }
        mission = run.mission.outcomes.map {
            StepEntry(
                name: $0.step, beganSecond: $0.began.seconds, endedSecond: $0.ended.seconds,
                isComplete: $0.isComplete)
        }
        missionIsOver = run.mission.isOver
        watchdogTrips = run.rig.board.watchdog.tripCount
        advances = world.pace.advances
        gapMaximumMillisecond = world.pace.gapMaximum.inSeconds * 1000
        lostMillisecond = world.pace.lostTime.inSeconds * 1000
        datasheetViolations = run.rig.board.violations
        self.operatorProblems = operatorProblems ?? []
        failures = []
        unjudgedExpectations = 0
        judge(world, isOperated: operatorProblems != nil)
    }

    private mutating func judge(_ world: PacedWorld, isOperated: Bool) {
        for hazard in hazards where !hazard.isMet {
            let answer =
                hazard.reactionMillisecond.map { "answered after \($0) ms" } ?? "never answered"
            failures.append(
                "\(hazard.diagnostic) at \(hazard.place): \(answer), "
                    + "\(hazard.budgetMillisecond) ms allowed")
        }
        failures += world.run.violations
        if lostMillisecond > 0 {
            failures.append("the world stood still for \(lostMillisecond) ms: this machine is busy")
        }
        for expectation in world.run.scenario.expectations {
            switch expectation {
            case .contactorsOpen(let after, let within):
                judgeOpening(world, after: after, within: within + world.tick)
            case .missionComplete where isOperated: judgeMission()
            case .finalState(let state) where isOperated:
                if world.run.loop.state != state {
                    failures.append("the run ends in \(world.run.loop.state), not in \(state)")
                }
            default: unjudgedExpectations += 1
            }
        }
    }

    private mutating func judgeOpening(_ world: PacedWorld, after: String, within: Duration) {
        let fault = world.run.schedule.entries.first { $0.fault.name == after }
        guard let began = fault?.began else {
            failures.append("\(after) never began")
            return
        }
        let opened = world.run.coilsOff.first { $0 >= began }
        if opened.map({ $0 - began <= within }) != true {
            let answer = opened.map { "after \(($0 - began).inSeconds) s" } ?? "never"
            failures.append("the contactors open \(answer) of \(after)")
        }
    }

    private mutating func judgeMission() {
        if !missionIsOver { failures.append("the mission is not over") }
        for step in mission where !step.isComplete {
            failures.append("step \"\(step.name)\" ended by its time limit")
        }
    }
}

extension ExposureReport.HazardEntry {
    init(_ hazard: Hazard, isMet: Bool) {
        diagnostic = "\(hazard.diagnostic)"
        place = Self.words(hazard.place)
        beganSecond = hazard.began.seconds
        openedSecond = hazard.opened?.seconds
        passedSecond = hazard.passed?.seconds
        reactionMillisecond = hazard.reaction.map { $0.inSeconds * 1000 }
        budgetMillisecond = hazard.budget.inSeconds * 1000
        self.isMet = isMet
    }

    /// Counted from 1.
    private static func words(_ place: Place) -> String {
        switch place.scope {
        case .cell: "cell \(place.index + 1)"
        case .stack: "stack \(place.index + 1)"
        case .pack: "pack"
        case .system: "system"
        }
    }
}

extension ContactorSet {
    /// In the order in which they close.
    fileprivate var names: [String] {
        var names: [String] = []
        if contains(.negative) { names.append("negative") }
        if contains(.precharge) { names.append("precharge") }
        if contains(.positive) { names.append("positive") }
        return names
    }
}
