import Configuration
import Control
import Estimation
import Protection
import Quantities
import Testing

@testable import PackSimulation

/// The demonstration pack with several cells at each position, from chips to verdict.
struct ParallelPackTests {
    /// The quiet scenario with two cells at each position. The press stays, so a stack swings by
    /// twice the pressure: 5.0 MPa empty, 9.0 MPa at 86 %.
    private func scenario() throws -> ScenarioDescription {
        var scenario = try Scenarios.named("calm")
        scenario.pack.parallelCount = 2
        return scenario
    }

    @Test func `nothing is wrong with a quiet pack of groups`() throws {
        var scenario = try scenario()
        scenario.variation.capacity = 0.03
        scenario.variation.resistance = 0.1
        let run = Scenarios.run(scenario)
        while !run.isOver { _ = run.step() }
        #expect(run.failures.isEmpty)
        for verdict in run.verdicts { #expect(verdict.isMet, "\(verdict)") }
        #expect(run.rig.pack.cells.count == 32)
        let currents = run.rig.pack.currents
        #expect(currents[0] != currents[1], "The cells of a group differ.")
    }

    /// One hour at a third of the capacity, from a start that is 20 % off.
    @Test func `the estimator follows a group as one cell`() throws {
        var scenario = try scenario()
        scenario.initial.stateOfCharge = StateOfCharge(fraction: 0.8)
        scenario.initial.estimatorStateOfCharge = StateOfCharge(fraction: 0.6)
        scenario.variation.capacity = 0.02
        scenario.variation.resistance = 0.05
        let bench = Bench(scenario)
        bench.bringUp(demand: -0.5)
        bench.run(.seconds(3_600))
        let pack = bench.rig.pack
        #expect(bench.last.state == .operating)
        for position in 0..<pack.positionCount {
            // 0.5 A from 1.5 Ah.
            #expect((0.8 - pack.stateOfCharge(position: position) - 0.333).magnitude < 0.03)
            let estimate = bench.last.cells[position].estimate
            let error = estimate.stateOfCharge - pack.stateOfCharge(position: position)
            #expect(error.magnitude < 0.03)
            #expect(error.magnitude < 3 * estimate.stateOfChargeDeviation)
        }
        let expected = bench.last.stacks[0].pressureExpected.pascals
        #expect((expected - pack.pressure(stack: 0)).magnitude < 0.1e6)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a cell monitor sees the voltage of the group and the thermometer its surface`()
        throws
    {
        let bench = Bench(try scenario())
        bench.bringUp(demand: 0.3)
        bench.run(.seconds(20))
        for position in bench.last.cells.indices {
            let cell = bench.last.cells[position]
            let voltage = bench.rig.pack.voltage(position: position)
            let surface = bench.rig.pack.sensedTemperature(position: position)
            #expect(cell.voltage.value.map { ($0.volts - voltage).magnitude < 6e-3 } == true)
            #expect(cell.temperature.value.map { ($0.kelvins - surface).magnitude < 0.15 } == true)
        }
        #expect(bench.failures.isEmpty)
    }
}
