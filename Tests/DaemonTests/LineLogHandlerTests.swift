import Glibc
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

    @Test func `a pipe that nobody reads costs lines and no time`() {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let stream = StandardError(descriptor: ends[1])
        let line = String(repeating: "x", count: 1000)
        // More than a pipe holds: without the check this test would not end.
        for _ in 0..<200 { stream.write(line) }
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        #expect(read(ends[0], &chunk, chunk.count) > 0)
        stream.write("after")
        let count = read(ends[0], &chunk, chunk.count)
        let text = String(decoding: chunk[..<max(0, count)], as: UTF8.self)
        #expect(text.hasPrefix("after ("))
        #expect(text.hasSuffix(" log lines before this one were lost)\n"))
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
