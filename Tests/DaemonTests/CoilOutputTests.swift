import Glibc
import HAL
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbmsd

@Suite struct CoilOutputTests {
    @Test func `a coil that was cut stays off until the loop itself switches it off`() throws {
        let line = RememberedOutput()
        let coil = CoilOutput(line)
        try coil.set(true)
        #expect(line.isActive)
        try coil.cut()
        #expect(!line.isActive)
        for _ in 0..<3 {
            #expect(throws: LineError.system(ECANCELED)) { try coil.set(true) }
            #expect(!line.isActive)
        }
        try coil.set(false)
        try coil.set(true)
        #expect(line.isActive)
    }

    private func ports() throws -> Ports {
        var ports = SimulatedRig(try Shipped.scenario()).board.ports
        // Only what is asked of them counts here, not what a board makes of it.
        ports.positiveContactor = RememberedOutput()
        ports.negativeContactor = RememberedOutput()
        ports.prechargeContactor = RememberedOutput()
        return ports
    }

    private func attendant(
        _ cutter: CoilCutter, _ link: LoopLink, _ lines: LogLines
    ) -> LoopAttendant {
        LoopAttendant(
            link: link, service: ServiceNotes(), store: nil, log: lines.logger, cutter: cutter,
            now: .start)
    }

    @Test(arguments: [true, false])
    func `a loop that hangs half a second loses its contactors, also one it has just closed`(
        wasClosed: Bool
    ) throws {
        var ports = try ports()
        let line = RememberedOutput()
        ports.positiveContactor = line
        let cutter = CoilCutter(&ports, period: .milliseconds(100))
        let link = try LoopLink(cellCount: 1, stackCount: 1)
        let lines = LogLines()
        let attendant = attendant(cutter, link, lines)
        var report = StepReport()
        report.isCommandedOpen = !wasClosed
        link.publish(report)
        try ports.positiveContactor.set(true)
        attendant.attend(now: .start)
        attendant.attend(now: .start + .milliseconds(499))
        #expect(line.isActive)
        for milliseconds in [500, 1_000, 1_500] {
            attendant.attend(now: .start + .milliseconds(milliseconds))
        }
        #expect(!line.isActive)
        let cut = "<2>no step was completed for 500 ms: the coils are switched off"
        #expect(lines.lines(with: cut).count == 1)
        #expect(lines.lines(with: "NOT all").isEmpty)
    }

    @Test func `before the first step there is nothing to lose`() throws {
        var ports = try ports()
        let cutter = CoilCutter(&ports, period: .milliseconds(100))
        let lines = LogLines()
        let attendant = attendant(cutter, try LoopLink(cellCount: 1, stackCount: 1), lines)
        attendant.attend(now: .start + .seconds(1))
        #expect(lines.lines(with: "switched off").isEmpty)
    }

    /// Takes no command the first time it is to be switched off.
    private final class ReluctantLine: DigitalOutput {
        private(set) var isActive = false
        private var refusals = 1

        func set(_ isActive: Bool) throws(LineError) {
            if !isActive, refusals > 0 {
                refusals -= 1
                throw .system(EIO)
            }
            self.isActive = isActive
        }
    }

    @Test func `a line that did not take it is tried again, and said once`() throws {
        var ports = try ports()
        let line = ReluctantLine()
        ports.positiveContactor = line
        let cutter = CoilCutter(&ports, period: .milliseconds(100))
        let link = try LoopLink(cellCount: 1, stackCount: 1)
        let lines = LogLines()
        let attendant = attendant(cutter, link, lines)
        link.publish(StepReport())
        attendant.attend(now: .start)
        try ports.positiveContactor.set(true)
        attendant.attend(now: .start + .milliseconds(500))
        #expect(line.isActive)
        attendant.attend(now: .start + .milliseconds(600))
        #expect(!line.isActive)
        #expect(lines.lines(with: "switched off without the loop").count == 1)
    }

    @Test func `the journal tells a coil that was cut from a line that fails`() {
        #expect(DeviceError.line(CoilOutput.refusal).advice.contains("while the loop hung"))
        #expect(DeviceError.line(.system(EIO)).advice.contains("GPIO chip"))
    }

    @Test func `a line that cannot be driven is said`() throws {
        var ports = try ports()
        ports.negativeContactor = AbsentLine()
        let cutter = CoilCutter(&ports, period: .milliseconds(100))
        let link = try LoopLink(cellCount: 1, stackCount: 1)
        let lines = LogLines()
        let attendant = attendant(cutter, link, lines)
        link.publish(StepReport())
        attendant.attend(now: .start)
        attendant.attend(now: .start + .seconds(1))
        #expect(lines.lines(with: "NOT all of their lines took it").count == 1)
    }
}
