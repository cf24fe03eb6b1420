import Estimation

/// Gathers the score of a replay, row by row.
struct ReplayScorer {
    private let replay: Replay
    private var score: ReplayScore
    private var withinSince: Double?
    private var lostSince: Double?
    private var hours = HourlyComparison()

    init(_ replay: Replay, start: Double, reference: Double?) {
        self.replay = replay
        score = ReplayScore(startStateOfCharge: start, startReference: reference)
        // The start itself may be lost already.
        if let reference, abs(start - reference) > replay.lostBand { lostSince = 0 }
    }

    /// The score of the rows so far.
    var result: ReplayScore {
        var result = score
        result.hours = hours.summary
        return result
    }

    mutating func add(_ step: ReplayStep) {
        score.finalStateOfCharge = step.filter.stateOfCharge
        score.finalDeviation = step.filter.deviation
        score.resets = step.filter.resets
        if step.filter.mechanicalChannel == .distrusted, score.distrustedAfter == nil {
            score.distrustedAfter = step.elapsed
        }
        let isScored = step.elapsed >= replay.convergenceTime
        if isScored, let square = step.filter.innovationSquare {
            score.innovations.add(square: square)
        }
        guard let reference = step.reference, let error = step.error else { return }
        noteConvergence(error, step.elapsed)
        noteLost(error, step.elapsed)
        guard isScored else { return }
        score.filter.add(error)
        score.counting.add(step.counted - reference)
        score.countingFromTruth.add(step.countedFromTruth - reference)
        if abs(error) <= 3 * step.filter.deviation { score.insideThreeDeviations += 1 }
        hours.add(time: step.elapsed, error: error, drift: step.counted - reference)
    }

    private mutating func noteConvergence(_ error: Double, _ elapsed: Double) {
        guard abs(error) <= replay.convergenceBand else {
            withinSince = nil
            return
        }
        let since = withinSince ?? elapsed
        withinSince = since
        if elapsed - since >= 60, score.convergedAfter == nil { score.convergedAfter = since }
    }

    private mutating func noteLost(_ error: Double, _ elapsed: Double) {
        guard abs(error) > replay.lostBand else {
            lostSince = nil
            return
        }
        let since = lostSince ?? elapsed
        lostSince = since
        score.longestLost = max(score.longestLost, elapsed - since)
    }
}
