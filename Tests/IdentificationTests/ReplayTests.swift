import CellModel
import Estimation
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

    @Test func `a replay can begin in the middle of a log`() throws {
        let row = try #require(cycle.firstRow(atOrBelow: 0.6))
        #expect(cycle.referenceStateOfCharge[row] <= 0.6)
        #expect(cycle.referenceStateOfCharge[row - 1] > 0.6)
        var replay = Replay(parameters: SyntheticCell.parameters, startError: 0.2)
        replay.firstRow = row
        var rows: [Int] = []
        let score = replay.run(
            cycle,
            visit: { step in
                rows.append(step.row)
                #expect(step.elapsed == cycle.time[step.row] - cycle.time[row])
            })
        #expect(rows == Array((row + 1)...3000))
        let begin = cycle.referenceStateOfCharge[row]
        #expect(abs(score.startStateOfCharge - (begin + 0.2)) < 1e-12)
        #expect(score.filter.rootMeanSquare < 0.01)
    }

    @Test func `the filter and the counter see what the sensors say, the reference does not`()
        throws
    {
        var replay = Replay(parameters: SyntheticCell.parameters, startError: 0)
        replay.convergenceTime = 0
        let lost = replay.run(
            cycle,
            sensing: { _, readings in
                readings.current = nil
                readings.chargeCurrent = nil
            })
        // Nothing is counted while the current is lost.
        let reference = cycle.referenceStateOfCharge
        let fall = try #require(reference.min().map { reference[0] - $0 })
        #expect(abs(lost.countingFromTruth.maximum - fall) < 1e-9)
        let blind = replay.run(cycle, sensing: { $1.voltage = nil })
        #expect(blind.innovations.count == 0)
        #expect(abs(blind.filter.maximum - blind.counting.maximum) < 1e-9)
    }

    @Test func `a counter of discharged charge becomes a reference`() {
        var log = cycle
        let discharged = (0..<log.count).map { Double($0) / 1000 }
        log.setReference(discharged: discharged)
        #expect(log.referenceStateOfCharge[0] == 1)
        #expect(log.referenceStateOfCharge[3000] == 0)
        #expect(abs(log.referenceStateOfCharge[1500] - 0.5) < 1e-12)
        log.setReference(discharged: discharged, capacity: 6)
        #expect(abs(log.referenceStateOfCharge[3000] - 0.5) < 1e-12)
    }
}
