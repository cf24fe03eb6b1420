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

    /// Rise in pressure over a charge, Pa, in a fixture.
    static func rise(
        _ cell: CellDescription, fixture: StackFixture, _ conditions: TestConditions
    ) -> Double {
        trace(cell, fixture: fixture, conditions, pointCount: 1).last?.rise ?? .nan
    }

    /// Rise in pressure, Pa, over charge, C/m², from empty.
    ///
    /// Every stack settles and loses pressure; the same cell at rest for the same time is the
    /// baseline, as a charge of some hours would vanish in the drift of a cell that hardly swells.
    static func trace(
        _ cell: CellDescription, fixture: StackFixture, _ conditions: TestConditions,
        pointCount: Int
    ) -> [(charge: Double, rise: Double)] {
        guard let temperature = conditions.temperature, let charge = conditions.charge,
            let rate = conditions.rate
        else { return [] }
        var test = TestCell(cell, fixture: fixture, temperature: temperature)
        var resting = test
        let density = rate * test.design.capacity / test.design.totalArea
        let part = charge / density / Double(pointCount)
        return (1...pointCount).map { index in
            test.run(currentDensity: density, duration: part)
            resting.run(currentDensity: 0, duration: part)
            return (
                charge * Double(index) / Double(pointCount), test.pressure - resting.pressure
            )
        }
    }
}
