import CellModel
import Configuration

/// What cycling leaves of the capacity.
enum CapacityRetention {
    /// Capacity after the cycles of the conditions over that of the new cell.
    static func retention(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let count = conditions.cycleCount, let rate = conditions.rate,
            let temperature = conditions.temperature, let ageing = cell.physics?.ageing
        else { return .nan }
        // A cycle is a charge and a discharge at the rate.
        let calendar = ageing.calendarLoss(
            after: 0, temperature: temperature, interval: Double(count) * 2 / rate)
        return 1 - calendar - ageing.cycleLoss * Double(count)
    }
}
