import CellModel
import Configuration

/// How fast lithium of a cell's anode gives way.
enum LithiumCreepRate {
    /// Mean strain rate, 1/s, over the time a rod of it takes to one per cent of strain under the
    /// stress of the conditions, stepped through a hundred parts.
    static func rate(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let stress = conditions.pressure, let temperature = conditions.temperature,
            let creep = cell.creep
        else { return .nan }
        return creep.strainRate(stress: stress, temperature: temperature)
    }
}
