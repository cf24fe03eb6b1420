public import Configuration
import Identification

/// The logs of a group under one variant together, and what was asked of them. Logs that the cell
/// was fitted to, and those too short to be scored, take no part.
public struct GroupResult: Sendable {
    /// One bar and what was reached.
    public struct Judgement: Sendable, Equatable {
        public var bar: ReplayBar
        /// In the unit of the bar; nil when there is nothing to compare or it never came about.
        public var reached: Double?
        public var outcome: Outcome
    }

    /// How a bar was judged.
    public enum Outcome: String, Sendable {
        case met
        case missed
        /// There was nothing to judge by: no log lasts an hour beyond the settling.
        case notJudged = "not judged"
    }

    public var group: String
    public var variant: String
    /// Logs that count.
    public var logCount: Int
    /// All fractions of capacity; nil without a log that counts.
    public var meanRootMeanSquare: Double?
    public var worstMaximum: Double?
    /// Lowest of the logs.
    public var fractionInside: Double?
    /// s, of the slowest log; nil when one never converged.
    public var convergedAfter: Double?
    /// s.
    public var longestLost: Double?
    /// Excess over counting for an hour; nil when no log is long enough.
    public var hourlyExcess: Double?
    /// s, of the slowest log; nil when one never distrusted its thickness.
    public var distrustedAfter: Double?
    /// Mean root mean square error of merely counting from the same start.
    public var countingRootMeanSquare: Double?
    public var judgements: [Judgement] = []

    /// - Parameters:
    ///   - runs: Of the group and variant, all of them.
    init(group: String, variant: String, runs: [ReplayRun]) {
        self.group = group
        self.variant = variant
        let scores = runs.filter { $0.isScored && !$0.log.isUsedInFit }.map(\.score)
        logCount = scores.count
        guard !scores.isEmpty else { return }
        let count = Double(scores.count)
        meanRootMeanSquare = scores.reduce(0) { $0 + $1.filter.rootMeanSquare } / count
        countingRootMeanSquare = scores.reduce(0) { $0 + $1.counting.rootMeanSquare } / count
        worstMaximum = scores.map(\.filter.maximum).max()
        fractionInside = scores.map(\.consistentFraction).min()
        longestLost = scores.map(\.longestLost).max()
        hourlyExcess = scores.compactMap(\.hours.worst).max()
        convergedAfter = Self.slowest(scores.map(\.convergedAfter))
        distrustedAfter = Self.slowest(scores.map(\.distrustedAfter))
    }

    /// Whether nothing that was asked was missed.
    public var isGood: Bool { !judgements.contains { $0.outcome == .missed } }

    /// The largest, or nil when one is nil.
    private static func slowest(_ times: [Double?]) -> Double? {
        let known = times.compactMap(\.self)
        return known.count == times.count ? known.max() : nil
    }

    /// What was reached, by measure.
    ///
    /// - Parameter other: The result that an increase is measured from.
    func reached(_ measure: ReplayBar.Measure, other: GroupResult?) -> Double? {
        switch measure {
        case .meanRootMeanSquare: meanRootMeanSquare
        case .worstMaximum: worstMaximum
        case .insideThreeDeviations: fractionInside
        case .convergence: convergedAfter
        case .lost: longestLost
        case .hourlyExcess: hourlyExcess
        case .distrust: distrustedAfter
        case .increase:
            if let mean = meanRootMeanSquare, let base = other?.meanRootMeanSquare {
                mean - base
            } else {
                nil
            }
        }
    }

    /// Judges one bar. What never came about is missed; only an hour that no log has cannot be
    /// judged.
    mutating func judge(_ bar: ReplayBar, other: GroupResult?) {
        let reached = reached(bar.measure, other: other)
        let outcome: Outcome
        if let reached {
            // The same number written in two ways may differ in the last digit.
            let slack = 1e-12
            let isMet =
                bar.measure == .insideThreeDeviations
                ? reached >= bar.limit - slack : reached <= bar.limit + slack
            outcome = isMet ? .met : .missed
        } else {
            outcome = bar.measure == .hourlyExcess && logCount > 0 ? .notJudged : .missed
        }
        judgements.append(Judgement(bar: bar, reached: reached, outcome: outcome))
    }
}
