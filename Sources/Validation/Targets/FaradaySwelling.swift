import CellModel
import Configuration
import PackSimulation

/// Height that a charge of lithium leaves or takes.
enum FaradaySwelling {
    /// Height of voids per charge stripped faster than they refill, m³/C.
    static func voidHeight(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let pressure = conditions.pressure, let temperature = conditions.temperature,
            let density = conditions.currentDensity, let charge = conditions.charge
        else { return .nan }
        var test = TestCell(
            cell, pressure: pressure, temperature: temperature, stateOfCharge: 1)
        test.run(currentDensity: -density, duration: charge / density, step: 1)
        let lost = 1 - test.cell.contactFraction
        return lost * test.design.contact.voidHeight / charge
    }

    /// Growth of a layer per charge, m³/C, as a gauge beside the press would show it: pressure in a
    /// constant gap over its stiffness.
    static func stackGrowth(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let pressure = conditions.pressure, let charge = conditions.charge else {
            return .nan
        }
        let stiffness = 1e9
        let rise = ConstantGap.rise(
            cell, fixture: StackFixture(preload: pressure, stiffness: stiffness), conditions)
        return rise / stiffness / charge / cell.parameters.layerCount
    }
}
