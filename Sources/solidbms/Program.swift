import ArgumentParser
import Control

/// The toolbox: simulates, replays, fits, exports, and talks to a daemon. It never touches
/// hardware.
@main
struct SolidBMS: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solidbms",
        abstract: "Simulate, replay and examine solid-state cells and packs.",
        discussion: """
            The same control loop as in the daemon solidbmsd, on simulated chips and recorded \
            data.

            A pack:     solidbms simulate Configs/Scenarios/demo-mission.toml
            A cell:     solidbms cycle Configs/Scenarios/Cycling/reference-a.toml
            A material: solidbms catalogue show li6ps5cl
            A log:      solidbms replay --cell Configs/Cells/lg-18650hg2.toml LOG.csv
            The filter: solidbms sweep Configs/Sweeps/solid-state.toml --seeds 20
            The model:  solidbms validate --html out/validation.html
            A rig:      solidbms expose Configs/Scenarios/calm.toml
            A daemon:   solidbms ctl status

            Exit status: 0 done, 1 a scenario, a published result or a bar was not met, 64 usage, \
            65 wrong data, 66 no such file, 69 port, device or daemon not to be had, 73 file \
            cannot be written, 74 input or output, 75 refused by the daemon, 77 not allowed, \
            78 configuration.
            """,
        version: ProgramVersion.current,
        subcommands: [
            SimulateCommand.self, ServeCommand.self, CycleCommand.self, ReplayCommand.self,
            FitCommand.self, CatalogueCommand.self, ValidateCommand.self, SweepCommand.self,
            CompareFiltersCommand.self, TraceCommand.self, ExposeCommand.self, ExportCommand.self,
            CtlCommand.self,
        ])
}
