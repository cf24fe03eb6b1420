import CellModel
import Configuration
import Quantities
import Testing

@testable import PackSimulation

struct CellCyclerTests {
    /// Figures of a cycle at half the capacity per hour, with steps eight times as fine.
    @Test func `capacity does not depend on the length of steps`() {
        let description = TestCycling.description()
        var coarse = CellCycler(description)
        var fine = CellCycler(description, settings: CyclerSettings().finer(by: 8))
        coarse.run()
        fine.run()
        #expect(fine.stepCount > 4 * coarse.stepCount)
        for (rough, exact) in zip(coarse.cycles, fine.cycles) {
            #expect((rough.chargeCapacity / exact.chargeCapacity - 1).magnitude < 1e-4)
            #expect((rough.dischargeCapacity / exact.dischargeCapacity - 1).magnitude < 1e-4)
            #expect((rough.meanDischargeVoltage - exact.meanDischargeVoltage).magnitude < 2e-4)
            #expect((rough.seriesResistance / exact.seriesResistance - 1).magnitude < 5e-3)
        }
    }

    /// Without a hold the end of a charge is the crossing of the voltage alone.
    @Test func `a charge at constant current ends at its voltage`() {
        let description = TestCycling.description(cycles: 1) { $0.plan.holdUntil = nil }
        var last: CyclerSample?
        var cycler = CellCycler(description)
        cycler.runCycle { if $0.phase == .charge { last = $0 } }
        #expect(((last?.voltage ?? 0) - 4.2).magnitude < 1e-6)
        var fine = CellCycler(description, settings: CyclerSettings().finer(by: 8))
        fine.run()
        let ratio = cycler.cycles[0].chargeCapacity / fine.cycles[0].chargeCapacity
        #expect((ratio - 1).magnitude < 1e-4)
        #expect(cycler.cycles[0].chargeCapacity < 0.99 * description.cell.parameters.capacity)
    }

    @Test func `a held voltage stays while the current falls to its end`() throws {
        let description = TestCycling.description(cycles: 1)
        var held: [CyclerSample] = []
        var cycler = CellCycler(description)
        cycler.runCycle { if $0.phase == .hold { held.append($0) } }
        #expect(held.count > 10)
        #expect(held.allSatisfy { ($0.voltage - 4.2).magnitude < 1e-6 })
        for (before, after) in zip(held, held.dropFirst()) {
            #expect(after.current < before.current)
        }
        let end = try #require(description.plan.holdUntil).amperes
        let last = try #require(held.last)
        #expect((last.current / end - 1).magnitude < 1e-3)
    }

    /// At rest for long, so that what the stack settles is all that changes.
    @Test func `the press of a cycler settles as its fixture says`() throws {
        func pressure(_ settling: Settling) throws -> Double {
            let description = TestCycling.description(cycles: 1) {
                $0.plan.rest = .seconds(40 * 3600)
                $0.fixture.settling = settling
            }
            var last: CyclerSample?
            var cycler = CellCycler(description)
            cycler.runCycle { last = $0 }
            return try #require(last).pressure
        }
        let still = try pressure(.none)
        let slow = try pressure(Settling(rate: 1e-12, referencePressure: 5e6, exponent: 0))
        let fast = try pressure(Settling(rate: 2e-12, referencePressure: 5e6, exponent: 0))
        #expect(still > slow && slow > fast)
        #expect(((still - fast) / (still - slow) - 2).magnitude < 0.01)
    }

    @Test func `what goes in without side reactions comes out`() {
        var cycler = CellCycler(TestCycling.description(cycles: 3))
        cycler.run()
        for cycle in cycler.cycles {
            #expect((cycle.coulombicEfficiency - 1).magnitude < 1e-9)
            #expect(cycle.energyEfficiency < 1)
            #expect(cycle.meanChargeVoltage > cycle.meanDischargeVoltage)
        }
    }

    /// Voltage limits that no rate reaches leave the hosts themselves as limits.
    @Test func `a cycle between stoichiometry limits passes the whole capacity`() {
        let description = TestCycling.description(cycles: 1) {
            $0.plan.voltageRange = .volts(1) ... .volts(5.5)
            $0.plan.holdUntil = nil
        }
        var cycler = CellCycler(description)
        cycler.run()
        let capacity = description.cell.parameters.capacity
        #expect((cycler.cycles[0].chargeCapacity / capacity - 1).magnitude < 1e-9)
        #expect((cycler.cycles[0].dischargeCapacity / capacity - 1).magnitude < 1e-9)
    }

    @Test func `a rest takes exactly its time`() {
        let description = TestCycling.description(cycles: 1) { $0.plan.rest = .seconds(12_345) }
        var cycler = CellCycler(description)
        var begin: Double?
        var end = 0.0
        var before = 0.0
        cycler.runCycle { sample in
            if sample.phase == .restCharged {
                begin = begin ?? before
                end = sample.time
                #expect(sample.current == 0)
            }
            before = sample.time
        }
        #expect((end - (begin ?? 0) - 12_345).magnitude < 1e-6)
    }

    @Test func `half cycles of a symmetric cell pass their charge and show its resistance`() {
        let description = TestCycling.symmetric()
        var cycler = CellCycler(description)
        var largest = 0.0
        cycler.runCycle { sample in
            if sample.phase == .discharge {
                #expect(sample.voltage < 0)
                largest = max(largest, -sample.voltage)
            }
        }
        cycler.runCycle()
        let charge = description.plan.halfCycleCharge?.coulombs ?? 0
        for cycle in cycler.cycles {
            #expect((cycle.chargeCapacity / charge - 1).magnitude < 1e-12)
            #expect((cycle.dischargeCapacity / charge - 1).magnitude < 1e-12)
            #expect(cycle.polarisation > 0)
        }
        // 0.5 mA/cm² through the resistance of the cell.
        let expected = 5 * cycler.cycles[0].seriesResistance
        #expect((cycler.cycles[0].polarisation / expected - 1).magnitude < 0.05)
        #expect(largest < 2 * expected)
    }

    @Test func `cells in one stack press together`() {
        let fixed = FixtureDescription(
            mechanics: StackFixture(kind: .constantGap, preload: 1e7, stiffness: 2e10))
        var one = CellCycler(TestCycling.description(cycles: 1) { $0.fixture = fixed })
        var four = CellCycler(
            TestCycling.description(cycles: 1) {
                $0.fixture = fixed
                $0.plan.seriesCount = 4
            })
        one.run()
        four.run()
        let ratio = four.cycles[0].pressureSwing / one.cycles[0].pressureSwing
        #expect((ratio - 4).magnitude < 0.05)
    }

    @Test func `the same description gives the same results`() {
        let description = TestCycling.description(cycles: 3)
        var first = CellCycler(description)
        var second = CellCycler(description)
        first.run()
        second.run()
        #expect(first.cycles == second.cycles)
        #expect(first.stepCount == second.stepCount)
    }

    @Test func `a leak above the charging current stops the run and says so`() {
        var cycler = CellCycler(TestCycling.description())
        cycler.world.cell.leakageCurrent = 1
        cycler.run()
        #expect(cycler.stop == .chargeDoesNotEnd)
        #expect(cycler.cycles.isEmpty)
        #expect(cycler.cyclesCompleted == 0)
    }

    @Test func `a leak that a hold cannot outlast ends with its time`() {
        var settings = CyclerSettings()
        settings.holdMaximum = 7200
        let description = TestCycling.description(cycles: 1)
        var cycler = CellCycler(description, settings: settings)
        // Above the current at which the hold would end.
        cycler.world.cell.leakageCurrent = 0.06
        var held = 0.0
        cycler.runCycle { if $0.phase == .hold { held = max(held, $0.current) } }
        #expect(held > 0)
        #expect(cycler.stop == nil)
        #expect(cycler.cycles[0].coulombicEfficiency < 0.95)
    }
}

struct CycleScheduleTests {
    @Test func `formation comes first and check-ups come between`() {
        var plan = TestCycling.description(cycles: 5).plan
        plan.formation = CyclingPlan.Formation(cycleCount: 2, current: .amperes(0.1))
        plan.checkUp = CyclingPlan.CheckUp(every: 2, current: .amperes(0.05))
        var schedule = CycleSchedule(plan)
        var order: [String] = []
        while let next = schedule.next {
            order.append("\(next.purpose.rawValue) \(next.number)")
            schedule.advance()
        }
        #expect(
            order == [
                "formation 1", "formation 2", "check-up 0", "cycling 1", "cycling 2", "check-up 2",
                "cycling 3", "cycling 4", "check-up 4", "cycling 5",
            ])
        #expect(order.count == schedule.count)
    }

    @Test func `a check-up runs at its own current and is compared with check-ups`() {
        let description = TestCycling.description(cycles: 2) {
            $0.plan.checkUp = CyclingPlan.CheckUp(
                every: 2, current: .amperes($0.plan.chargeCurrent.amperes / 5))
            $0.plan.holdUntil = nil
        }
        var cycler = CellCycler(description)
        cycler.run()
        #expect(cycler.cycles.map(\.purpose) == [.checkUp, .cycling, .cycling, .checkUp])
        #expect(cycler.cycles[0].dischargeCapacity > 1.001 * cycler.cycles[1].dischargeCapacity)
        #expect(cycler.cycles[3].capacityRetention < 1.0001)
        #expect(cycler.cycles[3].capacityRetention > 0.95)
    }
}
