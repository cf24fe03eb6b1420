import Configuration
import PackSimulation

/// How long a pressed cell lasts before lithium has found its way through.
enum TimeToShort {
    /// When a test is given up, s.
    static let longest = 2000.0 * 3600

    /// Time of cycling at the current of the conditions, half a cycle for their duration, until the
    /// cell is shorted for good, s; infinite when the test is given up before.
    static func time(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let pressure = conditions.pressure, let temperature = conditions.temperature,
            let density = conditions.currentDensity, let half = conditions.duration
        else { return .nan }
        var test = TestCell(
            cell, pressure: pressure, temperature: temperature, stateOfCharge: 0.5)
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
