import ArgumentParser
import Configuration

/// Looks for everything a pack file names.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Identify every chip and find every line of a pack; drives nothing.",
        discussion: """
            Opens the buses and asks each chip who it is; the multiplexer is switched for that. \
            Lines are looked up by name and not taken. No chip is asked while a daemon holds the \
            lines, because it would lose its multiplexer. Exit status 0 if everything is there, \
            69 if not.
            """)

    @OptionGroup var options: PackOptions

    func run() throws {
        let survey = KernelHardware.open(try options.load()).survey()
        print(survey.report)
        if !survey.isComplete { throw ExitStatus.hardwareAbsent }
    }
}
