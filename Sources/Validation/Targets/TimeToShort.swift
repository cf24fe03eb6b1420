import CellModel
import Configuration
import PackSimulation

/// How long a pressed cell lasts before lithium has found its way through.
enum TimeToShort {
    /// Hours of a test after which it is given up, as s.
    static let longest = 2000.0 * 3600

    /// Time of cycling at the current of the conditions, half a cycle for their duration, until the
    /// cell shorts, s; infinite when the test is given up before.
    static func time(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let pressure = conditions.pressure, let temperature = conditions.temperature,
            let density = conditions.currentDensity, let half = conditions.duration
        else { return .nan }
        var test = TestCell(
            cell, pressure: pressure, temperature: temperature, stateOfCharge: 0.5)
        let intrusion = test.design.physics.intrusion
        let current = density * test.design.totalArea
        let step = 60.0
        var (time, path) = (0.0, 0.0)
        while time < longest {
            let isCharging = Int(time / half) % 2 == 0
            test.advance(interval: step, current: isCharging ? current : -current)
            time += step
            path += intrusion.rate(pressure: test.pressure) * step
            if path >= 1 { return time }
        }
        return .infinity
    }
}
