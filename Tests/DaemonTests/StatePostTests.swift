import ArgumentParser
import Assembly
import Configuration
import Control
import Estimation
import Foundation
import OperatorChannel
import Persistence
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbmsd

/// The daemon's side of what survives a restart: directory, log lines, exit statuses.
@Suite struct StatePostTests {
    /// A rig, a directory, and one program after the other.
    private final class Program {
        let scenario: ScenarioDescription
        let rig: SimulatedRig
        let folder: String
        private(set) var control: ControlLoop
        private(set) var lines = LogLines()
        var post: StatePost?

        init() throws {
            scenario = try Shipped.scenario()
            rig = SimulatedRig(scenario)
            folder =
                FileManager.default.temporaryDirectory
                .appendingPathComponent("solidbmsd-state-\(UUID().uuidString)").path
            control = PackAssembly.controlLoop(for: scenario.pack, ports: rig.board.ports)
        }

        deinit {
            do { try FileManager.default.removeItem(atPath: folder) } catch {
                // Nothing was made.
            }
        }

        func start(
            in directory: String?, digest: String = "one", isDryRun: Bool = false,
            pack: PackDescription? = nil
        ) throws {
            post = nil
            lines = LogLines()
            control = PackAssembly.controlLoop(for: scenario.pack, ports: rig.board.ports)
            post = try StatePost.open(
                directory: directory, pack: pack ?? scenario.pack, digest: digest,
                isDryRun: isDryRun, control: control, lines.logger)
        }

        @discardableResult
        func run(steps: Int) -> Snapshot {
            var snapshot = Snapshot(
                cellCount: scenario.pack.cellCount, stackCount: scenario.pack.stacks.count)
            for _ in 0..<steps {
                rig.advance(to: rig.now + scenario.pack.loopPeriod, demand: 0)
                snapshot = control.step(now: rig.now)
                post?.follow(snapshot, of: control)
            }
            return snapshot
        }
    }

    @Test func `a killed daemon's flags and charge are there in the next one`() throws {
        let program = try Program()
        try program.start(in: program.folder)
        #expect(program.lines.lines(with: "nothing was kept before").count == 1)
        program.run(steps: 50)
        program.rig.apply(.emergencyStop, size: 1)
        program.run(steps: 5)
        program.rig.apply(.emergencyStop, size: 0)

        // Dropped without its end, as by a kill; only the thread's last copy is waited for.
        try program.start(in: program.folder)
        #expect(program.lines.lines(with: "the run was cut off").count == 1)
        #expect(
            program.lines.lines(with: "active again: emergency stop (safety) at system").count == 1)
        let snapshot = program.run(steps: 20)
        #expect(snapshot.activeFlags.contains { $0.diagnostic == .emergencyStop })
        #expect(snapshot.state == .fault)
        #expect(snapshot.cells.allSatisfy { $0.estimate.stateOfChargeDeviation < 0.2 })
    }

    @Test func `an orderly end keeps the last step and says so`() throws {
        let program = try Program()
        try program.start(in: program.folder)
        program.run(steps: 30)
        #expect(program.post?.finish(program.control) == true)
        #expect(program.lines.lines(with: "state: 2 copies kept").count == 1)
        #expect(program.post?.fields.map(\.value) == ["2"])
        try program.start(in: program.folder, digest: "two")
        #expect(
            program.lines.lines(with: "taken over from copy 2; the run ended in order").count == 1)
        #expect(
            program.lines.lines(with: "the configuration is not that of the last run").count == 1)
    }

    @Test func `without a directory nothing survives, which is said, and the charge is unknown`()
        throws
    {
        let program = try Program()
        try program.start(in: nil)
        #expect(program.post == nil)
        #expect(program.lines.lines(with: "<4>nothing survives a restart: no --state").count == 1)
        let estimate = program.run(steps: 1).cells[0].estimate
        #expect(estimate.stateOfChargeDeviation > 0.29)
    }

    @Test func `a dry run uses what is there and touches nothing`() throws {
        let program = try Program()
        try program.start(in: program.folder, isDryRun: true)
        #expect(program.post == nil)
        #expect(!FileManager.default.fileExists(atPath: program.folder))
        try program.start(in: program.folder)
        program.run(steps: 20)
        #expect(program.post?.finish(program.control) == true)
        program.post = nil
        let before = try StateStore.look(at: program.folder)
        try program.start(in: program.folder, isDryRun: true)
        #expect(program.lines.lines(with: "taken over from copy").count == 1)
        program.run(steps: 150)
        #expect(try StateStore.look(at: program.folder) == before)
    }

    @Test func `another pack's state ends with 78, a directory in use or none with 74`() throws {
        let program = try Program()
        try program.start(in: program.folder)
        program.run(steps: 3)
        let held = try Program()
        #expect(throws: ExitStatus.inputOutput) { try held.start(in: program.folder) }
        #expect(throws: ExitStatus.inputOutput) { try held.start(in: "/no/such/directory") }
        #expect(program.post?.finish(program.control) == true)
        program.post = nil
        var other = held.scenario.pack
        other.name = "demo-left"
        #expect(throws: ExitStatus.configuration) {
            try held.start(in: program.folder, pack: other)
        }
    }

    @Test func `damage is told by file, with what became of it`() throws {
        let program = try Program()
        try program.start(in: program.folder)
        program.run(steps: 20)
        #expect(program.post?.finish(program.control) == true)
        program.post = nil
        let file = program.folder + "/state-b"
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: file))
        try program.start(in: program.folder)
        #expect(program.lines.lines(with: "<3>state: \(file) is cut off after 3 bytes").count == 1)
        #expect(program.lines.lines(with: "\(file) made anew from state-a").count == 1)
        program.run(steps: 3)
        program.post = nil
        for name in ["state-a", "state-b"] {
            try Data([1]).write(to: URL(fileURLWithPath: program.folder + "/" + name))
        }
        try program.start(in: program.folder)
        #expect(program.lines.lines(with: "<2>state: both copies are lost").count == 1)
        #expect(program.run(steps: 3).activeFlags.contains { $0.diagnostic == .storedStateLost })
    }

    @Test func `the directory is the option's, else below the service's own`() {
        typealias Options = StateOptions
        #expect(Options.directory(option: "a", stateDirectory: "/var/lib/x") == "a")
        #expect(Options.directory(option: nil, stateDirectory: "/var/lib/x") == "/var/lib/x/state")
        #expect(Options.directory(option: nil, stateDirectory: "/v/a:/v/b") == "/v/a/state")
        #expect(Options.directory(option: nil, stateDirectory: "") == nil)
        #expect(Options.directory(option: nil, stateDirectory: nil) == nil)
        #expect(throws: (any Error).self) {
            try SolidBMSDaemon.parseAsRoot(["run", Shipped.pack, "--state", ""])
        }
    }

    @Test func `show-state prints what is kept, and ends with 74 where nothing is`() throws {
        let program = try Program()
        #expect(throws: ExitStatus.inputOutput) {
            var command = try SolidBMSDaemon.parseAsRoot(["show-state", program.folder])
            try command.run()
        }
        try program.start(in: program.folder)
        program.run(steps: 20)
        program.rig.apply(.emergencyStop, size: 1)
        program.run(steps: 3)
        #expect(program.post?.finish(program.control) == true)
        let finding = try StateStore.look(at: program.folder)
        guard let stored = finding.stored, let slot = finding.slot else {
            Issue.record("There is a state.")
            return
        }
        let text = ShowStateCommand.report(stored, in: slot, now: stored.moment)
        for part in [
            // How many copies the writer makes of these steps depends on how fast it is.
            " in state-\(slot == .first ? "a" : "b"), kept 20", "time since: 0 s",
            "pack demo-16s4, 16 cells in 4 stacks",
            "the run ended in order", "contactor closings: negative 0, precharge 0, positive 0",
            "active: emergency stop (safety) at system", "of the pack file", "believed",
        ] { #expect(text.contains(part), "\(part) in \(text)") }
        #expect(text.split(separator: "\n").count == 5 + 1 + 5 + 17)
    }

    @Test(arguments: [Int64.min, .max])
    func `a tare of a time that no calendar has is shown all the same`(seconds: Int64) throws {
        let program = try Program()
        try program.start(in: program.folder)
        program.run(steps: 3)
        #expect(program.post?.finish(program.control) == true)
        let finding = try StateStore.look(at: program.folder)
        var stored = try #require(finding.stored)
        stored.state.stacks[0].tare = StackTare(zeroRatio: 1e-4, takenUnixSeconds: seconds)
        let text = ShowStateCommand.report(stored, in: .first, now: stored.moment)
        #expect(text.contains("mV/V of some time"))
    }

    @Test func `time is told by the calendar`() {
        #expect(StateText.calendarText(1_700_000_000_000_000_000) == "2023-11-14 22:13:20 UTC")
    }
}
