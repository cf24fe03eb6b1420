import ArgumentParser
import Identification

/// `solidbms fit`: identifies a cell from measured tests and writes its cell file.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Identify a cell from slow cycles and current pulses, and write its cell file.",
        discussion: """
            For each temperature give a slow discharge (about C/20) from full to empty, a slow \
            charge if there is one, and a pulse test with rests (HPPC) from full to empty. Repeat \
            the options for further temperatures, in the same order. Files are .csv or .csv.gz \
            with a header line.

            Example, one temperature:
              solidbms fit --discharge c20_discharge.csv --charge c20_charge.csv \\
                --pulses hppc.csv.gz --name my-cell --chemistry "graphite | NMC" \\
                --attribution "our lab, 2024" --output Configs/Cells/my-cell.toml
            """)

    @Option(help: "Slow discharge from full to the lower voltage limit.")
    var discharge: [String]

    @Option(help: "Slow charge from empty to full.")
    var charge: [String] = []

    @Option(help: "Pulses and rests from full to empty (HPPC).")
    var pulses: [String]

    @Option(help: "Name of the cell, as pack files refer to it.")
    var name: String

    @Option(help: "Chemistry in words, for screens.")
    var chemistry: String

    @Option(help: "Who measured, where it is published, under which licence.")
    var attribution: String

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

    @OptionGroup(title: "Columns of the files")
    var columns: LogOptions

    func validate() throws {
        if pulses.count != discharge.count || !(charge.isEmpty || charge.count == pulses.count) {
            throw ValidationError(
                "Give as many --pulses as --discharge files, and as many --charge files or none.")
        }
        if !(temperatureMinimum < temperatureMaximum) {
            throw ValidationError("The highest temperature must lie above the lowest.")
        }
    }

    func run() throws {
        var tests: [CellTests] = []
        for index in pulses.indices {
            tests.append(
                CellTests(
                    discharge: try columns.read(discharge[index]),
                    charge: try charge.isEmpty ? nil : columns.read(charge[index]),
                    pulses: try columns.read(pulses[index])))
        }
        let cell: IdentifiedCell
        do throws(FitError) {
            cell = try CellFit().identify(tests) { complain("fitting \($0)") }
        } catch {
            complain("\(error)")
            throw ExitStatus.dataError
        }
        let file = CellFile(
            name: name, chemistry: chemistry, attribution: attribution,
            temperatureRange: temperatureMinimum...temperatureMaximum)
        let text = file.text(of: cell)
        guard let output else {
            print(text, terminator: "")
            return
        }
        try writeFile(text, to: output)
        complain(summary(cell, output))
    }

    private func summary(_ cell: IdentifiedCell, _ output: String) -> String {
        var lines = ["\(output): capacity \(fixed(cell.capacity / 3600, 3)) Ah"]
        for row in cell.rows {
            let middle = row.points[row.points.count / 2]
            let worst = row.points.map(\.residual).max() ?? 0
            lines.append(
                "  \(fixed(row.temperature - 273.15, 1)) °C  R0 "
                    + "\(fixed(middle.seriesResistance * 1e3, 1)) mΩ at 50 %, time constants "
                    + "\(fixed(row.fastTimeConstant, 0)) s and "
                    + "\(fixed(row.slowTimeConstant, 0)) s, "
                    + "residual at most \(fixed(worst * 1e3, 1)) mV")
        }
        return lines.joined(separator: "\n")
    }
}
