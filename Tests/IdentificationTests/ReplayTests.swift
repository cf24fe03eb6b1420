import Identification
import Testing

@Suite struct ReplayTests {
    let cycle = SyntheticCell.log(
        "cycle", from: 0.9, (0..<20).flatMap { _ in [(60, -4.0, 1), (30, 2.0, 1), (60, 0.0, 1)] })

    @Test func `a wrong start is forgotten and counted`() throws {
        let score = Replay(parameters: SyntheticCell.parameters, startError: -0.2).run(cycle)
        #expect(abs(score.startStateOfCharge - 0.7) < 1e-12)
        #expect(score.filter.rootMeanSquare < 0.01)
        #expect(score.filter.count == 3000 - 899)
        #expect(try #require(score.convergedAfter) < 300)
        #expect(score.consistentFraction > 0.99)
        #expect(abs(score.counting.rootMeanSquare - 0.2) < 1e-9)
        #expect(score.countingFromTruth.maximum < 1e-9)
    }

    @Test func `the start stays inside what a cell can hold`() {
        let replay = Replay(parameters: SyntheticCell.parameters, startError: 0.5)
        #expect(replay.run(cycle).startStateOfCharge == 1)
    }

    @Test func `without a reference there is an estimate and no score`() {
        var log = cycle
        log.referenceStateOfCharge = []
        let score = Replay(parameters: SyntheticCell.parameters, startError: 0).run(log)
        #expect(score.filter.count == 0)
        #expect(abs(score.finalStateOfCharge - cycle.referenceStateOfCharge[3000]) < 0.02)
    }

    @Test func `every row is shown once, in order`() {
        var rows: [Int] = []
        _ = Replay(parameters: SyntheticCell.parameters).run(cycle, visit: { rows.append($0.row) })
        #expect(rows == Array(1...3000))
    }
}
