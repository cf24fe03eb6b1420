import CellModel
public import Configuration
public import Control
public import Protection
public import Quantities

/// Plays a mission: what the operator presses and what charger and load do, step by step.
///
/// Charger and load behave as they should: they stop when the pack is disconnected and stay inside
/// the limits the loop reports.
public struct MissionRunner: Sendable {
    /// What the mission sees of the world and of the loop's last step.
    public struct View: Sendable {
        public var lowestStateOfCharge: Double
        public var highestStateOfCharge: Double
        public var lowestCellVoltage: Double
        public var highestCellVoltage: Double
        /// Series resistance of the largest cell, Ω; the charger's regulator needs a scale.
        public var cellResistance: Double
        public var current: Double
        public var state: ContactorState
        /// Permitted currents, magnitudes, A.
        public var chargeLimit: Double
        public var dischargeLimit: Double
    }

    /// How a step of the mission ended.
    public struct Outcome: Sendable, Equatable {
        public let step: String
        public let began: Instant
        public let ended: Instant
        /// Whether an ending condition held, rather than the time limit being reached.
        public let isComplete: Bool
    }

    private let steps: [MissionStep]
    private var index = 0
    private var stepBegan: Instant = .start
    private var hasBegun = false
    private var regulated = 0.0
    private var profileTime: Duration = .zero
    private var nextPress: Instant = .start
    private var lastUpdate: Instant = .start
    private var raised: [Diagnostic] = []
    private var active: [Diagnostic] = []

    /// Steps that are over, in order.
    public private(set) var outcomes: [Outcome] = []

    public init(steps: [MissionStep]) {
        self.steps = steps
        raised.reserveCapacity(Diagnostic.allCases.count)
        active.reserveCapacity(Snapshot.flagLimit)
    }

    /// Whether every step is over.
    public var isOver: Bool { index >= steps.count }

    /// Name of the current step; the last one's after the end.
    public var stepName: String { steps.isEmpty ? "" : steps[min(index, steps.count - 1)].name }

    /// How much of the mission is over, by steps, 0 to 1.
    public var progress: Double { steps.isEmpty ? 1 : Double(index) / Double(steps.count) }

    /// When a step began; `nil` before. The current step included.
    public func began(_ step: String) -> Instant? {
        if let outcome = outcomes.first(where: { $0.step == step }) { return outcome.began }
        return hasBegun && !isOver && steps[index].name == step ? stepBegan : nil
    }

    /// Takes the flags of the loop's last step.
    public mutating func observe(_ snapshot: borrowing Snapshot) {
        for event in snapshot.events where event.kind == .raised {
            if !raised.contains(event.diagnostic) { raised.append(event.diagnostic) }
        }
        active.removeAll(keepingCapacity: true)
        for flag in snapshot.activeFlags where !active.contains(flag.diagnostic) {
            active.append(flag.diagnostic)
        }
    }

    /// Takes the active flags of a loop whose snapshots are out of reach.
    mutating func observe(active flags: [Diagnostic]) {
        for diagnostic in flags where !raised.contains(diagnostic) { raised.append(diagnostic) }
        active = flags
    }

    /// Gives the mission up: nothing is demanded any more.
    mutating func stop() { index = steps.count }

    /// What the outside does now.
    ///
    /// - Returns: What source or load asks for, A, positive charges; and the operator's requests.
    public mutating func advance(
        now: Instant, view: View
    ) -> (demand: Double, requests: OperatorRequests) {
        var requests: OperatorRequests = []
        let elapsed = now - lastUpdate
        lastUpdate = now
        // Several steps may end at once, but never more than there are.
        for _ in 0...steps.count {
            guard !isOver else { return (0, requests) }
            if !hasBegun {
                hasBegun = true
                stepBegan = now
                regulated = 0
                if case .profile(_, let continues) = steps[index].action, !continues {
                    profileTime = .zero
                }
                nextPress = now
            }
            if case .command(let command) = steps[index].action, now >= nextPress {
                requests.formUnion(OperatorRequests(command))
                nextPress = now + .seconds(1)
            }
            guard let isComplete = ending(now: now, view: view) else { break }
            outcomes.append(
                Outcome(
                    step: steps[index].name, began: stepBegan, ended: now,
                    isComplete: isComplete))
            index += 1
            hasBegun = false
        }
        guard !isOver else { return (0, requests) }
        let wanted = demand(view: view, elapsed: elapsed)
        return (wanted.clamped(-view.dischargeLimit, view.chargeLimit), requests)
    }

    private mutating func demand(view: View, elapsed: Duration) -> Double {
        let mayFlow = view.state == .operating
        switch steps[index].action {
        case .command, .rest:
            return 0
        case .current(let current):
            return mayFlow ? current.amperes : 0
        case .constantCurrentConstantVoltage(let current, let voltage):
            guard mayFlow else { return 0 }
            // An integrating regulator scaled by the cell's resistance: half the error per step.
            let error = voltage.volts - view.highestCellVoltage
            regulated += 0.5 * error / max(view.cellResistance, 1e-4)
            regulated = regulated.clamped(0, current.amperes)
            return regulated
        case .profile(let profile, _):
            guard mayFlow else { return 0 }
            profileTime += elapsed
            return profile.current(at: profileTime)?.amperes ?? 0
        }
    }

    /// Whether the step is over: `nil` while it is not, `false` when only its time is up.
    private func ending(now: Instant, view: View) -> Bool? {
        let step = steps[index]
        for ending in step.until where holds(ending, now: now, view: view) { return true }
        if step.until.isEmpty {
            switch step.action {
            case .command: return true
            case .profile(let profile, _):
                if profileTime >= profile.duration { return true }
            case .rest, .current, .constantCurrentConstantVoltage: break
            }
        }
        if let limit = step.timeLimit, now - stepBegan >= limit { return step.until.isEmpty }
        return nil
    }

    private func holds(_ ending: MissionStep.Ending, now: Instant, view: View) -> Bool {
        switch ending {
        case .elapsed(let duration): now - stepBegan >= duration
        case .state(let state): view.state == state
        case .stateOfChargeAbove(let limit): view.lowestStateOfCharge >= limit.fraction
        case .stateOfChargeBelow(let limit): view.lowestStateOfCharge <= limit.fraction
        case .cellVoltageAbove(let limit): view.highestCellVoltage >= limit.volts
        case .cellVoltageBelow(let limit): view.lowestCellVoltage <= limit.volts
        case .currentBelow(let limit): view.current.magnitude <= limit.amperes
        case .raised(let diagnostic): raised.contains(diagnostic)
        case .cleared(let diagnostic):
            raised.contains(diagnostic) && !active.contains(diagnostic)
        }
    }
}

extension MissionRunner.View {
    /// The truth of a rig, beside what is known of the loop.
    ///
    /// - Parameters:
    ///   - chargeLimit: Magnitude, A.
    ///   - dischargeLimit: Magnitude, A.
    init(
        _ rig: SimulatedRig, state: ContactorState, chargeLimit: Double, dischargeLimit: Double
    ) {
        self.init(
            lowestStateOfCharge: .infinity, highestStateOfCharge: -.infinity,
            lowestCellVoltage: .infinity, highestCellVoltage: -.infinity, cellResistance: 0,
            current: rig.power.current, state: state, chargeLimit: chargeLimit,
            dischargeLimit: dischargeLimit)
        for position in 0..<rig.pack.positionCount {
            let charge = rig.pack.stateOfCharge(position: position)
            let voltage = rig.pack.voltage(position: position)
            let resistance = rig.pack.seriesResistance(position: position)
            lowestStateOfCharge = min(lowestStateOfCharge, charge)
            highestStateOfCharge = max(highestStateOfCharge, charge)
            lowestCellVoltage = min(lowestCellVoltage, voltage)
            highestCellVoltage = max(highestCellVoltage, voltage)
            cellResistance = max(cellResistance, resistance)
        }
    }
}

extension OperatorRequests {
    /// The request a button stands for.
    init(_ command: OperatorCommand) {
        switch command {
        case .close: self = .close
        case .open: self = .open
        case .acknowledge: self = .acknowledge
        }
    }
}
