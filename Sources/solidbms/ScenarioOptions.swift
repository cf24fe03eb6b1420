import ArgumentParser
import Assembly
import Configuration
import Control
import PackSimulation
import Quantities
import Recording

/// What `simulate` and `serve` have in common: a scenario, its seed and its log.
struct ScenarioOptions: ParsableArguments {
    @OptionGroup var seeded: SeededScenario

    @Option(
        name: .customLong("log"),
        help: "Where to write the log (SQLite); a new run is added to an existing log.")
    var logPath: String?

    @Option(
        parsing: .unconditional,
        help: "Seconds of pack time between recorded snapshots; 0 records every step.")
    var framePeriod: Double = 1

    func validate() throws {
        guard framePeriod >= 0, framePeriod <= 86_400 else {
            throw ValidationError("--frame-period is 0 to 86400 seconds, not \(framePeriod).")
        }
        if logPath?.isEmpty == true { throw ValidationError("--log is the path of a file.") }
    }

    /// Reads the scenario and everything it refers to; all problems at once, exit 78.
    func load() throws -> ScenarioDescription { try seeded.load() }

    /// Builds the world, the loop and the run.
    func makeRun(_ description: ScenarioDescription) -> SimulationRun {
        let rig = SimulatedRig(description)
        let control = PackAssembly.controlLoop(
            for: description.pack, ports: rig.board.ports,
            stateOfCharge: description.initial.estimatorStateOfCharge)
        return SimulationRun(scenario: description, rig: rig, control: control)
    }

    /// Opens the log, if one is wanted.
    ///
    /// - Parameter started: Wall-clock nanoseconds since 1970 that the run's time 0 stands for.
    func makeRecorder(
        _ description: ScenarioDescription, policy: RecorderOptions.FullPolicy, started: Int64
    ) throws -> Recorder? {
        guard let logPath else { return nil }
        try makeFolder(of: logPath)
        var options =
            policy == .waitWhenFull ? RecorderOptions.simulation : RecorderOptions.realTime
        options.framePeriod = .seconds(framePeriod)
        // Somebody is there who can say what is to become of it.
        options.setsDamagedAside = false
        return try orExit(ExitStatus.inputOutput) { () throws(RecordingError) in
            try Recorder(
                path: logPath, run: RunDescription(description, started: started),
                options: options)
        }
    }
}

extension RunDescription {
    /// What the log keeps of a scenario.
    init(_ scenario: ScenarioDescription, started: Int64) {
        let pack = scenario.pack
        self.init(
            startedUnixNanoseconds: started, programVersion: ProgramVersion.current,
            packName: pack.name,
            configurationDigest: EffectiveConfiguration(scenario).digestText,
            cells: (0..<pack.cellCount).map {
                Cell(name: "cell\($0 + 1)", stack: pack.stackIndex(ofCell: $0))
            },
            stackNames: pack.stacks.map(\.name), seed: scenario.seed, scenario: scenario.name)
    }
}
