import ArgumentParser
import Identification

/// Which columns of a measured log hold what.
struct LogOptions: ParsableArguments {
    @Option(name: .customLong("time-column"), help: "Seconds.")
    var time = "t_s"

    @Option(name: .customLong("voltage-column"), help: "Volts.")
    var voltage = "v_V"

    @Option(name: .customLong("current-column"), help: "Amperes at the instant of the voltage.")
    var current = "i_A"

    @Option(
        name: .customLong("charge-current-column"),
        help: """
            Mean amperes since the line before, for counting charge; needed where the current \
            changes between lines. (default: i_mean_A if there, else the current)
            """)
    var chargeCurrent: String?

    @Option(name: .customLong("temperature-column"), help: "Degrees Celsius.")
    var temperature = "temp_C"

    @Option(
        name: .customLong("thickness-column"),
        help: "Change of thickness, millimetres. (default: none)")
    var thickness: String?

    @Flag(help: "Positive current in the files charges. Without it, it discharges.")
    var positiveCharges = false

    /// Whether every option is as it is when nobody names it.
    var isUntouched: Bool {
        time == "t_s" && voltage == "v_V" && current == "i_A" && chargeCurrent == nil
            && temperature == "temp_C" && thickness == nil && !positiveCharges
    }

    /// The columns of one file; those not named are taken where they exist under their usual name.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - reference: Column of the reference; nil looks for the usual one.
    ///   - usesReference: Whether one is wanted at all.
    func columns(
        for path: String, reference: String? = nil, usesReference: Bool = false
    ) throws(LogError) -> LogColumns {
        let names = try MeasuredLog.columnNames(path: path)
        let usualCharge = names.contains("i_mean_A") && current == "i_A" ? "i_mean_A" : nil
        let usualReference = names.contains("soc_ref") ? "soc_ref" : nil
        return LogColumns(
            time: time, voltage: voltage, current: current,
            chargeCurrent: chargeCurrent ?? usualCharge, temperature: temperature,
            referenceStateOfCharge: usesReference ? reference ?? usualReference : nil,
            thickness: thickness, positiveDischarges: !positiveCharges)
    }

    /// Reads one file, or explains on the error stream and ends with a status of sysexits.
    func read(
        _ path: String, reference: String? = nil, usesReference: Bool = false
    ) throws -> MeasuredLog {
        do throws(LogError) {
            let columns = try columns(
                for: path, reference: reference, usesReference: usesReference)
            return try MeasuredLog(path: path, columns: columns)
        } catch {
            complain("\(error)")
            if case .cannotOpen = error { throw ExitStatus.noInput }
            throw ExitStatus.dataError
        }
    }
}
