import ArgumentParser
import Control

/// The toolbox: simulates, replays, fits and exports. It never touches hardware.
@main
struct SolidBMS: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solidbms",
        abstract: "Simulate, replay and examine solid-state-battery packs.",
        discussion: """
            The same control loop as in the daemon solidbmsd, on simulated chips and recorded \
            data. Start with: solidbms simulate Configs/Scenarios/demo-mission.toml
            """,
        version: ProgramVersion.current,
        subcommands: [
            SimulateCommand.self, ServeCommand.self, ReplayCommand.self, FitCommand.self,
            ExportCommand.self,
        ])
}
