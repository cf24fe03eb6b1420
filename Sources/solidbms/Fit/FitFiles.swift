import ArgumentParser
import Identification

/// The tests of a fit by kind, each option as often as there are files.
struct FitFiles: ParsableArguments {
    @Option(help: "Slow discharge from full to the lower voltage limit.")
    var discharge: [String] = []

    @Option(help: "Slow charge from empty to full; tells hysteresis.")
    var charge: [String] = []

    @Option(help: "Pulses and rests from full to empty (HPPC).")
    var pulses: [String] = []

    @Option(help: "Drive cycle from full.")
    var drive: [String] = []

    @Option(help: "Drive cycle that is held out of the fit and judged by it.")
    var checkOn: [String] = []

    @Option(
        help: """
            Folder of the files that a list names. (default: $SOLIDBMS_DATA, or ../shared/data)
            """)
    var data: String?

    var isEmpty: Bool {
        discharge.isEmpty && charge.isEmpty && pulses.isEmpty && drive.isEmpty && checkOn.isEmpty
    }

    /// All of them, those held out without a kind.
    var tests: [FitInput.Test] {
        let kinds: [([String], FitTest.Kind?)] = [
            (discharge, .slowDischarge), (charge, .slowCharge), (pulses, .pulses), (drive, .drive),
            (checkOn, nil),
        ]
        return kinds.flatMap { paths, kind in paths.map { FitInput.Test(path: $0, kind: kind) } }
    }
}
