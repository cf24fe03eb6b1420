import Logging
import Quantities
import Synchronization
import Testing

@testable import solidbmsd

@Suite struct LineLogHandlerTests {
    @Test(arguments: [
        (Logger.Level.debug, 7), (.info, 6), (.notice, 5), (.warning, 4), (.error, 3),
        (.critical, 2),
    ])
    func `levels have the priorities of syslog`(level: Logger.Level, priority: Int) {
        #expect(LineLogHandler.priority(level) == priority)
    }

    @Test func `the journal gets one line with its priority`() {
        let lines = LogLines()
        lines.logger.error("two\nlines")
        #expect(lines.all == ["<3>two lines"])
    }

    @Test func `a terminal gets the time and the level`() {
        let written = Mutex("")
        let handler = LineLogHandler(
            isJournal: false, now: { Instant(nanoseconds: 61_500_000_000) },
            write: { line in written.withLock { $0 = line } })
        Logger(label: "test") { _ in handler }.warning("hot")
        #expect(written.withLock { $0 } == "00:01:01.5  warning   hot")
    }
}
