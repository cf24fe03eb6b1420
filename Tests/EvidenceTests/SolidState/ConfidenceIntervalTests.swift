import Testing

@testable import Evidence

@Suite struct ConfidenceIntervalTests {
    @Test func `five numbers have the interval of a calculation by hand`() {
        // 1 to 5: mean 3, s = √2.5, t(4) = 2.7764, half width 2.7764 √(2.5 / 5) = 1.9632.
        let interval = ConfidenceInterval([1, 2, 3, 4, 5])
        #expect(interval.mean == 3)
        #expect((interval.halfWidth - 1.9632).magnitude < 0.002)
    }

    @Test(arguments: [
        (1, 12.7062), (2, 4.3027), (3, 3.1824), (5, 2.5706), (10, 2.2281), (19, 2.0930),
        (199, 1.9720),
    ])
    func `the quantile is that of the tables`(degrees: Int, quantile: Double) {
        let found = ConfidenceInterval.quantile(degreesOfFreedom: degrees)
        #expect((found / quantile - 1).magnitude < 0.006)
        if degrees >= 5 { #expect((found / quantile - 1).magnitude < 0.001) }
    }

    @Test func `one number says nothing of the others`() {
        #expect(ConfidenceInterval([4]).halfWidth == .infinity)
    }

    @Test func `a ratio that never varies has no width, whatever its parts do`() {
        let interval = ConfidenceInterval(ratioOf: [1, 2, 3], to: [2, 4, 6])
        #expect(interval.mean == 0.5)
        #expect(interval.halfWidth < 1e-12)
        #expect(ConfidenceInterval(ratioOf: [1, 2, 4], to: [2, 4, 6]).halfWidth > 0.01)
    }
}
