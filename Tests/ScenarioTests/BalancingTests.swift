import Configuration
import Control
import HAL
import Protection
import Quantities
import SimulatedChips
import Testing

@testable import PackSimulation

/// Balancing through drivers and simulated chips: SAFETY §6.
@Suite struct BalancingTests {
    /// The small pack with cell 1 and cell 3 high, and times short enough for a test.
    static let scenario: ScenarioDescription = {
        var scenario = Scenarios.small
        scenario.initial.stateOfCharge = StateOfCharge(fraction: 0.85)
        scenario.variation.stateOfCharge = 0
        scenario.pack.balancing?.settings.restTime = .seconds(3)
        scenario.pack.balancing?.settings.onTime = .seconds(30)
        scenario.pack.balancing?.settings.pauseTime = .seconds(2)
        return scenario
    }()

    private func bench(
        _ scenario: ScenarioDescription = Self.scenario, faultable: [String] = []
    ) -> Bench {
        let bench = Bench(scenario, faultable: faultable)
        bench.rig.pack.setAddedVoltage(0.05, cell: 0)
        bench.rig.pack.setAddedVoltage(0.03, cell: 2)
        return bench
    }

    private func bleeding(faultable: [String] = []) -> Bench {
        let bench = bench(faultable: faultable)
        bench.run(.seconds(60)) { $0.inputs != 0 }
        bench.run(.seconds(1))
        #expect(bench.inputs == 0b0101)
        return bench
    }

    @Test func `the snapshot says what the chip does, and the cells feel it`() {
        let bench = bleeding()
        #expect(bench.last.cells.map(\.isBalancing) == [true, false, true, false])
        let resistance = 28.0 + 40.0
        let current = bench.rig.pack.cells[0].terminalVoltage / resistance
        #expect((bench.rig.pack.bleedCurrents[0] - current).magnitude < 1e-4)
        #expect(bench.rig.pack.bleedCurrents[1] == 0)
        #expect(bench.rig.power.current == 0)
        #expect(bench.last.current.value.map { $0.magnitude < .milliamperes(20) } == true)
        let before = bench.rig.pack.cells[0].stateOfCharge
        bench.run(.seconds(10))
        let charge = before - bench.rig.pack.cells[0].stateOfCharge
        #expect((charge * 0.75 * 3600 / (current * 10) - 1).magnitude < 0.05)
        #expect(bench.failures.isEmpty)
    }

    /// Commands come every five seconds and cost a handful of transfers; the chip's own timer of
    /// 20 s never ends a phase.
    @Test func `bleeding goes on past the time-out of the chip and costs few transfers`() {
        let quiet = bench()
        quiet.rig.pack.setAddedVoltage(0, cell: 0)
        quiet.rig.pack.setAddedVoltage(0, cell: 2)
        quiet.run(.seconds(60))
        let bench = bench()
        bench.run(.seconds(60)) { $0.inputs != 0 }
        let begin = bench.rig.now
        let end = bench.run(.seconds(60)) { $0.inputs == 0 }
        #expect(end.map { $0 > .seconds(29) && $0 < .seconds(31) } == true)
        bench.run(.seconds(60) - (bench.rig.now - begin))
        #expect(bench.busTimeMaximum - quiet.busTimeMaximum < .milliseconds(10))
        #expect(bench.busTimeMaximum < bench.period)
    }

    @Test(arguments: [Diagnostic.emergencyStop, .interlockOpen])
    func `a fatal flag opens the switches in the same step`(diagnostic: Diagnostic) {
        let bench = bleeding()
        bench.throwSwitch(diagnostic, true)
        bench.step()
        #expect(bench.isActive(diagnostic, .safety))
        #expect(bench.inputs == 0)
        #expect(bench.last.cells.allSatisfy { !$0.isBalancing })
        bench.run(.seconds(30))
        #expect(bench.inputs == 0)
    }

    @Test func `closing ends it, and rest in operation begins it again`() {
        let bench = bleeding()
        bench.step(.close)
        #expect(bench.last.state == .precharging)
        #expect(bench.inputs == 0)
        bench.run(.seconds(10)) { $0.last.state == .operating }
        bench.demand = 0.1
        bench.run(.seconds(10))
        #expect(bench.inputs == 0)
        bench.demand = 0
        let wait = bench.run(.seconds(20)) { $0.inputs != 0 }
        #expect(wait.map { $0 >= .seconds(3) } == true)
        bench.demand = -0.1
        bench.step()
        bench.step()
        #expect(bench.inputs == 0)
        #expect(bench.flags.entries.isEmpty)
        #expect(bench.failures.isEmpty)
    }

    @Test func `one sensor lost ends it, and it comes back with the sensor`() {
        let bench = bleeding(faultable: ["temperature-5"])
        bench.rig.board.setSilent(true, device: "temperature-5")
        bench.run(.seconds(5))
        #expect(bench.inputs == 0)
        bench.rig.board.setSilent(false, device: "temperature-5")
        bench.run(.seconds(30)) { $0.inputs != 0 }
        #expect(bench.inputs == 0b0101)
    }

    /// With the front end silent no command gets through; its own time-out ends it.
    @Test func `a chip that hears nothing stops by itself, and is stopped for sure afterwards`() {
        let bench = bleeding(faultable: ["cell-monitor"])
        bench.rig.board.setSilent(true, device: "cell-monitor")
        bench.run(.seconds(25))
        #expect(bench.inputs == 0)
        #expect(bench.last.state == .fault)
        bench.rig.board.setSilent(false, device: "cell-monitor")
        bench.run(.seconds(5))
        #expect(bench.inputs == 0)
        #expect(bench.last.cells.allSatisfy { !$0.isBalancing })
        #expect(bench.failures.isEmpty)
    }

    /// Every transfer from the first command to the one that ends bleeding.
    @Test(arguments: [BusFault.error(.addressNotAcknowledged), .hang, .corrupt(at: 0, mask: 0x04)])
    func `no disturbed transfer leaves cells bleeding`(fault: BusFault) {
        let untouched = sweep(nil, from: 1)
        #expect(untouched.count > 100)
        #expect(untouched.steps == 0)
        for transfer in 1...untouched.count {
            let (_, steps, failures) = sweep(fault, from: transfer)
            #expect(failures.isEmpty, "transfer \(transfer)")
            // At the worst the front end is started again, which also opens its switches.
            #expect(steps <= 12, "transfer \(transfer)")
        }
    }

    /// - Returns: Transfers; steps for which cells bled on after the emergency stop; what broke.
    private func sweep(
        _ fault: BusFault?, from first: Int
    ) -> (count: Int, steps: Int, failures: [String]) {
        let bench = bench()
        let source = SweepFault(fault, from: first, isPermanent: false)
        var steps = 0
        bench.run(.seconds(60)) { $0.last.now > .start + .seconds(3) && $0.isEverythingMeasured }
        for bus in bench.buses { bus.faults = source }
        bench.run(.seconds(30)) { $0.inputs != 0 }
        bench.run(.milliseconds(300))
        bench.throwSwitch(.emergencyStop, true)
        bench.step()
        while bench.inputs != 0 || bench.last.cells.contains(where: \.isBalancing), steps < 300 {
            bench.step()
            steps += 1
        }
        return (source.count, steps, bench.failures)
    }
}

extension Bench {
    /// The switches that are on in truth.
    fileprivate var inputs: UInt16 { rig.board.cellMonitor.bleedingInputs }
}
