import CellModel
import Configuration
import Quantities
import Testing

@testable import PackSimulation

/// The books of a long life: every law that ages a cell is at work.
struct CyclingConservationTests {
    private func ageing(_ cycles: Int) -> CellCycler {
        CellCycler(
            TestCycling.description(cycles: cycles) { description in
                description.cell.physics?.ageing = AgeingLaw(
                    calendarLoss: 1e-6, calendarActivationEnergy: 5e4, cycleLoss: 2e-4,
                    resistanceGrowth: 1e-3)
                description.fixture = FixtureDescription(
                    mechanics: StackFixture(
                        kind: .constantGap, preload: 1e7, stiffness: 2e10))
            })
    }

    @Test func `charge and energy close over a thousand cycles`() {
        var cycler = ageing(1_000)
        cycler.run()
        #expect(cycler.cyclesCompleted == 1_000)
        #expect(cycler.conservation.charge.magnitude < 1e-9)
        #expect(cycler.conservation.energy.magnitude < 1e-9)
        let last = cycler.cycles[999]
        #expect(last.capacityRetention < 0.9)
        #expect(last.capacityRetention > 0.5)
        #expect(last.coulombicEfficiency < 1)
        #expect(cycler.world.cell.ledger.chargeLost > 0)
    }

    /// What the terminals count is what the cycles add up to.
    @Test func `cycles add up to the ledger over a hundred cycles`() {
        var cycler = ageing(100)
        cycler.run()
        let net = cycler.cycles.reduce(0) { $0 + $1.chargeCapacity - $1.dischargeCapacity }
        let energy = cycler.cycles.reduce(0) { $0 + $1.chargeEnergy - $1.dischargeEnergy }
        let ledger = cycler.world.cell.ledger
        #expect((net - ledger.chargeIn).magnitude < 1e-9 * cycler.chargeThroughput)
        #expect((energy - ledger.electricalEnergyIn).magnitude < 1e-9 * cycler.energyThroughput)
    }

    /// Retention follows the law: a loss of 0.1 % per cycle and nothing else.
    @Test func `capacity fades as the ageing law says`() {
        var cycler = CellCycler(
            TestCycling.description(cycles: 51) { description in
                description.cell.physics?.interphase = .none
                description.cell.physics?.ageing = AgeingLaw(
                    calendarLoss: 0, calendarActivationEnergy: 0, cycleLoss: 1e-3,
                    resistanceGrowth: 0)
                description.plan.voltageRange = .volts(1) ... .volts(5.5)
                description.plan.holdUntil = nil
            })
        cycler.run()
        // Equivalent full cycles count new capacity: 50 cycles of what is left, on average 97.5 %.
        #expect((cycler.cycles[50].capacityRetention - (1 - 0.05 * 0.975)).magnitude < 5e-4)
    }
}
