import Testing

@testable import Control

struct RateFilterTests {
    @Test func `a ramp is reported at its slope`() {
        var filter = RateFilter(timeConstant: 1)
        var rate = 0.0
        for step in 0...100 { rate = filter.update(3 * Double(step) * 0.1, interval: 0.1) ?? -1 }
        #expect((rate - 3).magnitude < 0.01)
    }

    @Test func `the first value has no rate yet`() {
        var filter = RateFilter(timeConstant: 1)
        #expect(filter.update(7, interval: 0.1) == 0)
        #expect(filter.update(7, interval: 0.1) == 0)
    }

    @Test func `a step fades with the time constant`() {
        var filter = RateFilter(timeConstant: 2)
        _ = filter.update(0, interval: 0.01)
        #expect(filter.update(1, interval: 0.01) == 0.5)
        var rate = 0.0
        for _ in 0..<200 { rate = filter.update(1, interval: 0.01) ?? -1 }
        // 0.5 e^(−1), to the accuracy of the explicit step.
        #expect((rate - 0.5 * 0.3679).magnitude < 0.002)
    }

    @Test func `a missing value has no rate and does not disturb`() {
        var filter = RateFilter(timeConstant: 1)
        _ = filter.update(5, interval: 0.1)
        #expect(filter.update(nil, interval: 0.1) == nil)
        #expect(filter.update(5, interval: 0.1) == 0)
    }

    @Test func `an interval longer than the time constant does not overshoot`() {
        var filter = RateFilter(timeConstant: 1)
        _ = filter.update(0, interval: 10)
        _ = filter.update(1, interval: 10)
        #expect(filter.update(1, interval: 10) == 0)
    }

    @Test func `a reset starts anew`() {
        var filter = RateFilter(timeConstant: 1)
        _ = filter.update(0, interval: 1)
        filter.reset()
        #expect(filter.update(100, interval: 1) == 0)
    }
}
