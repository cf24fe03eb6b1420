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
        [
            heading(cell), design(cell), openCircuit(cell), resistance(cell), polarisation(cell),
            cell.thickness.map(swelling), thermal(),
        ].compactMap { $0 }.joined(separator: "\n")
    }

    // MARK: Sections

    private func heading(_ cell: IdentifiedCell) -> String {
        """
        # \(comment(name)): identified by `solidbms fit`.
        # Measured by: \(comment(attribution))
        #
        # Tables run over state of charge, equally spaced from 0 to 1, one row per temperature, and
        # are read by linear interpolation. Uncertainties are one standard deviation: the posterior
        # of the joint fit, residuals taken to stay alike for \
        \(rounded(cell.correlationTime, 0)) s. [C] computed from
        # the measurements, [A] assumed.
        #
        # What the model leaves of the voltage, over the time that counts:
        #   RMS    mean    largest mV   degC   test
        \(cell.tests.map(residual).joined(separator: "\n"))
        #
        # Charge that went through, Ah:
        \(cell.capacity.delivered.map(delivered).joined(separator: "\n"))
        \(hysteresis(cell))\(steps(cell))

        name = \(quoted(name))
        chemistry = \(quoted(chemistry))
        kind = "measured"
        source = \(quoted("fit to " + attribution + " [C]"))

        """
    }

    private func residual(_ test: TestResidual) -> String {
        let columns = [
            padded(rounded(test.rootMeanSquare * 1e3, 1), 6),
            padded(rounded(test.mean * 1e3, 1), 7), padded(rounded(test.maximum * 1e3, 0), 9),
            padded(rounded(test.temperature - 273.15, 1), 10),
        ]
        let held = test.isFitted ? "" : " (held out)"
        return "# " + columns.joined() + "   " + comment(CellFile.baseName(test.name)) + held
    }

    private func delivered(_ test: CapacityEstimate.Delivered) -> String {
        let way = test.kind == .slowCharge ? "charged" : "discharged"
        let end = test.reachedEmpty ? "" : ", not to the limit"
        return "# " + padded(rounded(test.charge / 3600, 4), 9) + " " + way + " at "
            + rounded(test.temperature - 273.15, 1) + " degC, "
            + comment(CellFile.baseName(test.name)) + end
    }

    private func hysteresis(_ cell: IdentifiedCell) -> String {
        guard !cell.hysteresis.isEmpty else { return "#" }
        let rows = cell.hysteresis.map { estimate in
            "# " + padded(rounded(estimate.mean * 1e3, 1), 5) + " ± "
                + rounded(estimate.meanDeviation * 1e3, 1) + " mV at "
                + rounded(estimate.temperature - 273.15, 1)
                + " degC, where the charge's counter reads "
                + rounded(estimate.counterScale, 3) + " of the discharge's"
        }
        let verdict = cell.hysteresisLaw == nil ? "none is written" : "written below"
        return "#\n# Half the gap between slow charge and discharge; \(verdict):\n"
            + rows.joined(separator: "\n") + "\n"
    }

    /// The circuit has one resistance for both directions and all rates; this is what it hides.
    private func steps(_ cell: IdentifiedCell) -> String {
        guard !cell.steps.groups.isEmpty else { return "" }
        let rows = cell.steps.groups.map { group in
            "# " + padded(rounded(group.ratio, 2), 5) + " ± " + rounded(group.halfWidth, 2)
                + " at " + rounded(group.temperature - 273.15, 1) + " degC, "
                + (group.isCharging ? "charging" : "discharging")
                + " at \(group.rates.lowerBound) to \(group.rates.upperBound) C, "
                + "\(group.count) steps"
        }
        return "#\n# Measured over modelled voltage of the first second of a step, 95 % "
            + "confidence:\n" + rows.joined(separator: "\n")
    }

    private func design(_ cell: IdentifiedCell) -> String {
        """
        [design]
        capacity = { value = \(rounded(cell.capacity.capacity / 3600, 5)), unit = "Ah", \
        uncertainty = \(rounded(cell.capacity.deviation / 3600, 5)), \
        method = \(quoted(cell.capacity.method)) }
        electrode_area = { value = 1, unit = "m2", source = "nominal [A]", \
        note = "resistances are of the whole cell; nothing depends on the area" }

        [window]
        voltage_minimum = { value = \(rounded(cell.voltageRange.lowerBound, 3)), unit = "V" }
        voltage_maximum = { value = \(rounded(cell.voltageRange.upperBound, 3)), unit = "V" }
        temperature_minimum = { value = \(rounded(temperatureRange.lowerBound, 2)), \
        unit = "degC", source = "not identified [A]" }
        temperature_maximum = { value = \(rounded(temperatureRange.upperBound, 2)), \
        unit = "degC", source = "not identified [A]" }

        """
    }

    private func openCircuit(_ cell: IdentifiedCell) -> String {
        var text = """
            [open_circuit]
            voltage = { value = [
            \(lines(cell.openCircuit.samples.map { rounded($0, 5) }, perLine: 10))
            ], uncertainty = [
            \(lines(cell.openCircuitDeviation.map { rounded($0, 5) }, perLine: 10))
            ], unit = "V", method = "joint fit, at the row nearest to 25 degC" }

            """
        if let shift = cell.temperatureShift {
            text += """
                temperatures = \(temperatures(cell))
                temperature_shift = \
                \(table(shift, 1e3, "mV", 2, "joint fit; added to the voltage"))

                """
        }
        if let law = cell.hysteresisLaw {
            let gap = law.halfGap.samples.map { rounded($0 * 1e3, 2) }.joined(separator: ", ")
            let deviation = cell.hysteresis.map(\.meanDeviation).max() ?? 0
            text += """
                hysteresis_half_gap = { value = [\(gap)], \
                uncertainty = \(rounded(deviation * 1e3, 2)), unit = "mV", \
                method = "slow charge and discharge without polarisation and counter error" }
                hysteresis_rate = { value = \(rounded(law.rate, 1)), unit = "1", \
                method = "search on a grid" }

                """
        }
        return text
    }

    private func resistance(_ cell: IdentifiedCell) -> String {
        """
        [resistance]
        temperatures = \(temperatures(cell))
        series = \(table(cell.series, 1e3, "mohm", 3, "joint fit; what a second's step sees"))

        """
    }

    private func polarisation(_ cell: IdentifiedCell) -> String {
        let count = cell.temperatures.count
        return """
            [polarisation]
            temperatures = \(temperatures(cell))
            fast_resistance = \(table(cell.fast, 1e3, "mohm", 3, "joint fit"))
            fast_time_constant = \(times(cell.fastTimeConstant, rows: count))
            slow_resistance = \(table(cell.slow, 1e3, "mohm", 3, "joint fit"))
            slow_time_constant = \(times(cell.slowTimeConstant, rows: count))

            """
    }

    /// Of a cell with a gauge on it.
    private func swelling(_ curve: ThicknessCurve) -> String {
        """
        [swelling]
        thickness = { value = [
        \(lines(curve.thickness.map { rounded($0 * 1e6, 3) }, perLine: 7))
        ], uncertainty = [
        \(lines(curve.deviation.map { rounded($0 * 1e6, 2) }, perLine: 7))
        ], unit = "um", method = "least squares over all logs with a gauge, an offset for each" }
        thermal_expansion = { value = \(rounded(curve.thermalExpansion * 1e6, 4)), \
        unit = "um/K", source = "given to the fit, not identified [A]" }
        course_deviation = { value = \(rounded(curve.courseDeviation, 4)), unit = "1", \
        method = "what the fit leaves over the range, at least 0.05" }

        """
    }

    private func thermal() -> String {
        """
        [thermal]
        heat_capacity = { value = \(rounded(heatCapacity, 3)), unit = "J/K", \
        source = "about 1 J/(g K) [A]" }
        conductance_to_ambient = { value = \(rounded(conductanceToAmbient, 4)), unit = "W/K", \
        source = "not identified [A]" }

        """
    }
}
