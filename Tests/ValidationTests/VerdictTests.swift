import Configuration
import Reports
import Testing

@testable import Validation

/// When a simulated figure counts as near a published one.
@Suite struct VerdictTests {
    func verdict(
        _ simulated: Double, published: Double = 10,
        _ tolerance: PublishedPoint.Tolerance = .relative(0.2),
        comparison: PublishedPoint.Comparison = .value, notJudged: String? = nil,
        accepted: PublishedPoint.AcceptedMiss? = nil
    ) -> Verdict {
        Self.result(
            simulated, published: published, tolerance, comparison: comparison,
            notJudged: notJudged, accepted: accepted
        ).verdict
    }

    static func result(
        _ simulated: Double, published: Double = 10,
        _ tolerance: PublishedPoint.Tolerance = .relative(0.2),
        comparison: PublishedPoint.Comparison = .value, notJudged: String? = nil,
        accepted: PublishedPoint.AcceptedMiss? = nil
    ) -> PointResult {
        PointResult(
            point: PublishedPoint(
                quantity: .cellResistance, cell: "cell.toml", referenceCell: nil,
                conditions: TestConditions(),
                published: WrittenValue(
                    value: published, unit: "ohm", scale: 1, source: "a test [A]"),
                comparison: comparison, tolerance: tolerance, notJudged: notJudged,
                acceptedMiss: accepted),
            simulated: simulated)
    }

    @Test func `a relative tolerance ends where it says on both sides`() {
        #expect(verdict(11.9) == .passed)
        #expect(verdict(12.1) == .failed)
        #expect(verdict(8.1) == .passed)
        #expect(verdict(7.9) == .failed)
    }

    @Test func `a factor holds for too much and for too little`() {
        #expect(verdict(14.9, .factor(1.5)) == .passed)
        #expect(verdict(15.1, .factor(1.5)) == .failed)
        #expect(verdict(6.7, .factor(1.5)) == .passed)
        #expect(verdict(6.6, .factor(1.5)) == .failed)
    }

    @Test func `a factor never forgives the sign`() {
        #expect(verdict(-10, .factor(1e9)) == .failed)
        #expect(verdict(0, .factor(1e9)) == .failed)
    }

    @Test func `an absolute tolerance counts in the unit of the figure`() {
        #expect(verdict(-0.95, published: -1, .absolute(0.1)) == .passed)
        #expect(verdict(-0.85, published: -1, .absolute(0.1)) == .failed)
    }

    @Test func `bounds hold on their side without tolerance`() {
        #expect(verdict(10, comparison: .atLeast) == .passed)
        #expect(verdict(9.99, comparison: .atLeast) == .failed)
        #expect(verdict(.infinity, comparison: .atLeast) == .passed)
        #expect(verdict(10, comparison: .atMost) == .passed)
        #expect(verdict(10.01, comparison: .atMost) == .failed)
    }

    @Test func `what the simulation does not find is missed`() {
        for comparison in PublishedPoint.Comparison.allCases {
            #expect(verdict(.nan, comparison: comparison) == .failed)
        }
        #expect(verdict(.infinity, .factor(1e9)) == .failed)
    }

    @Test func `a written reason covers a miss of its size and no larger one`() {
        let reason = PublishedPoint.AcceptedMiss(reason: "creep is left out", factor: 2)
        #expect(verdict(19, accepted: reason) == .explained)
        #expect(verdict(21, accepted: reason) == .failed)
        #expect(verdict(11, accepted: reason) == .passed)
    }

    @Test func `a figure that is shown only is never judged`() {
        #expect(verdict(1e6, notJudged: "another material") == .notJudged)
    }

    @Test func `a target is as good as its worst judged point`() {
        func target(_ points: [PointResult]) -> Verdict {
            TargetResult(
                target: PublishedTarget(
                    number: 1, title: "t", paper: "p", evidence: .paper, relation: .fitted,
                    relationNote: "n", setUp: "s", points: points.map(\.point)),
                points: points
            ).verdict
        }
        let reason = PublishedPoint.AcceptedMiss(reason: "r", factor: 3)
        let inside = Self.result(10)
        let explained = Self.result(20, accepted: reason)
        let missed = Self.result(20)
        let shown = Self.result(20, notJudged: "n")
        #expect(target([inside, shown]) == .passed)
        #expect(target([inside, explained, shown]) == .explained)
        #expect(target([explained, missed, inside]) == .failed)
        #expect(target([shown]) == .notJudged)
    }
}
