import Configuration
import Identification

/// The results for programs: fractions of capacity, seconds, nothing rounded. Keys are written in
/// snake case.
public struct ReplayRecord: Encodable, Sendable {
    /// One log under one variant.
    public struct Log: Encodable, Sendable {
        var group: String
        var variant: String
        var cell: String
        var file: String
        var temperature: String
        var cycle: String
        var usedInFit: Bool
        var rows: Int
        var durationSecond: Double
        var scoredRows: Int
        var startStateOfCharge: Double
        var rmse: Double?
        var mae: Double?
        var bias: Double?
        var maximum: Double?
        var convergedAfterSecond: Double?
        var longestLostSecond: Double
        var insideThreeSigma: Double?
        var countingRmse: Double?
        var countingFromTruthRmse: Double?
        var worseThanCountingInAnHour: Double?
        var hourCount: Int
        var meanNormalisedInnovationSquared: Double?
        var innovationsInsideThreeSigma: Double?
        var thicknessDistrustedAfterSecond: Double?
        var resets: Double
    }

    /// One bar.
    public struct Bar: Encodable, Sendable {
        var measure: String
        var limit: Double
        var comparedWith: String?
        var reached: Double?
        var outcome: String
    }

    /// One group under one variant.
    public struct Group: Encodable, Sendable {
        var group: String
        var variant: String
        var logs: Int
        var meanRmse: Double?
        var worstMaximum: Double?
        var insideThreeSigma: Double?
        var convergedWithinSecond: Double?
        var longestLostSecond: Double?
        var worseThanCountingInAnHour: Double?
        var countingRmse: Double?
        var bars: [Bar]
    }

    var name: String
    var version: String
    var verdict: String
    var isGood: Bool
    var groups: [Group]
    var logs: [Log]

    /// - Parameter version: Of the program.
    public init(_ results: ReplayResults, version: String) {
        name = results.manifest.name
        self.version = version
        verdict = results.verdict
        isGood = results.isGood
        groups = results.groups.map(Self.group)
        logs = results.runs.map(Self.log)
    }

    private static func group(_ result: GroupResult) -> Group {
        Group(
            group: result.group, variant: result.variant, logs: result.logCount,
            meanRmse: result.meanRootMeanSquare, worstMaximum: result.worstMaximum,
            insideThreeSigma: result.fractionInside, convergedWithinSecond: result.convergedAfter,
            longestLostSecond: result.longestLost,
            worseThanCountingInAnHour: result.hourlyExcess,
            countingRmse: result.countingRootMeanSquare,
            bars: result.judgements.map {
                Bar(
                    measure: $0.bar.measure.rawValue, limit: $0.bar.limit,
                    comparedWith: $0.bar.comparedWith, reached: $0.reached,
                    outcome: $0.outcome.rawValue)
            })
    }

    private static func log(_ run: ReplayRun) -> Log {
        let score = run.score
        func scored(_ value: Double) -> Double? { run.isScored ? value : nil }
        return Log(
            group: run.group, variant: run.variant, cell: run.cell, file: run.log.file,
            temperature: run.log.temperature, cycle: run.log.cycle,
            usedInFit: run.log.isUsedInFit, rows: run.rowCount, durationSecond: run.duration,
            scoredRows: score.filter.count, startStateOfCharge: score.startStateOfCharge,
            rmse: scored(score.filter.rootMeanSquare), mae: scored(score.filter.mean),
            bias: scored(score.filter.bias), maximum: scored(score.filter.maximum),
            convergedAfterSecond: score.convergedAfter, longestLostSecond: score.longestLost,
            insideThreeSigma: scored(score.consistentFraction),
            countingRmse: scored(score.counting.rootMeanSquare),
            countingFromTruthRmse: scored(score.countingFromTruth.rootMeanSquare),
            worseThanCountingInAnHour: score.hours.worst, hourCount: score.hours.count,
            meanNormalisedInnovationSquared: score.innovations.meanSquare,
            innovationsInsideThreeSigma: score.innovations.fractionInside,
            thicknessDistrustedAfterSecond: score.distrustedAfter, resets: score.resets)
    }
}
