import CellModel
import Configuration

/// Resistance of a cell that is pressed for the first time, and on the way back.
enum Compression {
    /// Ω of the cell at the pressure of the conditions, after the highest one if they name it.
    static func resistance(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let pressure = conditions.pressure, let temperature = conditions.temperature else {
            return .nan
        }
        var test = TestCell(cell, pressure: lowestPressure, temperature: temperature)
        if let highest = conditions.highestPressure { test.press(to: highest) }
        test.press(to: pressure)
        return test.resistance
    }

    /// Resistance, Ω, through a row of pressures, Pa, of one cell that remembers them.
    static func trace(
        _ cell: CellDescription, temperature: Double, pressures: [Double]
    ) -> [(pressure: Double, resistance: Double)] {
        var test = TestCell(cell, pressure: lowestPressure, temperature: temperature)
        return pressures.map { pressure in
            test.press(to: pressure)
            return (pressure, test.resistance)
        }
    }

    /// A press that barely touches, Pa.
    private static let lowestPressure = 1e5
}
