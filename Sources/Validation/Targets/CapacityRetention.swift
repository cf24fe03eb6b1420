import CellModel
import Configuration
import PackSimulation
import Quantities

/// What cycling leaves of the capacity.
enum CapacityRetention {
    /// Discharge capacity of the last cycle of the conditions over that of the first.
    static func retention(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let count = conditions.cycleCount, let last = trace(cell, conditions).last,
            last.cycle == count
        else { return .nan }
        return last.retention
    }

    /// Retention of every cycle that the cell lasts: charged and discharged between the limits of
    /// its file at the rate of the conditions, without a hold and without rests.
    static func trace(
        _ cell: CellDescription, _ conditions: TestConditions
    ) -> [(cycle: Int, retention: Double)] {
        guard let count = conditions.cycleCount, let rate = conditions.rate,
            let temperature = conditions.temperature, let fixture = cell.fixture
        else { return [] }
        let current = Current.amperes(rate * cell.parameters.capacity)
        let plan = CyclingPlan(
            temperature: .kelvins(temperature), chargeCurrent: current, dischargeCurrent: current,
            voltageRange: cell.voltageRange, holdUntil: nil, rest: .zero, cycleCount: count,
            initialStateOfCharge: StateOfCharge(fraction: 0))
        var cycler = CellCycler(
            CyclingDescription(
                name: "retention", summary: cell.name, cell: cell, fixture: fixture, plan: plan,
                seed: 1, expectations: [], provenance: []))
        cycler.run()
        return cycler.cycles.map { ($0.number, $0.capacityRetention) }
    }
}
