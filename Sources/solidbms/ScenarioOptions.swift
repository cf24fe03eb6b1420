import ArgumentParser
import Assembly
import Configuration
import Control
import PackSimulation
import Quantities
import Recording

/// What `simulate` and `serve` have in common: a scenario, its seed and its log.
struct ScenarioOptions: ParsableArguments {
    @Argument(help: "The scenario file (TOML).")
    var scenario: String

    @Option(help: "Seed of every random stream; the scenario's own when left out.")
    var seed: UInt64?

    @Option(
        name: .customLong("log"),
        help: "Where to write the log (SQLite); a new run is added to an existing log.")
    var logPath: String?

    @Option(help: "Seconds of pack time between recorded snapshots; 0 records every step.")
    var framePeriod: Double = 1

    func validate() throws {
        guard framePeriod >= 0, framePeriod <= 86_400 else {
            throw ValidationError("--frame-period is 0 to 86400 seconds, not \(framePeriod).")
        }
    }

    /// Reads the scenario and everything it refers to; all problems at once, exit 78.
    func load() throws -> ScenarioDescription {
        var description = try orExit(.configuration) { () throws(ConfigurationError) in
            try ScenarioFile.load(path: scenario)
        }
        if let seed { description.seed = seed }
        return description
    }

    /// Builds the world, the loop and the run.
    func makeRun(_ description: ScenarioDescription) -> SimulationRun {
        let rig = SimulatedRig(description)
        let control = PackAssembly.controlLoop(
            for: description.pack, ports: rig.board.ports,
            stateOfCharge: description.initial.estimatorStateOfCharge)
        return SimulationRun(scenario: description, rig: rig, control: control)
    }

    /// Opens the log, if one is wanted.
    func makeRecorder(
        _ description: ScenarioDescription, policy: RecorderOptions.FullPolicy,
        startTime: Double
    ) throws -> Recorder? {
        guard let logPath else { return nil }
        try makeFolder(of: logPath)
        return try orExit(.inputOutput) { () throws(RecordingError) in
            try Recorder(
                path: logPath,
                run: RunDescription(description, startTime: startTime),
                options: RecorderOptions(fullPolicy: policy, framePeriod: .seconds(framePeriod)))
        }
    }
}
