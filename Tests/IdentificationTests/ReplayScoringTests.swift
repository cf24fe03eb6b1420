import CellModel
import Estimation
import Testing

@testable import Identification

/// The arithmetic of a score, on steps written by hand.
@Suite struct ReplayScoringTests {
    func replay(settling: Double = 0, band: Double = 0.03) -> Replay {
        Replay(
            parameters: SyntheticCell.parameters, convergenceTime: settling, convergenceBand: band)
    }

    func step(
        _ elapsed: Double, estimate: Double, reference: Double, counted: Double = 0,
        deviation: Double = 0.01, square: Double? = nil,
        channel: MechanicalChannel = .notMeasured
    ) -> ReplayStep {
        ReplayStep(
            row: Int(elapsed), elapsed: elapsed,
            filter: FilterReading(
                stateOfCharge: estimate, deviation: deviation, innovationSquare: square,
                mechanicalChannel: channel),
            reference: reference, counted: counted, countedFromTruth: reference)
    }

    func score(_ steps: [ReplayStep], _ replay: Replay, start: Double = 0.5) -> ReplayScore {
        var scorer = ReplayScorer(replay, start: start, reference: 0.5)
        for step in steps { scorer.add(step) }
        return scorer.result
    }

    @Test func `errors after settling give mean, root mean square, maximum and bias`() {
        let errors = [0.4, 0.03, -0.01, 0.02, -0.04]
        let steps = errors.enumerated().map {
            step(
                Double($0.offset) * 10, estimate: 0.5 + $0.element, reference: 0.5, counted: 0.4,
                deviation: 0.011)
        }
        let score = score(steps, replay(settling: 10))
        // The first lies before the settling. 0.0009 + 0.0001 + 0.0004 + 0.0016 = 0.0030.
        #expect(score.filter.count == 4)
        #expect(abs(score.filter.rootMeanSquare - (0.0030 / 4).squareRoot()) < 1e-12)
        #expect(abs(score.filter.mean - 0.025) < 1e-12)
        #expect(abs(score.filter.bias) < 1e-12)
        #expect(abs(score.filter.maximum - 0.04) < 1e-12)
        #expect(abs(score.counting.rootMeanSquare - 0.1) < 1e-12)
        #expect(score.countingFromTruth.maximum == 0)
        // 3 σ is 0.033: three of the four are inside.
        #expect(abs(score.consistentFraction - 0.75) < 1e-12)
    }

    @Test func `a log converges where it stays inside the band for a minute`() {
        var steps: [ReplayStep] = []
        for second in 0...200 {
            // Inside from 20 to 49 and from 80 on.
            let isInside = (20..<50).contains(second) || second >= 80
            steps.append(
                step(Double(second), estimate: isInside ? 0.52 : 0.55, reference: 0.5))
        }
        #expect(score(steps, replay()).convergedAfter == 80)
        #expect(score(Array(steps[...139]), replay()).convergedAfter == nil)
        #expect(score(Array(steps[...140]), replay()).convergedAfter == 80)
    }

    @Test func `the longest time lost counts from the start and without interruption`() {
        let errors = [0.3, 0.2, 0.05, 0.2, 0.2, 0.2, 0.09, 0.2]
        let steps = errors.enumerated().map {
            step(Double($0.offset + 1) * 10, estimate: 0.5 + $0.element, reference: 0.5)
        }
        // From the start at 0 to the row at 20 s; from 40 to 60 s; and a row alone.
        #expect(score(steps, replay(), start: 0.8).longestLost == 20)
        #expect(score(Array(steps[..<1]), replay(), start: 0.8).longestLost == 10)
        #expect(score(Array(steps[2...]), replay(), start: 0.5).longestLost == 20)
        #expect(score(Array(steps[2...2]), replay(), start: 0.5).longestLost == 0)
    }

    @Test func `an hour is compared with counting from the filter's own value`() throws {
        var hours = HourlyComparison(window: 3600)
        // The count drifts by 0.01 a row; the filter keeps its error until the last rows.
        hours.add(time: 0, error: 0.02, drift: 0.00)
        hours.add(time: 1800, error: 0.02, drift: 0.01)
        #expect(hours.count == 0)
        #expect(hours.worst == nil)
        // From 0.02, counting would now stand at 0.02 + 0.02 = 0.04: the filter is better by 0.02.
        hours.add(time: 3600, error: 0.02, drift: 0.02)
        #expect(hours.count == 1)
        #expect(abs(try #require(hours.worst) + 0.02) < 1e-12)
        // From 1800 s: counting 0.02 + 0.02 = 0.04, the filter −0.05: worse by 0.01.
        hours.add(time: 5400, error: -0.05, drift: 0.03)
        #expect(hours.count == 2)
        #expect(abs(try #require(hours.worst) - 0.01) < 1e-12)
        // From 3600 s, the latest row an hour back, not from an earlier one: counting
        // 0.02 + 0.025 = 0.045, the filter 0.03. The worst stays.
        hours.add(time: 7201, error: 0.03, drift: 0.045)
        #expect(hours.count == 3)
        #expect(abs(try #require(hours.worst) - 0.01) < 1e-12)
    }

    @Test func `a score compares hours after settling only`() throws {
        let steps = [0.0, 1000, 4000, 4600].map {
            step($0, estimate: $0 == 0 ? 0.9 : 0.51, reference: 0.5, counted: 0.5)
        }
        let score = score(steps, replay(settling: 900))
        // 4000 − 0 is an hour, but the first row does not count; 4600 − 1000 is.
        #expect(score.hours.count == 1)
        #expect(abs(try #require(score.hours.worst)) < 1e-12)
    }

    @Test func `innovations are averaged and counted after settling`() {
        let squares: [Double?] = [50, 1, nil, 4, 10]
        let steps = squares.enumerated().map {
            step(Double($0.offset), estimate: 0.5, reference: 0.5, square: $0.element)
        }
        let score = score(steps, replay(settling: 1))
        #expect(score.innovations.count == 3)
        #expect(score.innovations.meanSquare == 5)
        #expect(score.innovations.fractionInside == 2.0 / 3)
    }

    @Test func `distrust is timed when it first appears`() {
        let channels: [MechanicalChannel] = [.trusted, .distrusted, .trusted, .distrusted]
        let steps = channels.enumerated().map {
            step(Double($0.offset) * 30, estimate: 0.5, reference: 0.5, channel: $0.element)
        }
        #expect(score(steps, replay()).distrustedAfter == 30)
        #expect(score(Array(steps[..<1]), replay()).distrustedAfter == nil)
    }
}
