import ArgumentParser
import Configuration

/// What all commands have in common: a pack file.
struct PackOptions: ParsableArguments {
    @Argument(help: "The pack file (TOML).")
    var pack: String

    /// Reads the pack and everything it refers to; all problems at once, exit 78.
    func load() throws -> PackDescription {
        try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
            try PackDescription(contentsOf: pack)
        }
    }
}
