import CellModel
import Identification

/// Tests of a cell whose parameters are known, to be found again.
enum SyntheticCell {
    static let capacity = 3.0 * 3600
    static let openCircuit = OpenCircuitVoltage(
        voltage: UniformTable(count: 401) { 3.2 + 0.9 * $0 + 0.06 * Double.tanh(8 * ($0 - 0.4)) })
    static let parameters = CellParameters(
        capacity: capacity, electrodeArea: 1, layerCount: 1, openCircuit: openCircuit,
        resistance: SeriesResistance(measured: StateMap(constant: 0.02)),
        polarisation: Polarisation(
            fastResistance: StateMap(constant: 0.008), fastTimeConstant: StateMap(constant: 15),
            slowResistance: StateMap(constant: 0.025), slowTimeConstant: StateMap(constant: 250)),
        contact: .inactive, swelling: Swelling(perCharge: 0, voidHeight: 0),
        thermal: CellThermal(heatCapacity: 45, conductanceToAmbient: 0.1))

    /// Runs the circuit through (seconds, amperes, seconds per row).
    static func log(
        _ name: String, from start: Double, celsius: Double = 25,
        _ parts: [(duration: Double, current: Double, interval: Double)]
    ) -> MeasuredLog {
        var (time, z, fast, slow) = (0.0, start, 0.0, 0.0)
        var columns = (t: [0.0], v: [voltage(start)], i: [0.0], z: [start])
        for part in parts {
            for _ in 0..<Int(part.duration / part.interval) {
                time += part.interval
                z += part.current * part.interval / capacity
                fast =
                    EquivalentCircuit<Double>.relaxed(
                        voltage: fast, resistance: 0.008, timeConstant: 15, current: part.current,
                        interval: part.interval
                    ).voltage
                slow =
                    EquivalentCircuit<Double>.relaxed(
                        voltage: slow, resistance: 0.025, timeConstant: 250, current: part.current,
                        interval: part.interval
                    ).voltage
                columns.t.append(time)
                columns.v.append(voltage(z) + part.current * 0.02 + fast + slow)
                columns.i.append(part.current)
                columns.z.append(z)
            }
        }
        return MeasuredLog(
            name: name, time: columns.t, voltage: columns.v, current: columns.i,
            temperature: [Double](repeating: celsius + 273.15, count: columns.t.count),
            referenceStateOfCharge: columns.z)
    }

    static func voltage(_ z: Double) -> Double { openCircuit.voltage.value(at: z).value }

    static func pulses(celsius: Double = 25) -> MeasuredLog {
        var parts: [(duration: Double, current: Double, interval: Double)] = []
        for _ in 0..<10 {
            parts += [(1200, 0, 10), (10, -3, 0.5), (40, 0, 0.5), (10, 1.5, 0.5), (600, 0, 5)]
            parts += [(10, -6, 0.5), (600, 0, 5), (975, -1, 10)]
        }
        return log("pulses", from: 1, celsius: celsius, parts)
    }

    static func tests(celsius: Double = 25) -> CellTests {
        CellTests(
            discharge: log("discharge", from: 1, celsius: celsius, [(72_000, -0.15, 60)]),
            charge: log("charge", from: 0, celsius: celsius, [(72_000, 0.15, 60)]),
            pulses: pulses(celsius: celsius))
    }
}
