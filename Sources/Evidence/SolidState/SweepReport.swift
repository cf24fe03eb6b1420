public import Configuration
import Quantities
public import Reports

/// The page of a sweep: tables, the distribution of errors, and an example of each cell.
public struct SweepReport {
    private let sweep: SweepDescription
    private let summaries: [CellSummary]
    private let outcomes: [[SweepOutcome]]
    private let traces: [SweepTrace]
    private let version: String

    /// - Parameters:
    ///   - outcomes: For each summary its seeds.
    ///   - traces: For each summary an example.
    public init(
        _ sweep: SweepDescription, summaries: [CellSummary], outcomes: [[SweepOutcome]],
        traces: [SweepTrace], version: String
    ) {
        self.sweep = sweep
        self.summaries = summaries
        self.outcomes = outcomes
        self.traces = traces
        self.version = version
    }

    public var report: Report {
        Report(
            title: "State estimation on solid-state cells: \(sweep.name)",
            subtitle: "\(sweep.summary). SolidBMS \(version), "
                + "\(summaries.first?.seedCount ?? 0) seeds.",
            sections: [results, distribution] + traces.indices.map(example) + [causes])
    }

    private var warmUp: String { Number.fixed(sweep.warmUp.inSeconds / 60, decimals: 0) }

    private var results: Report.Section {
        Report.Section(
            "Results",
            [
                .paragraph(
                    "Mean over the seeds with its 95 % interval (Student's t), and the worst "
                        + "seed, after \(warmUp) min of warm-up. Simulated truth, not "
                        + "measurements: the last section says what differs between cell and "
                        + "estimator."),
                .table(SweepTable.errors(summaries)), .table(SweepTable.honesty(summaries)),
                .table(SweepTable.bars(summaries)),
            ])
    }

    // MARK: - Pictures

    private var distribution: Report.Section {
        let labels = summaries.map { "\($0.label): \($0.chemistry)" }.joined(separator: "; ")
        return Report.Section(
            "Every seed",
            [
                .figure(
                    Figure(
                        strip("State of charge, RMSE", "%") { $0.charge.rootMeanSquare * 100 },
                        caption: "One mark per seed; left of each cell with the pressure "
                            + "channel, right without. \(labels).")),
                .figure(
                    Figure(
                        strip("R0, relative RMSE", "%") { $0.resistance.rootMeanSquare * 100 },
                        caption: "The same of the series resistance.")),
                .figure(
                    Figure(
                        strip("Contact fraction, RMSE", "") { $0.contact?.rootMeanSquare ?? .nan },
                        caption: "The same of the contact fraction, where contact can be lost.")),
            ])
    }

    /// Marks beside one another for each cell: spread a little by seed, so that they can be told
    /// apart.
    private func strip(
        _ title: String, _ unit: String, _ value: (EstimatorScore) -> Double
    ) -> Chart {
        func points(
            _ offset: Double, _ score: (SweepOutcome) -> EstimatorScore
        ) -> [(Double, Double)] {
            outcomes.indices.flatMap { cell in
                outcomes[cell].enumerated().map { position, outcome in
                    let share = Double(position) / Double(max(outcomes[cell].count - 1, 1))
                    return (
                        Double(cell) + offset + 0.24 * (share - 0.5), value(score(outcome))
                    )
                }
            }
        }
        // Bars of no height name the cells.
        let names = Series.bars("", summaries.map { ($0.label, 0.0) })
        return Chart(
            title: title, xAxis: Axis("cell"), yAxis: Axis(title, unit: unit),
            series: [
                names, .points("with pressure", points(-0.2) { $0.withPressure }, marker: .solid),
                .points("without", points(0.2) { $0.withoutPressure }),
            ])
    }

    private func example(_ index: Int) -> Report.Section {
        let trace = traces[index]
        let hours = trace.moments.map { $0.time / 3600 }
        var blocks: [Report.Section.Block] = [.figure(chargeFigure(trace, hours))]
        if summaries[index].withPressure.contact != nil {
            blocks.append(.figure(contactFigure(trace, hours)))
        }
        return Report.Section(
            "Cell \(trace.label), \(summaries[index].chemistry), seed \(trace.seed)", blocks)
    }

    private var startError: String {
        Number.fixed(sweep.start.estimateError * 100, decimals: 0)
    }

    private func chargeFigure(_ trace: SweepTrace, _ hours: [Double]) -> Figure {
        let beliefs = trace.moments.map(\.withPressure)
        func edge(_ sign: Double) -> [Double] {
            beliefs.map { ($0.stateOfCharge + sign * 3 * $0.stateOfChargeDeviation) * 100 }
        }
        return Figure(
            Chart(
                title: "State of charge", xAxis: Axis("time", unit: "h"),
                yAxis: Axis("state of charge", unit: "%", range: -5...115),
                series: [
                    .band("estimate ± 3σ", x: hours, low: edge(-1), high: edge(1), hue: 0),
                    .line(
                        "estimate with pressure", x: hours,
                        y: beliefs.map { $0.stateOfCharge * 100 }, hue: 0),
                    .line(
                        "without", x: hours,
                        y: trace.moments.map { $0.withoutPressure.stateOfCharge * 100 }, hue: 1),
                    .line(
                        "truth", x: hours, y: trace.moments.map { $0.stateOfCharge * 100 },
                        hue: 2),
                ]),
            caption: "The estimator starts \(startError) % off, within 0 to 100 %.")
    }

    private func contactFigure(_ trace: SweepTrace, _ hours: [Double]) -> Figure {
        let beliefs = trace.moments.map(\.withPressure)
        func edge(_ sign: Double) -> [Double] {
            beliefs.map { $0.contactFraction + sign * 3 * $0.contactFractionDeviation }
        }
        return Figure(
            Chart(
                title: "Contact fraction", xAxis: Axis("time", unit: "h"),
                yAxis: Axis("contact fraction", range: 0...1.1),
                series: [
                    .band("estimate ± 3σ", x: hours, low: edge(-1), high: edge(1), hue: 0),
                    .line(
                        "estimate with pressure", x: hours, y: beliefs.map(\.contactFraction),
                        hue: 0),
                    .line(
                        "without", x: hours,
                        y: trace.moments.map(\.withoutPressure.contactFraction), hue: 1),
                    .line(
                        "truth", x: hours, y: trace.moments.map(\.contactFraction), hue: 2),
                ]),
            caption: "Stripping loses contact; plating, pressure and time bring it back.")
    }

    // MARK: - What differs

    private var causes: Report.Section {
        var table = Table([
            "figure", Table.Column("drawn", .trailing), Table.Column("why", wraps: true),
        ])
        for perturbation in sweep.perturbations {
            table.append([
                .text(perturbation.parameter.rawValue), .text(words(perturbation)),
                .text(perturbation.source),
            ])
        }
        return Report.Section(
            "What the estimator does not know",
            [
                .paragraph(
                    "The simulated cell has grains with diffusion, contact that is partly lost "
                        + "for good, an interphase that grows, a press that settles, and a core "
                        + "and a surface. Beside that, each seed draws:"),
                .table(table),
            ])
    }

    private func words(_ perturbation: SweepPerturbation) -> String {
        switch perturbation.spread {
        case .normal(let deviation):
            perturbation.parameter.isVoltage
                ? "σ \(Number.text(deviation, unit: "V", digits: 2))"
                : "σ \(Number.text(deviation * 100, digits: 2)) %"
        case .factor(let range):
            "× \(Number.text(range.lowerBound, digits: 2)) to "
                + Number.text(range.upperBound, digits: 3)
        }
    }

}
