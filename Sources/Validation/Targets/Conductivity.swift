import CellModel
import Configuration

/// Conductivity of a cell's electrolyte over temperature.
enum Conductivity {
    /// σ at the temperature of the conditions over σ at their reference temperature.
    static func ratio(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let temperature = conditions.temperature,
            let reference = conditions.referenceTemperature
        else { return .nan }
        let law = cell.parameters.resistance.electrolyte.conductivity
        return law.value(at: temperature) / law.value(at: reference)
    }
}
