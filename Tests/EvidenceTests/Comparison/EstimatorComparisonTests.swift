import Configuration
import Estimation
import Identification
import Reports
import Testing

@testable import Evidence

/// Estimators side by side on logs written for the test.
@Suite struct EstimatorComparisonTests {
    let batches = ReplayBatchTests()

    @Test func `the project's filter scores as in the replay, on every log and start`() throws {
        var woken = batches.plain("woken")
        woken.startReference = 0.7
        woken.faults.current.bias = 0.02
        woken.faults.current.noise = 0.01
        try batches.withData(["a.csv", "b.csv"]) { data in
            let manifest = try batches.manifest(
                ["a.csv", "b.csv"], variants: [batches.plain(), woken])
            let batch = try ReplayBatch(manifest, data: data)
            let comparison = EstimatorComparison(batch)
            #expect(comparison.entries.map(\.estimator.name) == ComparedEstimator.all.map(\.name))
            let own = try #require(
                comparison.entries.first { $0.estimator.name == ComparedEstimator.project.name })
            #expect(own.results.runs.map(\.score) == batch.results().runs.map(\.score))
            let others = comparison.entries.filter {
                $0.estimator.name != ComparedEstimator.project.name
            }
            // Every one is another filter, and every one finds a cell that fits its model.
            for entry in others {
                #expect(entry.results.runs.map(\.score) != own.results.runs.map(\.score))
                for run in entry.results.runs { #expect(run.score.filter.rootMeanSquare < 0.1) }
            }
        }
    }

    @Test func `the tables come out the same twice`() throws {
        try batches.withData(["a.csv"]) { data in
            let manifest = try batches.manifest(["a.csv"], variants: [batches.plain()])
            let batch = try ReplayBatch(manifest, data: data)
            let costs = Array(repeating: 2e-6, count: ComparedEstimator.all.count)
            let first = ComparisonTables(EstimatorComparison(batch), costs: costs)
            let second = ComparisonTables(EstimatorComparison(batch), costs: costs)
            #expect(first.summary == second.summary)
            #expect(first.groups(variant: "plain") == second.groups(variant: "plain"))
            #expect(first.summary.rows.count == ComparedEstimator.all.count)
            #expect(first.cost.rows.allSatisfy { $0[1] == .text("1.0") && $0[2] == .text("2000") })
        }
    }

    @Test func `costs are the fastest of five passes, per row`() throws {
        try batches.withData(["a.csv"]) { data in
            let manifest = try batches.manifest(["a.csv"], variants: [batches.plain()])
            let batch = try ReplayBatch(manifest, data: data)
            let count = ComparedEstimator.all.count
            var calls = 0
            let costs = EstimatorComparison.costs(batch) { body in
                body()
                calls += 1
                return 1201 * Double(100 - calls)
            }
            #expect(calls == 5 * count)
            #expect(costs == (0..<count).map { Double(99 - 4 * count - $0) })
        }
    }

    @Test func `starts wrong by half the range come on top of the manifest's`() throws {
        let manifest = try batches.manifest(["a.csv"], variants: [batches.plain()])
        let widened = EstimatorComparison.widened(manifest)
        #expect(widened.variants.map(\.startError) == [-0.2, -0.5, -0.5, 0.5])
        #expect(widened.variants.map(\.startReference) == [nil, nil, 0.7, 0.5])
        #expect(widened.variants.allSatisfy { $0.groups == ["warm"] })
    }

    @Test func `variants that use a thickness are left out`() throws {
        var alone = batches.plain("alone")
        alone.usesThickness = false
        let manifest = try batches.manifest(
            ["a.csv"], variants: [batches.plain("aided"), alone], thickness: "mm")
        let names = EstimatorComparison.widened(manifest).variants.map(\.name)
        #expect(names.first == "alone")
        #expect(!names.contains("aided"))
    }

    @Test func `a plain filter knows three states and white noise`() throws {
        let parameters = try ReplayBatchTests.cell.get().parameters
        let settings = ComparedEstimator.plainSettings(voltageDeviation: 0.01)
        var filter = CellFilter<Double>(
            parameters: parameters, settings: settings, stateOfCharge: 0.5)
        for row in 0..<100 {
            let inputs = CellInputs<Double>(
                current: row % 20 < 10 ? -3 : 0, voltage: 3.6, temperature: 298.15)
            VoltageUpdate.tangent.step(
                &filter, inputs: inputs, parameters: parameters, settings: settings, load: .none,
                interval: 1)
        }
        for index in [4, 6, 7, 8] {
            #expect(filter.state[index] == 0)
            #expect(filter.deviation(index) == 0)
        }
        for index in 0...2 { #expect(filter.deviation(index) > 0) }
    }
}
