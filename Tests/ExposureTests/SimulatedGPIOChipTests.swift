import Configuration
import Exposure
import Glibc
import HAL
import PackSimulation
import Protection
import SimulatedChips
import Testing

struct SimulatedGPIOChipTests {
    private let files = FakeLineFiles()
    private let run: WorldRun

    init() throws { run = try TestWorld.run() }

    private func chip() throws(ExposureError) -> SimulatedGPIOChip {
        try SimulatedGPIOChip(
            name: "rig", label: "pinctrl-bcm2711",
            lines: ExposedLine.all(of: run.scenario.pack, on: run.rig.board), files: files,
            roots: FakeLineFiles.roots)
    }

    @Test func `the chip carries the pack's label and names`() throws {
        let chip = try chip()
        let bank = "/config/gpio-sim/rig/bank0"
        #expect(files.texts[bank + "/label"] == "pinctrl-bcm2711")
        #expect(files.texts[bank + "/num_lines"] == "10")
        #expect(files.texts[bank + "/line0/name"] == "BMS_CONT_POS_EN")
        #expect(files.texts[bank + "/line9/name"] == "BMS_MUX_RST_N")
        #expect(files.texts["/config/gpio-sim/rig/live"] == "1")
        #expect(chip.chipName == "gpiochip3")
        let live = files.writes.firstIndex { $0.hasSuffix("live 1") }
        let lastName = files.writes.lastIndex { $0.contains("/name ") }
        #expect(try #require(live) > (try #require(lastName)), "Names count before the chip lives.")
    }

    @Test func `lines that nobody drives rest where nothing happens`() throws {
        let chip = try chip()
        // Outputs: contactors and watchdog low, the active-low reset high.
        #expect([0, 1, 2, 8].allSatisfy { files.pull($0) == "pull-down" })
        #expect(files.pull(9) == "pull-up")
        // Inputs: no feedback; interlock closed and stop released, which is high here.
        #expect([3, 4, 5].allSatisfy { files.pull($0) == "pull-down" })
        #expect(files.pull(6) == "pull-up" && files.pull(7) == "pull-up")
        try chip.pollOutputs()
        #expect(run.rig.board.enabledCoils == [])
    }

    @Test func `outputs reach the board and inputs the program`() throws {
        let chip = try chip()
        files.driven[0] = true
        files.driven[1] = true
        files.driven[9] = false
        try chip.pollOutputs()
        #expect(run.rig.board.enabledCoils == [.positive, .negative])
        #expect(run.rig.board.multiplexerReset.isActive)
        files.driven = [:]
        try chip.pollOutputs()
        #expect(run.rig.board.enabledCoils == [], "A program that dies lets go.")
        #expect(!run.rig.board.multiplexerReset.isActive)

        guard let stop = run.rig.board.ports.emergencyStop as? SimulatedLine else {
            Issue.record("The board's lines are simulated.")
            return
        }
        stop.drive(true)
        try chip.showInputs()
        #expect(files.pull(7) == "pull-down")
        let count = files.writes.count
        try chip.showInputs()
        #expect(files.writes.count == count, "Only changes are written.")
    }

    @Test func `the chip is gone when it is removed, and a chip left behind is replaced`() throws {
        var first: SimulatedGPIOChip? = try chip()
        first?.remove()
        #expect(files.directories == [FakeLineFiles.configuration])
        #expect(files.writes.last == "/config/gpio-sim/rig/live 0")
        first = try chip()
        // As after a SIGKILL: everything is still there.
        _ = try chip()
        first = nil
        #expect(files.directories == [FakeLineFiles.configuration])
    }

    @Test func `a chip left behind can be taken over while its lines are held, and stays`() throws {
        let first = try chip()
        files.driven[0] = true
        files.driven[1] = true
        let before = files.writes.count
        let lines = ExposedLine.all(of: run.scenario.pack, on: run.rig.board)
        do {
            let second = try SimulatedGPIOChip(
                existing: "rig", lines: lines, files: files, roots: FakeLineFiles.roots)
            #expect(second.chipName == first.chipName)
            try second.pollOutputs()
            #expect(run.rig.board.enabledCoils == [.positive, .negative])
        }
        // Inputs are shown; nothing is made, unmade or pulled under the owner's outputs.
        let written = files.writes.dropFirst(before)
        #expect(written.count == 5 && written.allSatisfy { $0.contains("/pull pull-") })
        #expect(files.texts["/config/gpio-sim/rig/live"] == "1")
        #expect(throws: ExposureError.self) {
            try SimulatedGPIOChip(
                existing: "rig", lines: lines.reversed(), files: files,
                roots: FakeLineFiles.roots)
        }
        // It takes the chip away when it goes, which must not be before.
        withExtendedLifetime(first) {}
    }

    @Test func `without gpio-sim the reason is said`() {
        files.removeConfiguration()
        #expect(throws: ExposureError.noLineSimulator(path: "/config/gpio-sim")) { try chip() }
        let text = "\(ExposureError.noLineSimulator(path: "/config/gpio-sim"))"
        #expect(text.contains("CONFIG_GPIO_SIM") && text.contains("--gpio none"))
    }

    @Test func `what could not be written is named and nothing stays behind`() {
        files.refusedPath = "/config/gpio-sim/rig/live"
        let expected = ExposureError.lines(
            "write \"1\"", path: "/config/gpio-sim/rig/live", errno: EACCES)
        #expect(throws: expected) { try chip() }
        #expect(files.directories == [FakeLineFiles.configuration])
    }
}
