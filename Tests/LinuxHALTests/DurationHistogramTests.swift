import LinuxHAL
import Testing

struct DurationHistogramTests {
    @Test func `an empty histogram says zero`() {
        let histogram = DurationHistogram()
        #expect(histogram.count == 0)
        #expect(histogram.maximum == .zero)
        #expect(histogram.percentile(0.5) == .zero)
    }

    @Test func `percentiles of a ramp are right to a thirty-second and never too short`() {
        var histogram = DurationHistogram()
        for step in 1...10_000 { histogram.add(.microseconds(step)) }
        #expect(histogram.count == 10_000)
        #expect(histogram.maximum == .milliseconds(10))
        for (fraction, exact) in [(0.5, 5_000), (0.99, 9_900), (0.999, 9_990), (1, 10_000)] {
            let found = histogram.percentile(fraction)
            #expect(found >= .microseconds(exact), "\(fraction)")
            #expect(found <= .microseconds(exact) * (1 + 1 / 32.0), "\(fraction)")
        }
    }

    @Test func `one outlier among a thousand is the maximum and not the percentile below it`() {
        var histogram = DurationHistogram()
        for _ in 0..<999 { histogram.add(.nanoseconds(20)) }
        histogram.add(.seconds(3))
        #expect(histogram.percentile(0.999) == .nanoseconds(20))
        #expect(histogram.percentile(0.9991) == .seconds(3))
        #expect(histogram.maximum == .seconds(3))
    }

    @Test func `every power of two and its neighbours fall into a bucket that covers them`() {
        for exponent in 0..<40 {
            for offset in -1...1 {
                let value = Int64(1) << Int64(exponent) + Int64(offset)
                var histogram = DurationHistogram()
                histogram.add(.nanoseconds(value))
                // Raises the maximum, which would hide the end of the bucket.
                histogram.add(.seconds(2_000))
                let found = histogram.percentile(0.5)
                #expect(found >= .nanoseconds(value))
                #expect(found <= .nanoseconds(value + value / 32))
            }
        }
    }

    @Test func `what is beyond the range counts at its ends`() {
        var histogram = DurationHistogram()
        histogram.add(.nanoseconds(-5))
        #expect(histogram.percentile(1) == .zero)
        histogram.add(.seconds(100_000))
        #expect(histogram.count == 2)
        #expect(histogram.maximum == .seconds(100_000))
        #expect(histogram.percentile(1) >= .seconds(1_000))
    }
}
