import PackSimulation
import Quantities
import Testing

struct WindowWatchdogTests {
    private var watchdog = WindowWatchdog(window: .of(loopPeriod: .milliseconds(100)))

    private func at(_ milliseconds: Int64) -> Instant { .start + .milliseconds(milliseconds) }

    @Test func `ten steps a second have a window from 50 to 500 milliseconds`() {
        #expect(watchdog.window.earliest == .milliseconds(50))
        #expect(watchdog.window.latest == .milliseconds(500))
    }

    @Test mutating func `it takes two edges inside the window to supply the coils`() {
        #expect(!watchdog.isAlive)
        watchdog.feed(now: at(100))
        #expect(!watchdog.isAlive)
        watchdog.feed(now: at(200))
        #expect(watchdog.isAlive)
        #expect(watchdog.tripCount == 0)
    }

    @Test mutating func `a line that stops takes the supply away at the end of the window`() {
        watchdog.feed(now: at(100))
        watchdog.feed(now: at(200))
        watchdog.advance(to: at(700))
        #expect(watchdog.isAlive)
        watchdog.advance(to: at(701))
        #expect(!watchdog.isAlive)
        watchdog.feed(now: at(800))
        #expect(!watchdog.isAlive, "One edge is no sign of life.")
        watchdog.feed(now: at(900))
        #expect(watchdog.isAlive)
        #expect(watchdog.tripCount == 1)
    }

    @Test mutating func `a line that toggles too fast takes the supply away at once`() {
        watchdog.feed(now: at(100))
        watchdog.feed(now: at(200))
        watchdog.feed(now: at(249))
        #expect(!watchdog.isAlive)
        watchdog.feed(now: at(299))
        #expect(watchdog.isAlive)
    }

    @Test mutating func `an overdue edge does not count, though nobody looked in between`() {
        watchdog.feed(now: at(100))
        watchdog.feed(now: at(200))
        watchdog.feed(now: at(800))
        #expect(!watchdog.isAlive)
        #expect(watchdog.tripCount == 1)
    }
}
