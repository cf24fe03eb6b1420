import Configuration
import Control
import Glibc
import HAL
import Protection
import Quantities
import Testing

@testable import solidbmsd

/// What the journal says of buses, chips and lines.
@Suite struct DeviceJournalTests {
    private let lines = LogLines()

    private func journal() throws -> DeviceJournal {
        DeviceJournal(log: lines.logger, names: HardwareNames(try Shipped.scenario().pack))
    }

    /// A step of a rig with two buses, of which this is the second, "main".
    private func report(_ bus: BusSnapshot, at seconds: Double = 0) -> StepReport {
        var report = StepReport()
        report.now = .start + .seconds(seconds)
        report.busCount = 2
        report.buses[1] = bus
        return report
    }

    private func failing(
        _ count: UInt64, _ device: DeviceRole, _ error: DeviceError
    ) -> BusSnapshot {
        var bus = BusSnapshot()
        bus.deviceErrorCount = count
        bus.lastFailure = DeviceFailure(device: device, error: error, time: .start)
        return bus
    }

    @Test func `a silent chip is named with bus, branch, address and where to look`() throws {
        var journal = try journal()
        let silent = DeviceError.bus(.addressNotAcknowledged)
        for count in 1...20 {
            journal.observe(report(failing(UInt64(count), .temperatureSensor(5), silent)))
        }
        #expect(
            lines.all == [
                """
                <4>transfers to devices fail: temperature-6 (TMP117 at 0x49, channel 1 of main, \
                /dev/i2c-1): no answer. Look at the chip's plug, supply and address straps.
                """
            ])
        journal.observe(report(failing(20, .temperatureSensor(5), silent), at: 11))
        #expect(
            lines.all.last
                == "<5>transfers to devices succeed again: bus main (/dev/i2c-1): 20 failed in 0 ms"
        )
    }

    @Test func `a bus that fails for everybody names four of them`() throws {
        var journal = try journal()
        for cell in 0..<16 {
            journal.observe(
                report(failing(UInt64(cell + 1), .temperatureSensor(cell), .bus(.timeout))))
        }
        #expect(lines.lines(with: "transfers to devices fail").count == 4)
    }

    @Test func `an errno is told with its meaning`() throws {
        var journal = try journal()
        journal.observe(report(failing(1, .currentSensor, .bus(.system(EIO)))))
        #expect(lines.lines(with: "Input/output error (EIO, 5). Look at the kernel's").count == 1)
    }

    @Test func `an adapter that goes is told once, with what opening says, and its return`() throws
    {
        var journal = try journal()
        var bus = BusSnapshot()
        bus.isGone = true
        bus.lossNumber = ENOTCONN
        bus.rung = .givenUp
        for step in 0..<50 { journal.observe(report(bus, at: Double(step) / 10)) }
        bus.lossNumber = EACCES
        for step in 50..<100 { journal.observe(report(bus, at: Double(step) / 10)) }
        bus.isGone = false
        bus.rung = .normal
        for step in 100..<150 { journal.observe(report(bus, at: Double(step) / 10)) }
        #expect(lines.all.count == 3, "\(lines.all)")
        let gone = "<3>bus main (/dev/i2c-1): the adapter is gone: Transport endpoint is not "
        #expect(lines.all.first?.hasPrefix(gone) == true)
        #expect(lines.lines(with: "cannot be opened yet: Permission denied (EACCES").count == 1)
        #expect(lines.all.last?.contains("the adapter is back after 10.0 s; every chip") == true)
    }

    @Test func `a branch that holds the bus is told with the chips on it`() throws {
        var journal = try journal()
        var bus = BusSnapshot()
        bus.isHeld = true
        journal.observe(report(bus))
        bus.isHeld = false
        bus.stuckChannels = 0b10
        journal.observe(report(bus))
        bus.stuckChannels = 0
        journal.observe(report(bus))
        #expect(lines.all.count == 4, "\(lines.all)")
        #expect(lines.all.first?.contains("bus main (/dev/i2c-1): stuck: a line") == true)
        let channel = lines.lines(with: "channel 1 of the multiplexer holds the bus")
        #expect(channel.count == 1 && channel[0].contains("temperature-6"))
        #expect(lines.lines(with: "channel 1 of the multiplexer is in use again").count == 1)
    }

    @Test func `a multiplexer that refuses is told`() throws {
        var journal = try journal()
        var bus = BusSnapshot()
        bus.switchRefuses = true
        journal.observe(report(bus))
        bus.switchRefuses = false
        journal.observe(report(bus))
        #expect(lines.lines(with: "multiplexer does not take selections").count == 1)
        #expect(lines.lines(with: "multiplexer takes selections again").count == 1)
    }

    @Test func `a line that went with its chip asks for a restart`() throws {
        var journal = try journal()
        var report = StepReport()
        for count in 1...30 {
            report.lineErrors = UInt64(count)
            report.lineFailure = LineFailure(
                line: .coil(.negative), error: .line(.unavailable), time: .start)
            journal.observe(report)
        }
        #expect(lines.all.count == 1)
        #expect(lines.all.first?.hasPrefix("<2>GPIO line BMS_CONT_NEG_EN is gone") == true)
        #expect(lines.all.first?.contains("restart solidbmsd") == true)
    }
}
