import Testing

@testable import Evidence

@Suite struct ErrorScoreTests {
    @Test func `errors are squared, compared and counted`() throws {
        var tally = ErrorTally()
        for (error, deviation) in [(0.299, 0.1), (-0.4, 0.1), (0.0, 0.1), (0.1, 0.1)] {
            tally.add(error, deviation: deviation)
        }
        let score = try #require(tally.score)
        // √((0.0894 + 0.16 + 0 + 0.01) / 4)
        #expect((score.rootMeanSquare - 0.25466).magnitude < 1e-5)
        #expect(score.maximum == 0.4 && score.final == 0.1)
        // 0.4 lies outside.
        let inside = try #require(score.insideThreeSigma)
        #expect(inside == 0.75)
    }

    @Test func `an estimator that gives no deviation is not judged by it`() throws {
        var tally = ErrorTally()
        #expect(tally.score == nil)
        tally.add(1, deviation: 0)
        #expect(try #require(tally.score).insideThreeSigma == nil)
    }

    @Test func `the worst seed is the largest error or the smallest share`() throws {
        let values: [(seed: UInt64, value: Double)] = [(7, 0.2), (8, 0.9), (9, 0.1)]
        let most = try #require(SweepStatistic(values))
        #expect(most.worst == 0.9 && most.worstSeed == 8)
        let least = try #require(SweepStatistic(values, moreIsBetter: true))
        #expect(least.worst == 0.1 && least.worstSeed == 9)
        #expect((most.interval.mean - 0.4).magnitude < 1e-12)
    }
}
