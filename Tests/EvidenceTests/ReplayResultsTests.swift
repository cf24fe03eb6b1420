import Configuration
import Reports
import Testing

@testable import Evidence
@testable import Identification

/// How groups are gathered and bars judged, on scores written by hand.
@Suite struct ReplayResultsTests {
    static let cell = ReplayBatchTests.cell

    func manifest(_ bars: [ReplayBar], variants: [String] = ["plain"]) throws -> ReplayManifest {
        let columns = ReplayColumns(
            time: "t", voltage: "v", current: "i", temperature: "temp",
            reference: .fraction(column: "z"), positiveDischarges: true)
        return ReplayManifest(
            name: "test", summary: "", source: "test [A]", folder: "", settling: 900, band: 0.03,
            groups: [
                ReplayGroup(name: "warm", cell: try Self.cell.get(), columns: columns, logs: [])
            ],
            variants: variants.map { ReplayVariant(name: $0, groups: ["warm"]) }, bars: bars)
    }

    /// A run whose errors are all of one size.
    func run(
        error: Double, isUsedInFit: Bool = false, convergedAfter: Double? = 10,
        inside: Int = 10, variant: String = "plain", count: Int = 10
    ) -> ReplayRun {
        var score = ReplayScore(startStateOfCharge: 0.8, startReference: 1)
        for _ in 0..<count { score.filter.add(error) }
        score.convergedAfter = convergedAfter
        score.insideThreeDeviations = inside
        return ReplayRun(
            group: "warm", cell: "cell", variant: variant,
            log: .init(file: "a.csv", cycle: "A", temperature: "25 °C", isUsedInFit: isUsedInFit),
            rowCount: count + 1, duration: 4000, score: score, course: ReplayCourse())
    }

    func bar(
        _ measure: ReplayBar.Measure, _ limit: Double, variant: String = "plain",
        comparedWith: String? = nil
    ) -> ReplayBar {
        ReplayBar(
            group: "warm", variant: variant, measure: measure, limit: limit,
            comparedWith: comparedWith)
    }

    func outcome(_ bar: ReplayBar, _ runs: [ReplayRun]) throws -> GroupResult.Outcome? {
        let results = ReplayResults(manifest: try manifest([bar]), runs: runs)
        return results.groups[0].judgements.first?.outcome
    }

    @Test func `a group takes the mean of the errors and the worst of everything else`() throws {
        let results = ReplayResults(
            manifest: try manifest([]),
            runs: [
                run(error: 0.01, convergedAfter: 5),
                run(error: -0.03, convergedAfter: 50, inside: 9),
                run(error: 0.5, isUsedInFit: true), run(error: 0.4, count: 0),
            ])
        let group = results.groups[0]
        #expect(group.logCount == 2)
        #expect(abs((group.meanRootMeanSquare ?? 0) - 0.02) < 1e-12)
        #expect(abs((group.worstMaximum ?? 0) - 0.03) < 1e-12)
        #expect(group.fractionInside == 0.9)
        #expect(group.convergedAfter == 50)
        #expect(group.hourlyExcess == nil)
        #expect(results.verdict == "no bars to meet")
        #expect(results.isGood)
    }

    @Test func `a bar is met up to its limit and missed beyond`() throws {
        let runs = [run(error: 0.01), run(error: 0.03, inside: 9)]
        #expect(try outcome(bar(.meanRootMeanSquare, 0.02), runs) == .met)
        #expect(try outcome(bar(.meanRootMeanSquare, 0.0199), runs) == .missed)
        #expect(try outcome(bar(.worstMaximum, 0.03), runs) == .met)
        #expect(try outcome(bar(.worstMaximum, 0.029), runs) == .missed)
        #expect(try outcome(bar(.insideThreeDeviations, 0.9), runs) == .met)
        #expect(try outcome(bar(.insideThreeDeviations, 0.91), runs) == .missed)
        #expect(try outcome(bar(.convergence, 10), runs) == .met)
        #expect(try outcome(bar(.convergence, 9), runs) == .missed)
    }

    @Test func `what never came about is missed, an hour that no log has is not judged`() throws {
        let never = [run(error: 0.01), run(error: 0.01, convergedAfter: nil)]
        #expect(try outcome(bar(.convergence, 1e6), never) == .missed)
        #expect(try outcome(bar(.distrust, 1e6), never) == .missed)
        #expect(try outcome(bar(.hourlyExcess, 0), never) == .notJudged)
        let unscored = [run(error: 0.01, count: 0)]
        #expect(try outcome(bar(.meanRootMeanSquare, 1), unscored) == .missed)
        #expect(try outcome(bar(.hourlyExcess, 1), unscored) == .missed)
    }

    @Test func `an increase is judged against the other variant`() throws {
        let runs = [run(error: 0.01), run(error: 0.014, variant: "spoilt")]
        func outcome(_ limit: Double, _ runs: [ReplayRun]) throws -> GroupResult.Outcome? {
            let bar = bar(.increase, limit, variant: "spoilt", comparedWith: "plain")
            let manifest = try manifest([bar], variants: ["plain", "spoilt"])
            return ReplayResults(manifest: manifest, runs: runs).groups.last?.judgements[0].outcome
        }
        #expect(try outcome(0.004, runs) == .met)
        #expect(try outcome(0.0039, runs) == .missed)
        // Without the other there is nothing to compare with.
        #expect(try outcome(1, [runs[1]]) == .missed)
    }

    @Test func `the verdict counts, and one miss is enough to fail`() throws {
        let bars = [
            bar(.meanRootMeanSquare, 0.02), bar(.worstMaximum, 0.001), bar(.hourlyExcess, 0),
        ]
        let results = ReplayResults(manifest: try manifest(bars), runs: [run(error: 0.01)])
        #expect(results.verdict == "1 of 3 bars met, 1 missed, 1 not judged")
        #expect(!results.isGood)
        let good = ReplayResults(
            manifest: try manifest([bars[0], bars[2]]), runs: [run(error: 0.01)])
        #expect(good.isGood)
        let text = ReplayTables(results).groups.text(width: 200)
        #expect(text.contains("✓ 1.00 (≤ 2.00)"))
        #expect(text.contains("✗ 1.00 (≤ 0.10)"))
    }
}
