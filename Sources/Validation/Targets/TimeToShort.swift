import Configuration
import PackSimulation

/// How long a pressed cell lasts before lithium has found its way through.
enum TimeToShort {
    /// When a test is given up, s.
    static let longest = 2000.0 * 3600
    /// Cells per pressure, alike but for the chance of soft shorts; an odd number.
    static let cellCount: UInt64 = 5

    /// Time of cycling at the current of the conditions, half a cycle for their duration, until a
    /// cell is shorted for good, s: the median of some cells; infinite when most outlast the test.
    static func time(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        let times = (1...cellCount).map { time(cell, conditions, seed: $0) }.sorted()
        return times[times.count / 2]
    }

    /// The time of one cell.
    static func time(
        _ cell: CellDescription, _ conditions: TestConditions, seed: UInt64
    ) -> Double {
        guard let pressure = conditions.pressure, let temperature = conditions.temperature,
            let density = conditions.currentDensity, let half = conditions.duration
        else { return .nan }
        var test = TestCell(
            cell, pressure: pressure, temperature: temperature, stateOfCharge: 0.5, seed: seed)
        let current = density * test.design.totalArea
        let step = 60.0
        var time = 0.0
        while time < longest {
            let isCharging = Int(time / half) % 2 == 0
            test.advance(interval: step, current: isCharging ? current : -current)
            time += step
            if test.cell.isHardShorted { return time }
        }
        return .infinity
    }
}
