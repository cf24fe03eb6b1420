import Quantities
import Testing

@testable import LinuxHAL

struct ClockWatchTests {
    private func reading(
        _ monotonic: Int64, boot: Int64 = 0, wall: Int64 = 0
    ) -> ClockReading {
        ClockReading(
            monotonic: monotonic, boot: monotonic + boot, wall: 1_700_000_000_000 + monotonic + wall
        )
    }

    @Test func `clocks that keep together say nothing`() {
        var watch = ClockWatch()
        #expect(watch.observe(reading(100)) == nil)
        #expect(watch.observe(reading(300)) == .init(suspended: .zero, jump: .zero))
    }

    @Test(arguments: [700, -700] as [Int64])
    func `a time of day that was set is a jump, once`(amount: Int64) {
        var watch = ClockWatch()
        _ = watch.observe(reading(100))
        let found = watch.observe(reading(200, wall: amount))
        #expect(found == .init(suspended: .zero, jump: .nanoseconds(amount)))
        #expect(
            watch.observe(reading(300, wall: amount)) == .init(suspended: .zero, jump: .zero))
    }

    @Test func `a suspended machine is both, though somebody set the time of day meanwhile`() {
        var watch = ClockWatch()
        _ = watch.observe(reading(100))
        let found = watch.observe(reading(200, boot: 5_000, wall: 0))
        #expect(found == .init(suspended: .nanoseconds(5_000), jump: .nanoseconds(5_000)))
    }

    @Test func `the clocks of this machine move forward together`() {
        let first = ClockReading.now()
        let second = ClockReading.now()
        #expect(second.monotonic >= first.monotonic)
        #expect(second.boot >= first.boot)
        #expect(first.wall > 1_600_000_000_000_000_000)
    }
}
