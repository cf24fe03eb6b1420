import ArgumentParser
import Configuration
import Foundation
import Identification

/// What `solidbms fit` works on, from a list of tests or from options.
struct FitInput {
    /// One file.
    struct Test {
        var path: String
        /// nil for one that is held out.
        var kind: FitTest.Kind?
        var startStateOfCharge = 1.0
    }

    var tests: [Test]
    var columns: LogOptions
    /// C.
    var capacity: Double?
    /// V.
    var voltageMinimum: Double?
    var voltageMaximum: Double?
    /// The cell file that will be written.
    var file: CellFile
}

extension FitInput {
    /// Reads a list of tests, whose files lie in the folder `data`.
    init(list: String, data: String?) throws {
        try requireFile(list)
        let description = try orExit(ExitStatus.configuration) {
            () throws(ConfigurationError) in try FitDescription(contentsOf: list)
        }
        let folder =
            data ?? ProcessInfo.processInfo.environment["SOLIDBMS_DATA"] ?? "../shared/data"
        tests = description.tests.map { test in
            Test(
                path: folder + "/" + test.file, kind: FitTest.Kind(rawValue: test.kind.rawValue),
                startStateOfCharge: test.startStateOfCharge)
        }
        columns = try LogOptions.parse([])
        let named = description.columns
        columns.time = named.time ?? columns.time
        columns.voltage = named.voltage ?? columns.voltage
        columns.current = named.current ?? columns.current
        columns.chargeCurrent = named.chargeCurrent
        columns.temperature = named.temperature ?? columns.temperature
        columns.thickness = named.thickness
        columns.positiveCharges = named.positiveCharges
        capacity = description.capacity
        voltageMinimum = description.voltageMinimum
        voltageMaximum = description.voltageMaximum
        file = CellFile(
            name: description.name, chemistry: description.chemistry,
            attribution: description.attribution, temperatureRange: description.temperatureRange)
    }
}
