import CellModel
import Identification

/// Tests of a cell whose parameters are known, to be found again.
enum SyntheticCell {
    static let capacity = 3.0 * 3600
    static let openCircuit = OpenCircuitVoltage(
        voltage: UniformTable(count: 101) { 3.2 + 0.9 * $0 + 0.06 * Double.tanh(8 * ($0 - 0.4)) })
    static let parameters = CellParameters(
        capacity: capacity, electrodeArea: 1, layerCount: 1, openCircuit: openCircuit,
        resistance: SeriesResistance(measured: StateMap(constant: 0.02)),
        polarisation: Polarisation(
            fastResistance: StateMap(constant: 0.008), fastTimeConstant: StateMap(constant: 15),
            slowResistance: StateMap(constant: 0.025), slowTimeConstant: StateMap(constant: 250)),
        contact: .inactive, swelling: Swelling(perCharge: 0, voidHeight: 0),
        thermal: CellThermal(heatCapacity: 45, conductanceToAmbient: 0.1))

    /// The same cell with everything over state of charge and temperature, rows at 5 and 40 °C.
    static let rich: CellParameters = {
        func map(_ cold: Double, _ warm: Double, _ lean: Double) -> StateMap {
            StateMap(
                temperatures: [278.15, 313.15],
                rows: [cold, warm].map { size in
                    UniformTable(count: 11) { size * (1 + lean * (1 - $0) * (1 - $0)) }
                })
        }
        var cell = parameters
        cell.resistance.measured = map(0.04, 0.02, 0.5)
        cell.polarisation.fastResistance = map(0.02, 0.008, 1)
        cell.polarisation.slowResistance = map(0.05, 0.02, 0.8)
        cell.openCircuit.temperatureShift = StateMap(
            temperatures: [278.15, 313.15],
            rows: [UniformTable(count: 21) { -0.02 * (1 - $0) }, UniformTable([0, 0])])
        return cell
    }()

    /// What a log shall suffer.
    struct Trouble {
        /// V, standard deviation, alike over about 200 s.
        var noise = 0.0
        /// A that the sensor reads at rest.
        var currentOffset = 0.0
        /// What the counter multiplies with.
        var counterScale = 1.0
        var seed: UInt64 = 1
    }

    typealias Part = (duration: Double, current: Double, interval: Double)

    /// Runs the circuit through (seconds, amperes, seconds per row).
    static func log(
        _ name: String, from start: Double, celsius: Double = 25, cell: CellParameters = parameters,
        branch startBranch: Double = 0, trouble: Trouble = Trouble(), _ parts: [Part]
    ) -> MeasuredLog {
        let temperature = celsius + 273.15
        var noise = Noise(seed: trouble.seed)
        var (time, z, fast, slow, drift, branch) = (0.0, start, 0.0, 0.0, 0.0, startBranch)
        func circuit() -> EquivalentCircuit<Double> {
            EquivalentCircuit(
                parameters: cell, stateOfCharge: z, contactFraction: 1, interphaseResistance: 0,
                temperature: temperature, pressure: 0, highestPressure: 0, branch: branch)
        }
        var columns = (
            t: [0.0], v: [circuit().openCircuitVoltage], i: [trouble.currentOffset], z: [start]
        )
        for part in parts {
            for _ in 0..<Int(part.duration / part.interval) {
                time += part.interval
                let moved = part.current * part.interval / capacity
                z += moved
                if cell.openCircuit.hysteresis.rate > 0, moved != 0 {
                    branch = cell.openCircuit.hysteresis.advanced(state: branch, charge: moved)
                }
                let now = circuit()
                fast =
                    EquivalentCircuit<Double>.relaxed(
                        voltage: fast, resistance: now.fastResistance,
                        timeConstant: now.fastTimeConstant, current: part.current,
                        interval: part.interval
                    ).voltage
                slow =
                    EquivalentCircuit<Double>.relaxed(
                        voltage: slow, resistance: now.slowResistance,
                        timeConstant: now.slowTimeConstant, current: part.current,
                        interval: part.interval
                    ).voltage
                let decay = Double.exp(-part.interval / 200)
                drift =
                    drift * decay + trouble.noise * (1 - decay * decay).squareRoot() * noise.next()
                columns.t.append(time)
                columns.v.append(
                    drift
                        + now.terminalVoltage(
                            current: part.current, fastVoltage: fast, slowVoltage: slow))
                columns.i.append(part.current * trouble.counterScale + trouble.currentOffset)
                columns.z.append(z)
            }
        }
        return MeasuredLog(
            name: name, time: columns.t, voltage: columns.v, current: columns.i,
            temperature: [Double](repeating: temperature, count: columns.t.count),
            referenceStateOfCharge: columns.z)
    }

    static func voltage(_ z: Double) -> Double { openCircuit.voltage.value(at: z).value }

    static func pulses(
        celsius: Double = 25, cell: CellParameters = parameters, branch: Double = 0,
        trouble: Trouble = Trouble()
    ) -> MeasuredLog {
        var parts: [Part] = []
        for _ in 0..<10 {
            parts += [(1200, 0, 10), (10, -3, 0.5), (40, 0, 0.5), (10, 1.5, 0.5), (600, 0, 5)]
            parts += [(10, -6, 0.5), (600, 0, 5), (975, -1, 10)]
        }
        return log(
            "pulses", from: 1, celsius: celsius, cell: cell, branch: branch, trouble: trouble, parts
        )
    }

    /// A cycle from full that repeats until 5 % are left.
    static func drive(
        celsius: Double = 25, cell: CellParameters = parameters, trouble: Trouble = Trouble()
    ) -> MeasuredLog {
        let round: [Part] = [
            (30, -6, 1), (20, 0, 1), (10, 2, 1), (60, -3, 1), (15, -9, 1), (25, 1, 1),
        ]
        // A round takes 540 A s.
        let parts = (0..<Int(0.95 * capacity / 460)).flatMap { _ in round }
        return log("drive", from: 1, celsius: celsius, cell: cell, trouble: trouble, parts)
    }

    static func slow(
        celsius: Double = 25, cell: CellParameters = parameters, trouble: Trouble = Trouble()
    ) -> [FitTest] {
        let down = log(
            "discharge", from: 1, celsius: celsius, cell: cell, branch: 1, trouble: trouble,
            [(72_000, -0.15, 60)])
        let up = log(
            "charge", from: 0, celsius: celsius, cell: cell, branch: -1, trouble: trouble,
            [(72_000, 0.15, 60)])
        return [FitTest(.slowDischarge, down), FitTest(.slowCharge, up)]
    }

    static func tests(
        celsius: Double = 25, cell: CellParameters = parameters, trouble: Trouble = Trouble()
    ) -> [FitTest] {
        slow(celsius: celsius, cell: cell, trouble: trouble) + [
            FitTest(.pulses, pulses(celsius: celsius, cell: cell, branch: 1, trouble: trouble))
        ]
    }
}

/// Numbers that look normally distributed and are the same every time.
private struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// The sum of twelve uniform numbers, less their mean.
    mutating func next() -> Double {
        var sum = -6.0
        for _ in 0..<12 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            sum += Double(state >> 11) * 0x1p-53
        }
        return sum
    }
}
