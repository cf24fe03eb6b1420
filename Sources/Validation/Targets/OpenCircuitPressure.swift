import CellModel
import Configuration
import PackSimulation

/// How the voltage of a resting cell answers to the press.
enum OpenCircuitPressure {
    /// Change of the terminal voltage at rest over the change in pressure, V/Pa.
    static func slope(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let first = conditions.pressure, let last = conditions.finalPressure,
            let temperature = conditions.temperature, let charge = conditions.stateOfCharge
        else { return .nan }
        var test = TestCell(
            cell, pressure: first, temperature: temperature, stateOfCharge: charge)
        test.run(currentDensity: 0, duration: 60)
        let before = test.cell.terminalVoltage
        test.press(to: last)
        return (test.cell.terminalVoltage - before) / (last - first)
    }
}
