import CellModel
import Configuration
import Quantities
import Testing

@testable import PackSimulation

struct CircuitTraceTests {
    private let fastResistance = 0.010
    private let slowResistance = 0.020
    private let seriesResistance = 0.030

    /// 1 Ah, 3 to 4 V, constant resistances.
    private var parameters: CellParameters {
        var cell = TestWorld.scenario.pack.cell.parameters
        cell.capacity = 3600
        cell.openCircuit = OpenCircuitVoltage(voltage: UniformTable([3, 4]))
        cell.resistance = SeriesResistance(measured: StateMap(constant: seriesResistance))
        cell.polarisation = Polarisation(
            fastResistance: StateMap(constant: fastResistance),
            fastTimeConstant: StateMap(constant: 10),
            slowResistance: StateMap(constant: slowResistance),
            slowTimeConstant: StateMap(constant: 100))
        return cell
    }

    private func run(
        _ times: [Double], _ currents: [Double],
        _ interpolation: SampledCurrent.Interpolation = .hold, step: Double = 0.1,
        start: Double = 0.5
    ) -> [CircuitTrace.Point] {
        var points: [CircuitTrace.Point] = []
        CircuitTrace(
            parameters: parameters, stateOfCharge: StateOfCharge(fraction: start),
            temperature: .celsius(25)
        ).run(
            SampledCurrent(times: times, currents: currents), interpolation: interpolation,
            longestStep: step
        ) { points.append($0) }
        return points
    }

    @Test func `without current the cell stays at its open-circuit voltage`() {
        for point in run([0, 100], [0, 0]) {
            #expect(point.voltage == 3.5)
            #expect(point.openCircuitVoltage == 3.5)
            #expect(point.stateOfCharge == 0.5)
        }
    }

    @Test func `charging raises the voltage, at once by I R₀`() {
        let points = run([5, 6], [2, 2])
        #expect(points[0].time == 5)
        #expect((points[0].voltage - (3.5 + 2 * seriesResistance)).magnitude < 1e-12)
        #expect(points[1].stateOfCharge > 0.5)
        #expect(points[1].fastVoltage > 0 && points[1].slowVoltage > 0)
        let discharged = run([5, 6], [-2, -2])
        #expect(discharged[0].voltage < 3.5)
        #expect(discharged[1].stateOfCharge < 0.5)
        #expect(discharged[1].fastVoltage < 0 && discharged[1].slowVoltage < 0)
    }

    /// v = I R (1 − e^(−t/τ)): exact for a held current, whatever the step.
    @Test(arguments: [0.1, 1, 20])
    func `a held current charges the RC pairs as the formula says`(step: Double) throws {
        let last = try #require(run([0, 40], [-3, 0], step: step).last)
        let fast = -3 * fastResistance * (1 - Double.exp(-4))
        let slow = -3 * slowResistance * (1 - Double.exp(-0.4))
        #expect((last.fastVoltage - fast).magnitude < 1e-12)
        #expect((last.slowVoltage - slow).magnitude < 1e-12)
        #expect((last.stateOfCharge - (0.5 - 3.0 * 40 / 3600)).magnitude < 1e-12)
        let voltage = 3 + last.stateOfCharge - 3 * seriesResistance + fast + slow
        #expect((last.voltage - voltage).magnitude < 1e-12)
    }

    /// A ramp s t gives v = R s [t − τ (1 − e^(−t/τ))]; means over steps h err by about
    /// R s h² / (12 τ), here 4.2e-8 V.
    @Test func `a linear current charges them as a ramp does`() throws {
        let last = try #require(run([0, 40], [0, 2], .linear).last)
        let slope = 2.0 / 40
        let fast = fastResistance * slope * (40 - 10 * (1 - Double.exp(-4)))
        let slow = slowResistance * slope * (40 - 100 * (1 - Double.exp(-0.4)))
        #expect((last.fastVoltage - fast).magnitude < 5e-8)
        #expect((last.slowVoltage - slow).magnitude < 5e-8)
        #expect(last.current == 2)
        #expect((last.stateOfCharge - (0.5 + 40.0 / 3600)).magnitude < 1e-12)
    }

    @Test func `held and linear differ in the charge they move`() {
        let held = run([0, 10, 20], [1, 3, 0])
        let linear = run([0, 10, 20], [1, 3, 0], .linear)
        #expect(((held.last?.stateOfCharge ?? 0) - (0.5 + 40.0 / 3600)).magnitude < 1e-12)
        #expect(((linear.last?.stateOfCharge ?? 0) - (0.5 + 35.0 / 3600)).magnitude < 1e-12)
    }

    @Test func `charge that comes back leaves the state of charge where it was`() throws {
        let times = (0...1000).map(Double.init)
        let currents = times.map { Int($0) % 2 == 0 ? 4.0 : -4.0 }
        let last = try #require(run(times, currents).last)
        #expect((last.stateOfCharge - 0.5).magnitude < 1e-12)
    }

    @Test func `the same run gives the same rows, as many as the header has columns`() {
        let first = run([0, 7, 11], [1, -0.3, 2]).map(\.row)
        let second = run([0, 7, 11], [1, -0.3, 2]).map(\.row)
        #expect(first == second)
        #expect(first.count == 111)
        let columns = CircuitTrace.header.split(separator: ",").count
        #expect(first.allSatisfy { $0.split(separator: ",").count == columns })
    }

    @Test func `a trace can serve as a profile`() throws {
        let rows = run([0, 7, 11], [1, -0.3, 2]).map(\.row)
        let text = ([CircuitTrace.header] + rows).joined(separator: "\n")
        let profile = try SampledCurrent(text: text, file: "trace.csv")
        #expect(profile.times.count == rows.count)
        #expect(profile.currents.last == -0.3)
    }
}
