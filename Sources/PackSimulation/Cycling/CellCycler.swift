public import Configuration
import Quantities

/// Cycles one simulated cell as fast as it can.
///
/// Steps adapt to what happens; half cycles end where the voltage crosses its limit, found by
/// shortening the last step, so that capacities do not depend on the length of steps. One cycle is
/// one call, and the same description gives the same results.
public struct CellCycler: Sendable {
    public let description: CyclingDescription
    /// Every cycle so far, formation and check-ups among them.
    public private(set) var cycles: [CycleResult] = []
    /// s since the start.
    public internal(set) var time = 0.0
    /// Steps accepted.
    public internal(set) var stepCount = 0
    /// Why it stopped before the last cycle; nil otherwise.
    public internal(set) var stop: CyclerStop?
    /// When the first internal short began, s; nil without one.
    public internal(set) var firstShortTime: Double?

    let settings: CyclerSettings
    var world: CyclerWorld
    /// The cycle that runs.
    var cycle = CycleResult(purpose: .cycling, number: 1)
    var phase = CyclerPhase.charge
    /// Capacity the plan's guards refer to, C.
    let capacity: Double
    /// By how much the last step at constant current changed things, over what is allowed.
    var lastLoad = 0.0
    /// Charge and energy through the terminals in either direction, C and J.
    var chargeThroughput = 0.0
    var energyThroughput = 0.0
    private let start: ConservationBalance
    private var schedule: CycleSchedule
    private var firstCapacities: [CyclePurpose: Double] = [:]

    /// - Parameter settings: How finely to step.
    public init(_ description: CyclingDescription, settings: CyclerSettings = CyclerSettings()) {
        let plan = description.plan
        let design = SimulatedCellDesign(description.cell)
        self.description = description
        self.settings = settings
        capacity = design.capacity
        schedule = CycleSchedule(plan)
        world = CyclerWorld(
            design: design, mechanics: description.fixture.stackMechanics,
            stateOfCharge: plan.initialStateOfCharge.fraction,
            temperature: plan.temperature.kelvins, seriesCount: plan.seriesCount,
            seed: description.seed)
        start = ConservationBalance(world.cell)
        cycles.reserveCapacity(schedule.count)
    }

    /// Whether the last cycle is done, or no other is possible.
    public var isOver: Bool { stop != nil || schedule.next == nil }

    /// Cycles of all purposes that the plan asks for.
    public var plannedCount: Int { schedule.count }

    /// Counted cycles that ran to their end.
    public var cyclesCompleted: Int { schedule.completed }

    /// What the books of the cell leave unexplained, over what passed its terminals: rounding.
    public var conservation: (charge: Double, energy: Double) {
        let end = ConservationBalance(world.cell)
        return (
            (end.charge - start.charge) / max(chargeThroughput, 1e-300),
            (end.energy - start.energy) / max(energyThroughput, 1e-300)
        )
    }

    /// Runs the next cycle to its end.
    ///
    /// - Parameter observe: Called after each step.
    /// - Precondition: It is not over.
    public mutating func runCycle(observe: (CyclerSample) -> Void = { _ in }) {
        guard stop == nil, let next = schedule.next else {
            preconditionFailure("A cycler that is over has no next cycle.")
        }
        cycle = CycleResult(purpose: next.purpose, number: next.number)
        let shortsBefore = world.shortCount
        let plan = description.plan
        let currents = plan.currents(next.purpose)
        if let charge = plan.halfCycleCharge?.coulombs {
            runHalfCycle(.charge, current: currents.charge, charge: charge, observe)
            rest(.restCharged, observe)
            runHalfCycle(.discharge, current: -currents.discharge, charge: charge, observe)
        } else {
            runHalfCycle(.charge, current: currents.charge, charge: .infinity, observe)
            if let end = plan.holdUntil?.amperes, stop == nil {
                hold(from: currents.charge, until: min(end, currents.charge * 0.99), observe)
            }
            rest(.restCharged, observe)
            runHalfCycle(.discharge, current: -currents.discharge, charge: .infinity, observe)
        }
        rest(.restDischarged, observe)
        cycle.shortCount = world.shortCount - shortsBefore
        finishCycle()
    }

    /// Runs all that is left.
    public mutating func run() { while !isOver { runCycle() } }

    private mutating func finishCycle() {
        guard stop == nil else { return }
        cycle.endTime = time
        cycle.interphaseResistance = world.cell.interphaseResistance
        let first = firstCapacities[cycle.purpose] ?? cycle.dischargeCapacity
        firstCapacities[cycle.purpose] = first
        cycle.capacityRetention = cycle.dischargeCapacity / first
        cycles.append(cycle)
        schedule.advance()
        if cycle.dischargeCapacity < 0.01 * capacity, description.plan.halfCycleCharge == nil {
            stop = .nothingLeft
        }
    }
}

extension CyclingPlan {
    /// The currents of a cycle, A, both positive.
    func currents(_ purpose: CyclePurpose) -> (charge: Double, discharge: Double) {
        let slow =
            switch purpose {
            case .formation: formation?.current.amperes
            case .checkUp: checkUp?.current.amperes
            case .cycling: Double?.none
            }
        return (slow ?? chargeCurrent.amperes, slow ?? dischargeCurrent.amperes)
    }
}
