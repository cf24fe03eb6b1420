import ArgumentParser
import Configuration

/// A scenario file and what its random numbers begin from.
struct SeededScenario: ParsableArguments {
    @Argument(help: "The scenario file (TOML).")
    var scenario: String

    @Option(
        parsing: .unconditional,
        help: "Seed of every random stream; the scenario's own when left out.")
    var seed: UInt64?

    /// Reads the scenario and everything it refers to; all problems at once, exit 78.
    func load() throws -> ScenarioDescription {
        var description = try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
            try ScenarioDescription(contentsOf: scenario)
        }
        if let seed { description.seed = seed }
        return description
    }
}
