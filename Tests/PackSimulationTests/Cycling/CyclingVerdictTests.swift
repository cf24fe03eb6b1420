import CellModel
import Configuration
import Testing

@testable import PackSimulation

struct CyclingVerdictTests {
    private func cycler(_ expectations: [CyclingExpectation]) -> CellCycler {
        var cycler = CellCycler(
            TestCycling.description(cycles: 2) { $0.expectations = expectations })
        cycler.run()
        return cycler
    }

    private func expect(
        _ quantity: CyclingQuantity, _ criterion: CyclingExpectation.Criterion, cycle: Int? = nil
    ) -> CyclingExpectation {
        CyclingExpectation(quantity: quantity, criterion: criterion, cycle: cycle, source: "test")
    }

    @Test func `a figure inside its tolerance is met and one outside is not`() {
        let cycler = cycler([
            expect(.capacityRetention, .near(value: 1, tolerance: 0), cycle: 1),
            expect(.arealCapacity, .near(value: 108_000, tolerance: 5_400), cycle: 1),
            expect(.arealCapacity, .near(value: 90_000, tolerance: 4_500), cycle: 1),
        ])
        #expect(cycler.verdicts.map(\.isMet) == [true, true, false])
        let passed = cycler.hasPassed
        #expect(!passed)
    }

    @Test func `bounds hold on one side`() {
        let cycler = cycler([
            expect(.cyclesCompleted, .atLeast(2)), expect(.cyclesCompleted, .atLeast(3)),
            expect(.highestPressure, .atMost(20e6)), expect(.highestPressure, .atMost(5e6)),
            expect(.highestTemperature, .atLeast(333)), expect(.highestTemperature, .atMost(333)),
        ])
        #expect(cycler.verdicts.map(\.isMet) == [true, false, true, false, true, false])
    }

    @Test func `a cycle that was never reached is not met`() {
        let cycler = cycler([expect(.dischargeCapacity, .atLeast(0), cycle: 3)])
        #expect(cycler.verdicts[0].simulated == nil)
        let passed = cycler.hasPassed
        #expect(!passed)
    }

    @Test func `a run that meets everything passes`() {
        let area = TestCycling.shipped.cell.parameters.totalArea
        let cycler = cycler([
            expect(.dischargeCapacity, .near(value: 108_000 * area, tolerance: 5_400 * area)),
            expect(.coulombicEfficiency, .near(value: 1, tolerance: 1e-6)),
            expect(.meanDischargeVoltage, .near(value: 3.8, tolerance: 0.1)),
            expect(.pressureSwing, .atLeast(1e6)), expect(.contactFraction, .atLeast(0.5)),
            expect(.lifeWithoutShort, .atLeast(3600)), expect(.shortCount, .atMost(0)),
        ])
        let passed = cycler.hasPassed
        #expect(passed, "\(cycler.verdicts)")
    }

    @Test func `specific capacity counts the mass the expectation names`() {
        var expectation = expect(.specificCapacity, .atLeast(0), cycle: 1)
        expectation.activeMass = 0.01
        let cycler = cycler([expectation])
        let expected = cycler.cycles[0].dischargeCapacity / 0.01
        #expect(cycler.verdicts[0].simulated == expected)
    }
}
