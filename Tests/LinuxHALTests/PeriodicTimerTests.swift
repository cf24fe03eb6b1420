import LinuxHAL
import Quantities
import Testing

struct PeriodicTimerTests {
    @Test func `the clock begins at zero and never goes back`() {
        let clock = MonotonicClock()
        let early = clock.now
        #expect(early >= .start)
        #expect(clock.now >= early)
    }

    @Test func `a timer whose first beats are past reports them as missed at once`() throws {
        let clock = MonotonicClock()
        let period = Duration.seconds(20)
        // Two and a half periods ago: the first three beats are past, and no other comes.
        let first = clock.now + .seconds(-50)
        let timer = try PeriodicTimer(period: period, first: first, clock: clock)
        let tick = try timer.waitForTick()
        #expect(tick == Tick(number: 2, deadline: first + .seconds(40), missed: 2))
    }

    @Test func `no beat is served before its deadline`() throws {
        let clock = MonotonicClock()
        let timer = try PeriodicTimer(
            period: .milliseconds(1), first: clock.now + .milliseconds(1), clock: clock)
        var served: Int64 = -1
        for _ in 0..<3 {
            let tick = try timer.waitForTick()
            #expect(clock.now >= tick.deadline)
            #expect(tick.number == served + 1 + tick.missed)
            served = tick.number
        }
    }
}
