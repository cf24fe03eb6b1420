import ArgumentParser
import Control

/// The daemon: runs the control loop on the real rig. It never links the simulator.
@main
struct SolidBMSDaemon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solidbmsd",
        abstract: "Measure, estimate and protect a solid-state-battery pack.",
        discussion: """
            In this order at a new rig: check-config, then probe, then run --dry-run, then run.
            Exit status: 0 done, 64 usage, 69 hardware absent, 74 input or output, 78 \
            configuration.
            """,
        version: ProgramVersion.current,
        subcommands: [
            CheckConfigCommand.self, ProbeCommand.self, RunCommand.self, ShowStateCommand.self,
        ])
}
