import CellModel
import Configuration

/// How fast lithium of a cell's anode gives way.
enum LithiumCreepRate {
    /// Strain rate under the stress of the conditions, 1/s, as the anode's material file has it.
    static func rate(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let stress = conditions.pressure, let temperature = conditions.temperature,
            let creep = cell.creep
        else { return .nan }
        return creep.strainRate(stress: stress, temperature: temperature)
    }
}
