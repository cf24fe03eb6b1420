import Identification
import Reports

/// The report of a fit: what was found, how sure it is, and what it leaves unexplained.
struct FitReport {
    let cell: IdentifiedCell
    let name: String
    let attribution: String

    init(_ cell: IdentifiedCell, name: String, attribution: String) {
        self.cell = cell
        self.name = name
        self.attribution = attribution
    }

    var report: Report {
        Report(
            title: "\(name): identified from measured tests",
            subtitle: "solidbms fit. Measured by: \(attribution)",
            sections: [
                summary, equilibrium, resistances, residuals, directions, hysteresis, capacity,
                timeConstants,
            ])
    }

    private var summary: Report.Section {
        Report.Section(
            "Summary",
            [
                .paragraph(
                    """
                    One joint least squares over all rows of all fitted tests: open-circuit \
                    voltage, its shift with temperature, and three resistances over state of \
                    charge and temperature, as the estimator will read them. Bands are 95 % \
                    (two standard deviations); residuals are taken to stay alike for \
                    \(Number.text(cell.correlationTime)) s, which widens them.
                    """),
                .facts([
                    ("Capacity", Self.capacityWords(cell.capacity)),
                    (
                        "Time constants",
                        "\(Number.text(cell.fastTimeConstant, digits: 2)) s and "
                            + "\(Number.text(cell.slowTimeConstant, digits: 2)) s"
                    ),
                    ("Rows of temperature", cell.temperatures.map(Self.celsius).joined(separator: ", ")),
                    (
                        "Voltage limits",
                        "\(Number.fixed(cell.voltageRange.lowerBound, decimals: 2)) V and "
                            + "\(Number.fixed(cell.voltageRange.upperBound, decimals: 2)) V"
                    ),
                ]),
                .table(FitSummary.residuals(cell)), .table(notes),
            ])
    }

    /// What was corrected or left out, per test.
    private var notes: Table {
        var table = Table(["Test", Table.Column("Corrected or left out", wraps: true)])
        for test in cell.tests where !test.notes.isEmpty {
            table.append([
                .text(Self.baseName(test.name)), .text(test.notes.joined(separator: "; ")),
            ])
        }
        return table
    }

    private var directions: Report.Section {
        var table = Table([
            "Row", "Direction", "Rate", Table.Column("Steps", .trailing),
            Table.Column("Measured over model", .trailing), Table.Column("95 %", .trailing),
        ])
        for group in cell.steps.groups {
            table.append([
                .text(Self.celsius(group.temperature)),
                .text(group.isCharging ? "charge" : "discharge"),
                .text(
                    "\(Number.text(group.rates.lowerBound, digits: 2)) to "
                        + "\(Number.text(group.rates.upperBound, digits: 2)) C"),
                .text("\(group.count)"), .text(Number.fixed(group.ratio, decimals: 3)),
                .text("± " + Number.fixed(group.halfWidth, decimals: 3)),
            ])
        }
        return Report.Section(
            "Direction and rate",
            [
                .paragraph(
                    """
                    The circuit has one resistance for both directions and all rates. Measured \
                    over modelled change of voltage in the first second of every step of the \
                    pulse tests: what is apart from 1 by more than its interval is not in the model.
                    """),
                .table(table),
            ])
    }

    private var hysteresis: Report.Section {
        var table = Table([
            Table.Column("°C", .trailing), Table.Column("Half gap mV", .trailing),
            Table.Column("Deviation mV", .trailing), Table.Column("Counter", .trailing),
            Table.Column("Left mV", .trailing), "Verdict",
        ])
        for estimate in cell.hysteresis {
            table.append([
                .text(Number.fixed(estimate.temperature - 273.15, decimals: 1)),
                .text(Number.fixed(estimate.mean * 1e3, decimals: 2)),
                .text(Number.fixed(estimate.meanDeviation * 1e3, decimals: 2)),
                .text(Number.fixed(estimate.counterScale, decimals: 3)),
                .text(Number.fixed(estimate.residual * 1e3, decimals: 2)),
                .text(estimate.isSignificant ? "stands out" : "not told from zero"),
            ])
        }
        let words =
            cell.hysteresis.isEmpty
            ? "No slow charge beside a slow discharge: hysteresis is not looked for."
            : cell.hysteresisLaw == nil
                ? "The cell file has no hysteresis."
                : "The cell file has the gap nearest to 25 °C, at a rate of "
                    + "\(Number.text(cell.hysteresisLaw?.rate ?? 0, digits: 2)) per full charge."
        return Report.Section(
            "Hysteresis",
            [
                .paragraph(
                    """
                    Half of what lies between the slow charge and the slow discharge, mean over \
                    10 to 95 % charge, after polarisation and the disagreement of the two \
                    counters (charge over discharge) are taken off. \(words)
                    """)
            ] + (cell.hysteresis.isEmpty ? [] : [.table(table)]))
    }

    private var capacity: Report.Section {
        var table = Table([
            "Test", Table.Column("°C", .trailing), Table.Column("Ah", .trailing), "Way",
        ])
        for test in cell.capacity.delivered {
            table.append([
                .text(Self.baseName(test.name)),
                .text(Number.fixed(test.temperature - 273.15, decimals: 1)),
                .text(Number.fixed(test.charge / 3600, decimals: 4)),
                .text(
                    test.kind == .slowCharge
                        ? "charge" : test.reachedEmpty ? "to the lower limit" : "not to the limit"),
            ])
        }
        return Report.Section(
            "Capacity", [.paragraph(Self.capacityWords(cell.capacity) + "."), .table(table)])
    }

    static func capacityWords(_ capacity: CapacityEstimate) -> String {
        "\(Number.fixed(capacity.capacity / 3600, decimals: 3)) ± "
            + "\(Number.fixed(capacity.deviation / 3600, decimals: 3)) Ah (\(capacity.method))"
    }

    static func celsius(_ kelvins: Double) -> String {
        Number.fixed(kelvins - 273.15, decimals: 1) + " °C"
    }

    static func baseName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
