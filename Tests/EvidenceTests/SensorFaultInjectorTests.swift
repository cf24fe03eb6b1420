import Configuration
import Evidence
import Identification
import Testing

/// Faults of sensors: they do what they say, and the same again.
@Suite struct SensorFaultInjectorTests {
    static let log = MeasuredLog(
        name: "log", time: (0..<1000).map(Double.init),
        voltage: [Double](repeating: 3.7, count: 1000),
        current: [Double](repeating: -2, count: 1000),
        chargeCurrent: [Double](repeating: -1.5, count: 1000),
        temperature: [Double](repeating: 298, count: 1000))

    func readings(
        _ faults: SensorFaults, log: String = "a.csv", thickness: Double? = nil
    ) -> [SensorReadings] {
        var injector = SensorFaultInjector(faults, log: log)
        return (0..<Self.log.count).map { row in
            var readings = SensorReadings(Self.log, row: row, thickness: thickness)
            injector.apply(to: &readings, elapsed: Self.log.time[row])
            return readings
        }
    }

    @Test func `without a fault the readings are those of the log`() {
        let all = readings(SensorFaults())
        #expect(all == (0..<1000).map { SensorReadings(Self.log, row: $0) })
    }

    @Test func `bias and gain act on both currents and on nothing else`() {
        var faults = SensorFaults()
        faults.current.bias = 0.03
        faults.current.gainError = 0.01
        let all = readings(faults)
        #expect(all.allSatisfy { abs(($0.current ?? 0) - (-2.02 + 0.03)) < 1e-12 })
        #expect(all.allSatisfy { abs(($0.chargeCurrent ?? 0) - (-1.515 + 0.03)) < 1e-12 })
        #expect(all.allSatisfy { $0.voltage == 3.7 && $0.temperature == 298 })
    }

    @Test func `every channel can be spoilt`() {
        var faults = SensorFaults()
        faults.voltage.bias = 0.01
        faults.temperature.bias = -5
        faults.thickness.gainError = -0.5
        let first = readings(faults, thickness: 1e-4)[0]
        #expect(abs((first.voltage ?? 0) - 3.71) < 1e-12)
        #expect(first.temperature == 293)
        #expect(abs((first.thickness ?? 0) - 0.5e-4) < 1e-18)
        #expect(first.current == -2)
        // What nobody measured cannot be spoilt.
        #expect(readings(faults)[0].thickness == nil)
    }

    @Test func `noise has its deviation, no mean, and comes again with its seed`() {
        var faults = SensorFaults()
        faults.voltage.noise = 0.002
        faults.seed = 5
        let noise = readings(faults).map { ($0.voltage ?? 0) - 3.7 }
        let mean = noise.reduce(0, +) / 1000
        let deviation = (noise.reduce(0) { $0 + $1 * $1 } / 1000).squareRoot()
        // Five standard errors of the mean and of the deviation.
        #expect(abs(mean) < 5 * 0.002 / 1000.0.squareRoot())
        #expect(abs(deviation - 0.002) < 5 * 0.002 / 2000.0.squareRoot())
        #expect(readings(faults) == readings(faults))
        #expect(readings(faults, log: "b.csv") != readings(faults))
        var other = faults
        other.seed = 6
        #expect(readings(other) != readings(faults))
    }

    @Test func `noise of one sensor does not change that of another`() {
        var faults = SensorFaults()
        faults.voltage.noise = 0.002
        let alone = readings(faults).map(\.voltage)
        faults.current.noise = 0.1
        faults.current.dropout = .init(interval: 10, duration: 5)
        #expect(readings(faults).map(\.voltage) == alone)
        // A loss does not change the noise after it either.
        let whole = alone
        faults.voltage.dropout = .init(interval: 100, duration: 7)
        let broken = readings(faults).map(\.voltage)
        #expect(zip(broken, whole).allSatisfy { $0 == nil || $0 == $1 })
        #expect(broken.count { $0 == nil } == 9 * 7)
    }

    @Test func `a dropout loses whole readings, again and again, first after its interval`() {
        var faults = SensorFaults()
        faults.current.dropout = .init(interval: 60, duration: 5)
        let lost = readings(faults).enumerated().filter { $0.element.current == nil }
        let expected = (0..<1000).filter { $0 >= 60 && $0 % 60 < 5 }
        #expect(lost.map(\.offset) == expected)
        #expect(lost.allSatisfy { $0.element.chargeCurrent == nil && $0.element.voltage == 3.7 })
    }
}
