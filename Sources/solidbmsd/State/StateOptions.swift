import ArgumentParser
import Glibc

/// Where the state that survives a restart is kept.
struct StateOptions: ParsableArguments {
    @Option(
        name: .customLong("state"),
        help: """
            The directory of what survives a restart: charge, flags, counts, calibration. Its last \
            part is made when missing. Left out: "state" in the service's state directory, if it \
            has one.
            """)
    var statePath: String?

    func validate() throws {
        if statePath?.isEmpty == true {
            throw ValidationError("--state is the path of a directory.")
        }
    }

    /// The directory; `nil` when nothing is to be kept.
    var directory: String? {
        Self.directory(
            option: statePath,
            stateDirectory: getenv("STATE_DIRECTORY").map { String(cString: $0) })
    }

    /// - Parameter stateDirectory: What the service manager made: paths with colons between them
    ///   (systemd.exec(5)).
    static func directory(option: String?, stateDirectory: String?) -> String? {
        if let option { return option }
        guard let first = stateDirectory?.split(separator: ":").first else { return nil }
        return first + "/state"
    }
}
