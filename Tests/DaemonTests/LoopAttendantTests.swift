import Control
import Logging
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbmsd

@Suite struct LoopAttendantTests {
    @Test func `flag changes whose reports were lost are told all the same`() throws {
        let link = try LoopLink(cellCount: 1, stackCount: 1)
        let lines = LogLines()
        let attendant = LoopAttendant(
            link: link, service: ServiceNotes(), store: nil, log: lines.logger, now: .start)
        var report = StepReport()
        while link.lostReportCount == 0 { link.publish(report) }
        // Two of steps whose reports found no room.
        for diagnostic in [Diagnostic.cellOvervoltage, .cellDeepDischarge] {
            _ = link.publish(
                FlagEvent(
                    kind: .raised, diagnostic: diagnostic, grade: .safety, place: .cell(0),
                    value: 1, threshold: 1, time: .start, since: .start))
        }
        attendant.attend(now: .start)
        #expect(lines.lines(with: "raised: ").count == 2, "\(lines.all)")
        report.eventCount = 0
        link.publish(report)
        attendant.attend(now: .start)
        #expect(lines.lines(with: "raised: ").count == 2)
    }

    @Test func `a loop whose timer fails takes the power off the coils by itself`() throws {
        let bench = try DaemonBench()
        bench.ticks.failsAt = 250
        var wasConnected = false
        #expect(throws: (any Error).self) {
            _ = try bench.run(stopAt: 1000) { count in
                if count == 249 { wasConnected = bench.rig.board.contacts.isConnected }
            }
        }
        #expect(wasConnected)
        // Before the board's own watchdog would.
        bench.rig.advance(to: bench.rig.now + .milliseconds(80), demand: 0)
        let contacts = bench.rig.board.contacts
        #expect(!contacts.positive && !contacts.negative && !contacts.precharge)
    }
}
