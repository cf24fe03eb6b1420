import Configuration
import Testing

@testable import Evidence

@Suite struct ErringSensorTests {
    static func sensor(
        _ errors: SensorErrors, scale: Double = 1, seed: UInt64 = 1, name: String = "voltage"
    ) -> ErringSensor {
        ErringSensor(errors, scale: scale, seed: seed, name: name, index: 0)
    }

    @Test func `a sensor without errors shows the truth`() {
        var sensor = Self.sensor(.none, scale: 1e6)
        for truth in [0.0, -3.25, 1e7] { #expect(sensor.read(truth, interval: 1) == truth) }
    }

    @Test func `offset and gain are drawn once within their bounds`() {
        let errors = SensorErrors(offset: 5e-3, gain: 1e-2)
        var offsets: [Double] = []
        for seed in 1...400 {
            var sensor = Self.sensor(errors, seed: UInt64(seed))
            offsets.append(sensor.offset)
            #expect(sensor.offset.magnitude <= 5e-3 && sensor.gain.magnitude <= 1e-2)
            let expected = 4 * (1 + sensor.gain) + sensor.offset
            #expect((sensor.read(4, interval: 1) - expected).magnitude < 1e-12)
            #expect((sensor.read(4, interval: 1) - expected).magnitude < 1e-12)
        }
        #expect(offsets.contains { $0 > 4.5e-3 } && offsets.contains { $0 < -4.5e-3 })
    }

    @Test func `noise has its deviation and a step rounds`() {
        var noisy = Self.sensor(SensorErrors(noise: 2e-3), scale: 10)
        let squares = (0..<4000).reduce(0.0) { sum, _ in
            let error = noisy.read(1, interval: 1) - 1
            return sum + error * error
        }
        #expect(((squares / 4000).squareRoot() - 0.02).magnitude < 0.001)
        var stepped = Self.sensor(SensorErrors(resolution: 1e-3))
        #expect((stepped.read(3.1416, interval: 1) - 3.142).magnitude < 1e-12)
    }

    @Test func `the zero walks with the root of time`() {
        let errors = SensorErrors(walk: 1e-3)
        func spread(after steps: Int, of interval: Double) -> Double {
            let squares = (1...600).reduce(0.0) { sum, seed in
                var sensor = Self.sensor(errors, seed: UInt64(seed))
                var shown = 0.0
                for _ in 0..<steps { shown = sensor.read(0, interval: interval) }
                return sum + shown * shown
            }
            return (squares / 600).squareRoot()
        }
        #expect((spread(after: 9, of: 4) / 6e-3 - 1).magnitude < 0.1)
        #expect((spread(after: 1, of: 36) / 6e-3 - 1).magnitude < 0.1)
    }

    @Test func `sensors of different names err differently, those of one name alike`() {
        let errors = SensorErrors(offset: 1)
        #expect(Self.sensor(errors).offset == Self.sensor(errors).offset)
        #expect(Self.sensor(errors).offset != Self.sensor(errors, name: "pressure").offset)
    }
}
