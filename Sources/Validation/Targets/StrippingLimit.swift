import CellModel
import Configuration
import PackSimulation

/// The current at which lithium leaves faster than it follows.
enum StrippingLimit {
    /// The highest stripping current, A/m², at which contact stays above the fraction of the
    /// conditions for their duration.
    static func current(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let limit = conditions.contactFraction else { return .nan }
        return Bisection.onset(from: 1e-2, to: 1e3) { density in
            var conditions = conditions
            conditions.currentDensity = density
            return contactFraction(cell, conditions) < limit
        }
    }

    /// The lowest pressure, Pa, at which contact stays above the fraction of the conditions.
    static func pressure(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let limit = conditions.contactFraction else { return .nan }
        return Bisection.onset(from: 1e4, to: 1e9) { pressure in
            var conditions = conditions
            conditions.pressure = pressure
            return contactFraction(cell, conditions) >= limit
        }
    }

    /// What is left of the contact after stripping, 0 to 1.
    static func contactFraction(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let pressure = conditions.pressure, let temperature = conditions.temperature,
            let density = conditions.currentDensity, let duration = conditions.duration
        else { return .nan }
        var test = TestCell(
            cell, pressure: pressure, temperature: temperature, stateOfCharge: 1)
        test.run(currentDensity: -density, duration: duration, step: 30)
        return test.cell.contactFraction
    }
}
