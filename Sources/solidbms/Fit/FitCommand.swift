import ArgumentParser
import Configuration
import Foundation
import Identification
import Reports

/// `solidbms fit`: identifies a cell from measured tests and writes its cell file.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Identify a cell from measured tests, and write its cell file.",
        discussion: """
            Takes a list of tests (a file, see Configs/Fits), or the tests themselves: slow \
            discharges and charges (about C/20), pulse tests with rests (HPPC), drive cycles. One \
            kind is enough; each may be given as often as there are files, at any temperatures and \
            in any order, for every log carries its temperature. Discharges, pulses and cycles \
            start full. Files are .csv or .csv.gz with a header line, in the units of the options \
            for columns; there is no conversion.

            Examples:
              solidbms fit Configs/Fits/lg-18650hg2.toml --report out/fit.html
              solidbms fit --discharge c20.csv --pulses hppc.csv.gz --name my-cell \\
                --chemistry "graphite | NMC" --attribution "our lab, 2026" --output my-cell.toml
            """)

    @Argument(help: "List of tests. Without it, give the tests by the options below.")
    var list: String?

    @OptionGroup(title: "Tests")
    var files: FitFiles

    @Option(help: "Name of the cell, as pack files refer to it.")
    var name: String?

    @Option(help: "Chemistry in words, for screens.")
    var chemistry: String?

    @Option(help: "Who measured, where it is published, under which licence.")
    var attribution: String?

    @Option(help: "Capacity, Ah. (default: what the tests delivered)")
    var capacity: Double?

    @Option(help: "Lower voltage limit, V. (default: the lowest voltage of all tests)")
    var voltageMinimum: Double?

    @Option(help: "Upper voltage limit, V. (default: the highest voltage of all tests)")
    var voltageMaximum: Double?

    @Option(
        parsing: .unconditional,
        help: "Lowest temperature the cell may be used at, degrees Celsius.")
    var temperatureMinimum = -20.0

    @Option(
        parsing: .unconditional,
        help: "Highest temperature the cell may be used at, degrees Celsius.")
    var temperatureMaximum = 60.0

    @Option(name: .shortAndLong, help: "Cell file to write. (default: standard output)")
    var output: String?

    @Option(help: "Write a report with pictures (HTML, one file).")
    var report: String?

    @OptionGroup(title: "Columns of the files")
    var columns: LogOptions

    /// The largest cells made hold little more; milliamperes make a common cell hold more, C.
    private static let doubtfulCapacity = 1500 * 3600.0

    func validate() throws {
        if list != nil {
            guard files.isEmpty, name == nil, chemistry == nil, attribution == nil else {
                throw ValidationError("A list of tests holds them all; give it alone.")
            }
        } else {
            guard !files.isEmpty else {
                throw ValidationError("Give a list of tests, or tests by the options.")
            }
            guard name != nil, chemistry != nil, attribution != nil else {
                throw ValidationError("Give --name, --chemistry and --attribution.")
            }
        }
        if !(temperatureMinimum < temperatureMaximum) {
            throw ValidationError("The highest temperature must lie above the lowest.")
        }
        for (value, word) in [(capacity, "capacity"), (voltageMinimum, "lower voltage limit")] {
            if let value, !(value > 0) { throw ValidationError("The \(word) must be above zero.") }
        }
    }

    func run() throws {
        let input = try list.map { try FitInput(list: $0, data: files.data) } ?? given()
        var progress = ProgressBar()
        var tests: [FitTest] = []
        var checks: [FitTest] = []
        let count = Double(input.tests.count)
        for (index, test) in input.tests.enumerated() {
            progress.update(fraction: 0.3 * Double(index) / count, label: "reading \(test.path)")
            let log = try input.columns.read(test.path)
            if let kind = test.kind {
                tests.append(FitTest(kind, log, startStateOfCharge: test.startStateOfCharge))
            } else {
                checks.append(FitTest(.drive, log, startStateOfCharge: test.startStateOfCharge))
            }
        }
        var fit = CellFit()
        fit.capacity = input.capacity
        fit.voltageMinimum = input.voltageMinimum
        fit.voltageMaximum = input.voltageMaximum
        let cell: IdentifiedCell
        do throws(FitError) {
            cell = try fit.identify(tests, checks: checks) { done, label in
                progress.update(fraction: 0.3 + 0.7 * done, label: label)
            }
        } catch {
            progress.clear()
            complain("\(error)")
            throw ExitStatus.dataError
        }
        progress.clear()
        if let report {
            try makeFolder(of: report)
            let page = FitReport(cell, name: input.file.name, attribution: input.file.attribution)
            try writeFile(page.report.html(), to: report)
            complain("report: \(report)")
        }
        if cell.capacity.capacity > Self.doubtfulCapacity {
            complain(
                "The capacity is \(fixed(cell.capacity.capacity / 3600, 0)) Ah. "
                    + "Is the current in amperes, and the time in seconds?")
        }
        let text = input.file.text(of: cell)
        guard let output else {
            print(text, terminator: "")
            return
        }
        try writeFile(text, to: output)
        complain(FitSummary.text(cell, output))
    }

    private func given() throws -> FitInput {
        FitInput(
            tests: files.tests, columns: columns, capacity: capacity.map { $0 * 3600 },
            voltageMinimum: voltageMinimum, voltageMaximum: voltageMaximum,
            file: CellFile(
                name: name ?? "", chemistry: chemistry ?? "", attribution: attribution ?? "",
                temperatureRange: temperatureMinimum...temperatureMaximum))
    }
}
