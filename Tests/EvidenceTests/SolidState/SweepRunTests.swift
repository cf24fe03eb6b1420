import CellModel
import Configuration
import Estimation
import Quantities
import Reports
import Testing

@testable import Evidence

@Suite struct SweepRunTests {
    static func outcome(
        _ label: String, seed: UInt64, selection: MismatchSelection = .all,
        settings: EstimatorSettings = EstimatorSettings()
    ) -> SweepOutcome {
        var run = SweepRun(
            TestSweep.short, cell: TestSweep.index(label), seed: seed, selection: selection,
            settings: settings)
        return run.run()
    }

    @Test(arguments: ["A", "B", "C", "D", "E"])
    func `one seed gives the same figures twice, another gives others`(label: String) {
        let first = Self.outcome(label, seed: 5)
        #expect(first == Self.outcome(label, seed: 5))
        #expect(first != Self.outcome(label, seed: 6))
        #expect(first.duration == 1620)
    }

    @Test func `the same seeds give the same report`() {
        func page() -> String {
            let cells = [0, 3]
            let outcomes = cells.map { cell in
                (1...2).map { seed in
                    var run = SweepRun(TestSweep.short, cell: cell, seed: UInt64(seed))
                    return run.run()
                }
            }
            let summaries = cells.indices.map {
                CellSummary(TestSweep.short.cells[cells[$0]], outcomes: outcomes[$0])
            }
            let traces = cells.map { SweepTrace(TestSweep.short, cell: $0, seed: 1) }
            return SweepReport(
                TestSweep.short, summaries: summaries, outcomes: outcomes, traces: traces,
                version: "0"
            ).report.html()
        }
        let first = page()
        #expect(first == page())
        #expect(first.contains("Cell D") && first.contains("stripping_limit"))
    }

    @Test func `stripping loses contact that the estimator is scored on`() throws {
        let outcome = Self.outcome("A", seed: 2)
        #expect(outcome.contactMinimum < outcome.contactMaximum - 0.02)
        #expect(outcome.withPressure.contact != nil)
        #expect(Self.outcome("C", seed: 2).withPressure.contact == nil)
    }

    @Test func `an estimator that is lied to by its settings misses the bars`() throws {
        // Voltages that count for nothing leave the wrong start where it was.
        var deaf = EstimatorSettings()
        deaf.voltageDeviation = 100
        deaf.pressureDeviation = 1e12
        let cell = TestSweep.short.cells[TestSweep.index("E")]
        let outcomes = (1...3).map {
            Self.outcome("E", seed: UInt64($0), settings: deaf)
        }
        let summary = CellSummary(cell, outcomes: outcomes)
        let verdict = try #require(summary.verdicts.first { $0.quantity.contains("mean RMSE") })
        #expect(!verdict.isMet)
        #expect(verdict.reached > 0.02)
        #expect(!summary.hasPassed)
    }

    @Test func `without any mismatch the estimator follows the charge of cell E`() {
        let outcome = Self.outcome("E", seed: 1, selection: .structure)
        #expect(outcome.withPressure.charge.rootMeanSquare < 0.01)
        #expect(outcome.withPressure.charge.maximum < 0.03)
    }
}
