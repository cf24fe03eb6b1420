import ArgumentParser
import Configuration
import Control
import Exposure
import Foundation
import OperatorChannel
import PackSimulation
import Quantities

/// Puts the simulated rig of a scenario behind device files of the kernel.
struct ExposeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expose",
        abstract: "Put a scenario's rig behind real device files.",
        discussion: """
            Makes a character device per bus (CUSE) and a GPIO chip (gpio-sim), as root, on a \
            kernel that has both; then the daemon, i2cget and anything else talks to the simulated \
            rig as it would to a real one. The world follows the kernel's monotonic clock. With \
            --operator the mission's button presses go to the daemon at that socket, and the \
            mission begins when the daemon first answers. At the end, or on TERM or INT, every \
            hazard of the simulated truth is compared with what the contactor lines did. Exit \
            status 0 means that each was met in its budget; 1 that this is not so; 69 that the \
            kernel has no CUSE or no gpio-sim.
            """)

    enum LineKind: String, ExpressibleByArgument, CaseIterable {
        case configfs, existing, none
    }

    @OptionGroup var seeded: SeededScenario

    @Option(
        name: .customLong("bus"),
        help: "NAME=/dev/i2c-N: where to show a bus, in place of the pack file's device file.")
    var buses: [BusArgument] = []

    @Option(
        help: """
            GPIO lines through gpio-sim and configfs; or on the chip that an earlier run left \
            behind; or none.
            """)
    var gpio: LineKind = .configfs

    @Option(help: "How often outputs are looked at and the world moves on: 5ms.")
    var tick = DurationArgument(.milliseconds(5))

    @Option(name: .customLong("for"), help: "Ends after this time: 30s, 24h.")
    var length: DurationArgument?

    @Flag(help: "Ends when the mission does.")
    var untilMissionEnds = false

    @Option(name: .customLong("operator"), help: "Socket of the daemon to operate.")
    var socket: String?

    @Option(help: "Whose error numbers the buses give.")
    var adapter = AdapterArgument(kind: .standard)

    @Flag(
        inversion: .prefixedNo,
        help: "Transfers take the time of their bits, to within a millisecond.")
    var wireTime = true

    @Option(help: "Where to write what was seen (JSON).")
    var report: String?

    @Option(help: "Print what this chip's registers hold at the start, and end.")
    var printRegisters: String?

    @Option(help: "With --print-registers: NAME=VALUE, what the chip is to feel instead.")
    var feel: [FeelingArgument] = []

    func run() throws {
        let description = try seeded.load()
        for bus in buses where !description.pack.buses.contains(where: { $0.name == bus.name }) {
            throw ValidationError("--bus \(bus.name): the pack has no such bus.")
        }
        if let printRegisters {
            let image = try orExit(ExitStatus.dataError) { () throws(ExposureError) in
                try RegisterImage(
                    printRegisters, of: description, feeling: feel.map { ($0.name, $0.value) })
            }
            return print(image.text)
        }
        try expose(description)
    }

    private func expose(_ description: ScenarioDescription) throws {
        let signals = StopSignals()
        let run = WorldRun(description)
        let lines = try makeLines(description.pack, run.rig.board)
        let desk = try makeDesk(description.pack)
        let world = PacedWorld(
            run: run, tick: tick.duration, lines: lines, desk: desk, clock: monotonicNow)
        let places = buses.places(for: description.pack)
        let began = monotonicNow()
        let loop = try orExit(ExitStatus.unavailable) { () throws(ExposureError) in
            let loop = try ExposureLoop(
                world: world, places: places, adapter: adapter.kind, wireTime: wireTime,
                lines: lines)
            try loop.run {
                let chip = lines.map { ", \($0.chipName)" } ?? ""
                say("ready: " + places.map(\.path).joined(separator: ", ") + chip)
            } until: {
                signals.isStopping || untilMissionEnds && run.isOver
                    || length.map { monotonicNow() - began >= $0.duration } == true
            }
            return loop
        }
        desk?.stop()
        let balance = ExposureReport(
            world, buses: loop.buses, paths: places.map(\.path), operatorProblems: desk?.problems)
        say(balance.text)
        if let report { try writeFile(try balance.json, to: report) }
        if !balance.isPassed { throw ExitCode(1) }
    }

    private func makeLines(
        _ pack: PackDescription, _ board: SimulatedBoard
    ) throws -> SimulatedGPIOChip? {
        if gpio == .none { return nil }
        return try orExit(ExitStatus.unavailable) { () throws(ExposureError) in
            let name = "solidbms"
            let lines = ExposedLine.all(of: pack, on: board)
            if gpio == .existing { return try SimulatedGPIOChip(existing: name, lines: lines) }
            return try SimulatedGPIOChip(name: name, label: pack.lines.chipLabel, lines: lines)
        }
    }

    private func makeDesk(_ pack: PackDescription) throws -> ChannelDesk? {
        guard let socket else { return nil }
        return try orExit(ExitStatus.configuration) { () throws(OperatorChannelError) in
            try ChannelDesk(path: socket, period: max(.milliseconds(200), pack.loopPeriod))
        }
    }
}

/// The kernel's monotonic clock, which a daemon of the same kernel reads too.
private func monotonicNow() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
}
