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
    ) throws -> SweepOutcome {
        var run = SweepRun(
            TestSweep.short, cell: TestSweep.index(label), seed: seed, selection: selection,
            settings: settings)
        return try run.run()
    }

    @Test(arguments: ["A", "B", "C", "D", "E"])
    func `one seed gives the same figures twice, another gives others`(label: String) throws {
        let first = try Self.outcome(label, seed: 5)
        #expect(try first == Self.outcome(label, seed: 5))
        #expect(try first != Self.outcome(label, seed: 6))
        #expect(first.duration == 1620)
    }

    @Test func `the same seeds give the same report`() throws {
        func page() throws -> String {
            let cells = [0, 3]
            let outcomes = try cells.map { cell in
                try (1...2).map { seed in
                    var run = SweepRun(TestSweep.short, cell: cell, seed: UInt64(seed))
                    return try run.run()
                }
            }
            let summaries = cells.indices.map {
                CellSummary(TestSweep.short.cells[cells[$0]], outcomes: outcomes[$0])
            }
            let traces = try cells.map { try SweepTrace(TestSweep.short, cell: $0, seed: 1) }
            return SweepReport(
                TestSweep.short, summaries: summaries, outcomes: outcomes, traces: traces,
                version: "0"
            ).report.html()
        }
        let first = try page()
        #expect(try first == page())
        #expect(first.contains("Cell D") && first.contains("stripping_limit"))
    }

    @Test func `stripping loses contact that the estimator is scored on`() throws {
        let outcome = try Self.outcome("A", seed: 2)
        #expect(outcome.contactMinimum < outcome.contactMaximum - 0.02)
        #expect(outcome.withPressure.contact != nil)
        #expect(try Self.outcome("C", seed: 2).withPressure.contact == nil)
    }

    @Test func `an estimator that is lied to by its settings misses the bars`() throws {
        // Voltages that count for nothing leave the wrong start where it was.
        var deaf = EstimatorSettings()
        deaf.voltageDeviation = 100
        deaf.pressureDeviation = 1e12
        let cell = TestSweep.short.cells[TestSweep.index("E")]
        let outcomes = try (1...3).map {
            try Self.outcome("E", seed: UInt64($0), settings: deaf)
        }
        let summary = CellSummary(cell, outcomes: outcomes)
        let verdict = try #require(summary.verdicts.first { $0.quantity.contains("mean RMSE") })
        #expect(!verdict.isMet)
        #expect(verdict.reached > 0.02)
        #expect(!summary.hasPassed)
    }

    @Test func `without any mismatch the estimator follows the charge of cell E`() throws {
        let outcome = try Self.outcome("E", seed: 1, selection: .structure)
        #expect(outcome.withPressure.charge.rootMeanSquare < 0.01)
        #expect(outcome.withPressure.charge.maximum < 0.03)
    }

    @Test func `a mission that ends within its warm-up says so`() throws {
        var sweep = TestSweep.short
        sweep.warmUp = .seconds(3600)
        #expect(
            throws: SweepFailure(cell: "B", seed: 2, duration: 1620, warmUp: 3600)
        ) {
            var run = SweepRun(sweep, cell: TestSweep.index("B"), seed: 2)
            _ = try run.run()
        }
    }
}
