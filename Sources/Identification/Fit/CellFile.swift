import CellModel

/// Writes an identified cell as a cell file of kind "measured", as `Configuration` reads it.
public struct CellFile: Sendable {
    /// The name of the cell, as packs refer to it.
    public var name: String
    /// The chemistry in words, for screens.
    public var chemistry: String
    /// Who measured, where it is published and under which licence.
    public var attribution: String
    /// Temperatures the cell may be used between, °C; not identified by the tests.
    public var temperatureRange: ClosedRange<Double>
    /// J/K and W/K; not identified by the tests.
    public var heatCapacity = 45.0
    public var conductanceToAmbient = 0.1

    public init(
        name: String, chemistry: String, attribution: String,
        temperatureRange: ClosedRange<Double> = -20...60
    ) {
        self.name = name
        self.chemistry = chemistry
        self.attribution = attribution
        self.temperatureRange = temperatureRange
    }

    /// The text of the file.
    public func text(of cell: IdentifiedCell) -> String {
        """
        # \(comment(name)): identified by `solidbms fit` from slow cycles and current pulses.
        # Measured by: \(comment(attribution))
        #
        # Tables run over state of charge, equally spaced from 0 to 1, one row per temperature.
        # [C] computed from the measurements, [A] assumed.

        name = \(quoted(name))
        chemistry = \(quoted(chemistry))
        kind = "measured"
        source = \(quoted("fit to " + attribution + " [C]"))

        [design]
        capacity = { value = \(rounded(cell.capacity / 3600, 5)), unit = "Ah", \
        method = "slow discharge between the voltage limits" }
        electrode_area = { value = 1, unit = "m2", source = "nominal [A]", \
        note = "resistances are of the whole cell; nothing depends on the area" }

        [window]
        voltage_minimum = { value = \(rounded(cell.voltageRange.lowerBound, 3)), unit = "V" }
        voltage_maximum = { value = \(rounded(cell.voltageRange.upperBound, 3)), unit = "V" }
        temperature_minimum = { value = \(rounded(temperatureRange.lowerBound, 2)), \
        unit = "degC", source = "not identified [A]" }
        temperature_maximum = { value = \(rounded(temperatureRange.upperBound, 2)), \
        unit = "degC", source = "not identified [A]" }

        [open_circuit]
        voltage = { value = [
        \(lines(openCircuit(cell), perLine: 10))
        ], unit = "V", uncertainty = \(rounded(residual(cell), 4)), method = "mean of slow \
        discharge and charge, moved by the rests between pulses" }

        [resistance]
        temperatures = { value = \(temperatures(cell)), unit = "degC" }
        series = \(map(cell, "mohm") { $0.seriesResistance * 1e3 })

        # Root mean square of what the model leaves of the voltage, mV, and samples used:
        \(residualComments(cell))

        [polarisation]
        temperatures = { value = \(temperatures(cell)), unit = "degC" }
        fast_resistance = \(map(cell, "mohm") { $0.fastResistance * 1e3 })
        fast_time_constant = \(times(cell) { $0.fastTimeConstant })
        slow_resistance = \(map(cell, "mohm") { $0.slowResistance * 1e3 })
        slow_time_constant = \(times(cell) { $0.slowTimeConstant })

        \(swelling(cell))[thermal]
        heat_capacity = { value = \(rounded(heatCapacity, 3)), unit = "J/K", \
        source = "about 1 J/(g K) [A]" }
        conductance_to_ambient = { value = \(rounded(conductanceToAmbient, 4)), unit = "W/K", \
        source = "not identified [A]" }

        """
    }

    /// The section of a cell with a gauge on it; empty for others.
    private func swelling(_ cell: IdentifiedCell) -> String {
        guard let curve = cell.thickness else { return "" }
        let deviations = curve.deviation.map { rounded($0 * 1e6, 2) }
        return """
            [swelling]
            thickness = { value = [
            \(lines(curve.thickness.map { rounded($0 * 1e6, 3) }, perLine: 7))
            ], unit = "um", uncertainty = \(rounded(curve.residual * 1e6, 3)), \
            method = "least squares over all logs with a gauge, an offset for each" }
            # Root mean square of what the curve leaves of the readings around each point, um:
            \(lines(deviations, perLine: 11, indent: "#   "))
            thermal_expansion = { value = \(rounded(curve.thermalExpansion * 1e6, 4)), \
            unit = "um/K", source = "given to the fit, not identified [A]" }
            course_deviation = { value = \(rounded(curve.courseDeviation, 4)), unit = "1", \
            method = "what the fit leaves over the range, at least 0.05" }


            """
    }

    // MARK: Values

    /// Rounded, but never falling.
    private func openCircuit(_ cell: IdentifiedCell) -> [String] {
        cell.openCircuit.samples.map { rounded($0, 5) }
    }

    private func residual(_ cell: IdentifiedCell) -> Double {
        let points = cell.rows.flatMap(\.points)
        let squares = points.reduce(0) { $0 + $1.residual * $1.residual }
        return (squares / Double(max(1, points.count))).squareRoot()
    }

    private func temperatures(_ cell: IdentifiedCell) -> String {
        let texts = cell.rows.map { rounded($0.temperature - 273.15, 2) }
        return "[" + texts.joined(separator: ", ") + "]"
    }

    private func map(
        _ cell: IdentifiedCell, _ unit: String, _ value: (IdentifiedCell.Point) -> Double
    ) -> String {
        let rows = cell.rows.map { row in
            "[\n" + lines(row.points.map { rounded(value($0), 3) }, perLine: 11) + "\n]"
        }
        return "{ value = [" + rows.joined(separator: ", ") + "], unit = \"\(unit)\" }"
    }

    private func times(
        _ cell: IdentifiedCell, _ value: (IdentifiedCell.Row) -> Double
    ) -> String {
        let rows = cell.rows.map { "[\(rounded(value($0), 3)), \(rounded(value($0), 3))]" }
        return "{ value = [" + rows.joined(separator: ", ") + "], unit = \"s\" }"
    }

    private func residualComments(_ cell: IdentifiedCell) -> String {
        cell.rows.map { row in
            let residuals = row.points.map { rounded($0.residual * 1e3, 1) }
            let counts = row.points.map { "\($0.sampleCount)" }
            return "#   \(rounded(row.temperature - 273.15, 1)) degC\n"
                + lines(residuals, perLine: 11, indent: "#     mV  ") + "\n"
                + lines(counts, perLine: 11, indent: "#     n   ")
        }.joined(separator: "\n")
    }

    // MARK: Text

    private func lines(_ values: [String], perLine: Int, indent: String = "    ") -> String {
        stride(from: 0, to: values.count, by: perLine).map { start in
            indent + values[start..<min(start + perLine, values.count)].joined(separator: ", ")
        }.joined(separator: ",\n")
    }

    private func rounded(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return "\((value * scale).rounded() / scale)"
    }

    private func comment(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where character.value < 0x20: result += " "
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }
}
