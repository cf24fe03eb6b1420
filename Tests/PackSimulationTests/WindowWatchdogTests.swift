import PackSimulation
import Quantities
import Testing

struct WindowWatchdogTests {
    private var watchdog = WindowWatchdog(window: .of(loopPeriod: .milliseconds(100)))

    private func at(_ milliseconds: Int64) -> Instant { .start + .milliseconds(milliseconds) }

    /// The line rises and falls.
    private mutating func fall(at milliseconds: Int64) {
        watchdog.feed(true, now: at(milliseconds))
        watchdog.feed(false, now: at(milliseconds))
    }

    @Test func `ten steps a second have a window from 52 to 419 milliseconds`() {
        #expect(watchdog.window.earliest == .milliseconds(52))
        #expect(watchdog.window.latest == .milliseconds(419))
    }

    @Test mutating func `it takes two falling edges inside the window to supply the coils`() {
        #expect(!watchdog.isAlive)
        fall(at: 100)
        #expect(!watchdog.isAlive)
        fall(at: 300)
        #expect(watchdog.isAlive)
        #expect(watchdog.tripCount == 0)
    }

    @Test mutating func `a rising edge is none, however soon it follows`() {
        fall(at: 100)
        watchdog.feed(true, now: at(101))
        #expect(!watchdog.isAlive)
        watchdog.feed(false, now: at(300))
        watchdog.feed(true, now: at(301))
        watchdog.feed(false, now: at(500))
        #expect(watchdog.isAlive)
        #expect(watchdog.tripCount == 0)
    }

    @Test mutating func `a loop that toggles once a step stays alive when steps come unevenly`() {
        var level = false
        for step in 1...100 {
            level.toggle()
            // Each second step 60 ms late: the next one follows after 40 ms.
            watchdog.feed(level, now: at(Int64(step) * 100 + (step % 4 == 2 ? 60 : 0)))
        }
        #expect(watchdog.isAlive)
        #expect(watchdog.tripCount == 0)
    }

    @Test mutating func `a line that stops takes the supply away at the end of the window`() {
        fall(at: 100)
        fall(at: 300)
        watchdog.advance(to: at(719))
        #expect(watchdog.isAlive)
        watchdog.advance(to: at(720))
        #expect(!watchdog.isAlive)
        fall(at: 800)
        #expect(!watchdog.isAlive, "One edge is no sign of life.")
        fall(at: 1000)
        #expect(watchdog.isAlive)
        #expect(watchdog.tripCount == 1)
    }

    @Test mutating func `a line that toggles too fast takes the supply away at once`() {
        fall(at: 100)
        fall(at: 300)
        fall(at: 351)
        #expect(!watchdog.isAlive)
        fall(at: 403)
        #expect(watchdog.isAlive)
    }

    @Test mutating func `an overdue edge does not count, though nobody looked in between`() {
        fall(at: 100)
        fall(at: 300)
        fall(at: 800)
        #expect(!watchdog.isAlive)
        #expect(watchdog.tripCount == 1)
    }
}
