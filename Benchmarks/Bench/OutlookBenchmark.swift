import CellModel
import Estimation
import Quantities

/// Power, energy and health of 16 cells beside the estimator's step for the same cells, which it
/// must not dominate.
struct OutlookBenchmark {
    private static let cellCount = 16
    private static let stackOfCell = (0..<16).map { $0 / 4 }
    private static let fixtures = Array(repeating: ExampleCell.fixture, count: 4)

    func rows() -> [Row] {
        var estimator = PackEstimator(
            cells: Array(repeating: ExampleCell.parameters, count: Self.cellCount),
            stackOfCell: Self.stackOfCell, fixtures: Self.fixtures)
        func stepEstimator() {
            for cell in 0..<Self.cellCount {
                estimator.setVoltage(
                    .valid(.volts(3.78 + 0.002 * Double(cell)), age: .zero), cell: cell)
                estimator.setTemperature(.valid(.kelvins(298), age: .zero), cell: cell)
            }
            for stack in 0..<4 {
                estimator.setPressure(.valid(.megapascals(6.2), age: .zero), stack: stack)
            }
            estimator.step(current: .valid(.amperes(-0.01), age: .zero), interval: 0.1)
        }
        for _ in 0..<3000 { stepEstimator() }
        let estimates = (0..<Self.cellCount).map { estimator.estimate(cell: $0) }

        var inside = outlook(voltageMinimum: 2.5)
        // A limit that every cell breaks at the rating: each may have to be searched.
        var atLimit = outlook(voltageMinimum: 3.7)
        let times = Stopwatch.best([
            { stepEstimator() },
            { Self.step(&inside, estimates) },
            { Self.step(&atLimit, estimates) },
        ])
        let unit = "us"
        return [
            .time(
                "outlook of 16 cells, nothing binds", unit, times[1] * 1e6,
                reference: times[0] * 1e6, bar: 2),
            .time(
                "outlook of 16 cells, voltage binds", unit, times[2] * 1e6,
                reference: times[0] * 1e6, bar: 1),
        ]
    }

    private func outlook(voltageMinimum: Double) -> PackOutlook {
        var limits = OperatingLimits(
            voltage: voltageMinimum...4.4, chargingTemperature: 250...350,
            dischargingTemperature: 250...350, chargeCurrent: 0.03, dischargeCurrent: 0.06)
        limits.pressureMinimum = 1e6
        limits.pressureMaximum = 20e6
        limits.plating = PlatingLimit(
            criticalCurrent: 30, activationEnergy: 30_000, rateAtLimit: 1)
        return PackOutlook(
            cells: Array(repeating: ExampleCell.parameters, count: Self.cellCount),
            stackOfCell: Self.stackOfCell, fixtures: Self.fixtures, limits: limits)
    }

    private static func step(_ outlook: inout PackOutlook, _ estimates: [CellEstimate]) {
        for stack in 0..<4 {
            outlook.setStack(
                stack, pressure: .valid(.megapascals(6.2), age: .zero),
                expected: .megapascals(6.2))
        }
        for cell in 0..<cellCount {
            outlook.setCell(
                cell, estimate: estimates[cell], temperature: .valid(.kelvins(298), age: .zero))
        }
        outlook.step(current: .valid(.amperes(-0.01), age: .zero), interval: 0.1)
    }
}
