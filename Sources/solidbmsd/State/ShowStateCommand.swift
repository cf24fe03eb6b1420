import ArgumentParser
import Persistence

/// Prints what is kept for the next run.
struct ShowStateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show-state",
        abstract: "Print what survives a restart.",
        discussion: """
            Shows the newer of the two copies and what is wrong with either. Changes nothing, also \
            while a daemon writes there. Exit status 74 when there is nothing to show.
            """)

    @Argument(help: "The directory given as --state.")
    var directory: String

    func run() throws {
        let finding = try orExit(ExitStatus.inputOutput) { () throws(PersistenceError) in
            try StateStore.look(at: directory)
        }
        for damage in finding.damages { complain(damage.words) }
        guard let stored = finding.stored, let slot = finding.slot else {
            complain("\(PersistenceError.noState(path: directory))")
            throw ExitStatus.inputOutput
        }
        print(Self.report(stored, in: slot, now: WallClock.system.now))
    }

    /// What is printed of a copy.
    static func report(_ stored: StoredState, in slot: StateSlot, now: WallMoment) -> String {
        StateText(stored, in: slot, now: now).text
    }
}
