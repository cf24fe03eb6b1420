import CellModel
import Configuration
import PackSimulation

/// Pressure of a cell that charges between plates held at a distance.
enum ConstantGap {
    /// Rise in pressure over a charge, Pa, in the fixture of the cell file.
    static func rise(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let fixture = cell.fixture?.mechanics else { return .nan }
        return rise(cell, fixture: fixture, conditions)
    }

    /// Rise in pressure per charge, Pa m²/C.
    static func slope(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let charge = conditions.charge else { return .nan }
        return rise(cell, conditions) / charge
    }

    static func rise(
        _ cell: CellDescription, fixture: StackFixture, _ conditions: TestConditions
    ) -> Double {
        let trace = trace(cell, fixture: fixture, conditions, pointCount: 1)
        guard let last = trace.last else { return .nan }
        return last.pressure - fixture.preload
    }

    /// Pressure, Pa, over charge, C/m², from empty.
    static func trace(
        _ cell: CellDescription, fixture: StackFixture, _ conditions: TestConditions,
        pointCount: Int
    ) -> [(charge: Double, pressure: Double)] {
        guard let temperature = conditions.temperature, let charge = conditions.charge,
            let rate = conditions.rate
        else { return [] }
        var test = TestCell(cell, fixture: fixture, temperature: temperature)
        let density = rate * test.design.capacity / test.design.totalArea
        let part = charge / density / Double(pointCount)
        return (1...pointCount).map { index in
            test.run(currentDensity: density, duration: part)
            return (charge * Double(index) / Double(pointCount), test.pressure)
        }
    }
}
