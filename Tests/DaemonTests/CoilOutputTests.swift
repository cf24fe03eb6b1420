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

    /// An attendant that may cut, and the lines of the coils it cuts.
    private struct Attended {
        var ports: Ports
        let link: LoopLink
        let lines = LogLines()
        let attendant: LoopAttendant

        init(
            positive: any DigitalOutput = RememberedOutput(),
            negative: any DigitalOutput = RememberedOutput()
        ) throws {
            ports = SimulatedRig(try Shipped.scenario()).board.ports
            // Only what is asked of them counts here, not what a board makes of it.
            ports.positiveContactor = positive
            ports.negativeContactor = negative
            ports.prechargeContactor = RememberedOutput()
            let cutter = CoilCutter(&ports, period: .milliseconds(100))
            link = try LoopLink(cellCount: 1, stackCount: 1)
            attendant = LoopAttendant(
                link: link, service: ServiceNotes(), store: nil, log: lines.logger, cutter: cutter,
                now: .start)
        }

        func attend(after milliseconds: Int64) {
            attendant.attend(now: .start + .milliseconds(milliseconds))
        }
    }

    @Test(arguments: [true, false])
    func `a loop that hangs half a second loses its contactors, also one it has just closed`(
        wasClosed: Bool
    ) throws {
        let line = RememberedOutput()
        let rig = try Attended(positive: line)
        var report = StepReport()
        report.isCommandedOpen = !wasClosed
        rig.link.publish(report)
        try rig.ports.positiveContactor.set(true)
        rig.attend(after: 0)
        rig.attend(after: 499)
        #expect(line.isActive)
        for milliseconds: Int64 in [500, 1_000, 1_500] {
            rig.attend(after: milliseconds)
        }
        #expect(!line.isActive)
        let cut = "<2>no step was completed for 500 ms: the coils are switched off"
        #expect(rig.lines.lines(with: cut).count == 1)
        #expect(rig.lines.lines(with: "NOT all").isEmpty)
    }

    @Test func `before the first step there is nothing to lose`() throws {
        let rig = try Attended()
        rig.attend(after: 1_000)
        #expect(rig.lines.lines(with: "switched off").isEmpty)
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
        let line = ReluctantLine()
        let rig = try Attended(positive: line)
        rig.link.publish(StepReport())
        rig.attend(after: 0)
        try rig.ports.positiveContactor.set(true)
        rig.attend(after: 500)
        #expect(line.isActive)
        rig.attend(after: 600)
        #expect(!line.isActive)
        #expect(rig.lines.lines(with: "switched off without the loop").count == 1)
    }

    @Test func `the journal tells a coil that was cut from a line that fails`() {
        #expect(DeviceError.line(CoilOutput.refusal).advice.contains("while the loop hung"))
        #expect(DeviceError.line(.system(EIO)).advice.contains("GPIO chip"))
    }

    @Test func `a line that cannot be driven is said`() throws {
        let rig = try Attended(negative: AbsentLine())
        rig.link.publish(StepReport())
        rig.attend(after: 0)
        rig.attend(after: 1_000)
        #expect(rig.lines.lines(with: "NOT all of their lines took it").count == 1)
    }
}
