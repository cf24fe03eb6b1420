public import ArgumentParser
import Configuration
import Foundation
public import PackSimulation
import Quantities

/// `solidbms trace`: drives one cell with a current profile.
struct TraceCommand: ParsableCommand {
    /// Which description of the cell answers.
    enum Model: String, CaseIterable, ExpressibleByArgument {
        /// The equivalent circuit of the estimator.
        case circuit
        /// The cell of the simulator.
        case cell
    }

    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Drive one cell with a current profile and write what it does.",
        discussion: """
            The profile is a CSV file with the columns time_s and current_a; positive current \
            charges. The model "circuit" is the estimator's, at reference pressure and in full \
            contact; "cell" is the simulator's, at its design pressure, and needs a cell composed \
            of half cells. The time between two samples is divided into equal steps. Each row \
            holds the end of a step and the current of that step; the output can serve as a \
            profile.

            Exit status: 0 done, 65 for a wrong profile, 66 for a file that is not there, 73 for \
            one that cannot be written, 78 for problems in the cell file. A cell that leaves its \
            range is a warning.

            Example:
              solidbms trace Configs/Cells/reference-a.toml profile.csv -o out/a.csv
            """)

    @Argument(help: "Cell file.")
    var cell: String

    @Argument(help: "Current profile (CSV: time_s, current_a).")
    var profile: String

    @Option(name: .shortAndLong, help: "File to write (CSV).")
    var output: String

    @Option(help: "circuit: the equivalent circuit. cell: the simulated cell.")
    var model = Model.circuit

    @Option(parsing: .unconditional, help: "Longest step, seconds.")
    var step = 0.1

    @Option(parsing: .unconditional, help: "State of charge at the start, 0 to 1.")
    var stateOfCharge = 0.9

    @Option(parsing: .unconditional, help: "Temperature at the start, degrees Celsius.")
    var temperature = 25.0

    @Option(help: "Between two samples: hold keeps the first, linear runs straight to the second.")
    var interpolation = SampledCurrent.Interpolation.hold

    @Flag(
        inversion: .prefixedNo,
        help: "Keep the temperature. Otherwise the cell warms itself; --model cell only.")
    var isothermal = true

    /// A longer table would fill the memory of a small computer.
    private static let rowLimit = 5_000_000.0

    func validate() throws {
        if !(step > 0 && step.isFinite) {
            throw ValidationError("--step is a number of seconds above 0.")
        }
        if !(0...1).contains(stateOfCharge) {
            throw ValidationError("--state-of-charge is a fraction, 0 to 1.")
        }
        if !(temperature > -273.15 && temperature.isFinite) {
            throw ValidationError("--temperature is in degrees Celsius, above -273.15.")
        }
        if !isothermal && model == .circuit {
            throw ValidationError("The circuit has one temperature; --no-isothermal needs a cell.")
        }
    }

    func run() throws {
        try requireFile(cell)
        let description = try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
            try CellDescription(contentsOf: cell)
        }
        if model == .cell && description.physics == nil {
            complain(
                "\(cell): a measured cell, known from its terminals only. --model cell needs one "
                    + "composed of half cells.")
            throw ExitStatus.configuration
        }
        let current = try loadProfile()
        var summary = TraceSummary(description)
        let table = trace(description, current, &summary)
        try makeFolder(of: output)
        try writeFile(table, to: output)
        complain(
            summary.text(charge: current.charge(interpolation), path: output))
    }

    private func loadProfile() throws -> SampledCurrent {
        try requireFile(profile)
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: profile), encoding: .utf8)
        } catch {
            complain("\(profile): not text in UTF-8.")
            throw ExitStatus.dataError
        }
        let current = try orExit(ExitStatus.dataError) { () throws(SampledCurrent.TextError) in
            try SampledCurrent(text: text, file: profile)
        }
        if current.stepCount(longest: step) >= Self.rowLimit {
            complain(
                "\(profile): more than \(Int(Self.rowLimit)) rows with steps of \(step) s. "
                    + "Choose a longer --step.")
            throw ExitStatus.dataError
        }
        return current
    }

    private func trace(
        _ description: CellDescription, _ current: SampledCurrent, _ summary: inout TraceSummary
    ) -> String {
        let start = StateOfCharge(fraction: stateOfCharge)
        let warmth = Temperature.celsius(temperature)
        var rows: String
        switch model {
        case .circuit:
            rows = CircuitTrace.header + "\n"
            CircuitTrace(
                parameters: description.parameters, stateOfCharge: start, temperature: warmth
            ).run(current, interpolation: interpolation, longestStep: step) { point in
                rows += point.row + "\n"
                summary.add(
                    time: point.time, voltage: point.voltage, stateOfCharge: point.stateOfCharge,
                    temperature: point.temperature)
            }
        case .cell:
            rows = CellTrace.header + "\n"
            CellTrace(
                cell: description, stateOfCharge: start, temperature: warmth,
                isIsothermal: isothermal
            ).run(current, interpolation: interpolation, longestStep: step) { point in
                rows += point.row + "\n"
                summary.add(
                    time: point.time, voltage: point.voltage, stateOfCharge: point.stateOfCharge,
                    temperature: point.temperature)
            }
        }
        return rows
    }
}

extension SampledCurrent.Interpolation: ExpressibleByArgument {}
