import ArgumentParser
import Estimation
import Evidence

/// `--tuning NAME=VALUE`: looks at what the estimator's tuning does.
struct TuningOptions: ParsableArguments {
    @Option(
        name: .customLong("tuning"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Numbers of the tuning to change, as voltageDeviation=0.01; SI units.",
            valueName: "name=value"))
    var changes: [String] = []

    func validate() throws {
        for change in changes where TuningChange(change) == nil {
            throw ValidationError(
                "--tuning \(change): give NAME=NUMBER with a number of 0 or more and a name of "
                    + TuningChange.names.joined(separator: ", ") + ".")
        }
    }

    /// The tuning, with the changes.
    var settings: EstimatorSettings {
        var settings = EstimatorSettings()
        for change in changes.compactMap(TuningChange.init) { change.apply(to: &settings) }
        return settings
    }
}
