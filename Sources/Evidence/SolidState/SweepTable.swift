public import Reports

/// The tables of a sweep.
public enum SweepTable {
    /// The heading of the figures and one row per cell and estimator.
    public static func errors(_ summaries: [CellSummary]) -> Table {
        var table = Table([
            "cell", "pressure", Table.Column("charge RMSE %", .trailing),
            Table.Column("worst (seed)", .trailing), Table.Column("largest % (seed)", .trailing),
            Table.Column("contact RMSE", .trailing), Table.Column("R0 RMSE %", .trailing),
            Table.Column("R0 at end %", .trailing), Table.Column("interface %", .trailing),
        ])
        for summary in summaries {
            table.append(errorRow(summary.label, "with", summary.withPressure))
            table.append(errorRow("", "without", summary.withoutPressure))
        }
        return table
    }

    private static func errorRow(
        _ label: String, _ channel: String, _ summary: EstimatorSummary
    ) -> [Table.Cell] {
        [
            .text(label), .text(channel), .text(percent(summary.charge.interval)),
            .text(percent(summary.charge.worst) + seed(summary.charge)),
            .text(percent(summary.chargeMaximum.worst) + seed(summary.chargeMaximum)),
            .text(summary.contact.map { share($0.interval) } ?? "–"),
            .text(percent(summary.resistance.interval)),
            .text(percent(summary.resistanceFinal.interval)),
            .text(percent(summary.interface.interval)),
        ]
    }

    /// What the estimator says of itself, and what the cells went through.
    public static func honesty(_ summaries: [CellSummary]) -> Table {
        var table = Table([
            "cell", "pressure", Table.Column("charge in 3σ %", .trailing),
            Table.Column("contact in 3σ %", .trailing), Table.Column("R0 in 3σ %", .trailing),
            Table.Column("within 3 % after s", .trailing),
            Table.Column("RMSE with / without", .trailing),
            Table.Column("least contact", .trailing), Table.Column("true charge %", .trailing),
            Table.Column("hours", .trailing), Table.Column("MPa", .trailing),
        ])
        for summary in summaries {
            let with = summary.withPressure
            table.append(
                honestyRow(summary.label, "with", with) + [
                    .text(share(summary.chargeRatio)),
                    .text(
                        with.contact == nil
                            ? "–"
                            : Number.fixed(summary.contactMinimumMean, decimals: 2) + " ("
                                + Number.fixed(summary.contactMinimum, decimals: 2) + ")"),
                    .text(
                        Number.fixed(summary.firstCharge * 100, decimals: 0) + " to "
                            + Number.fixed(summary.lastCharge * 100, decimals: 0)),
                    .text(Number.fixed(summary.duration / 3600, decimals: 1)),
                    .text(
                        Number.fixed(summary.pressureMinimum / 1e6, decimals: 2) + " to "
                            + Number.fixed(summary.pressureMaximum / 1e6, decimals: 2)),
                ])
            table.append(
                honestyRow("", "without", summary.withoutPressure)
                    + ["", "", "", "", ""])
        }
        return table
    }

    private static func honestyRow(
        _ label: String, _ channel: String, _ summary: EstimatorSummary
    ) -> [Table.Cell] {
        func inside(_ statistic: SweepStatistic?) -> Table.Cell {
            .text(statistic.map { Number.fixed($0.interval.mean * 100, decimals: 1) } ?? "–")
        }
        return [
            .text(label), .text(channel), inside(summary.chargeInside),
            inside(summary.contactInside), inside(summary.resistanceInside),
            .text(Number.fixed(summary.settlingTime.interval.mean, decimals: 0)),
        ]
    }

    /// Every bar and whether it is met.
    public static func bars(_ summaries: [CellSummary]) -> Table {
        var table = Table([
            "cell", "bar", Table.Column("asked", .trailing), Table.Column("reached", .trailing),
            "verdict", Table.Column("worst seed", .trailing),
        ])
        for summary in summaries {
            for verdict in summary.verdicts {
                let sign = verdict.isLeast ? "≥ " : "≤ "
                table.append([
                    .text(summary.label), .text(verdict.quantity),
                    .text(sign + Number.fixed(verdict.bar * 100, decimals: 1) + " %"),
                    .text(Number.fixed(verdict.reached * 100, decimals: 2) + " %"),
                    .verdict(verdict.isMet ? .passed : .failed),
                    .text(verdict.worstSeed.map { "\($0)" } ?? ""),
                ])
            }
        }
        return table
    }

    /// Errors of each cause alone, one row per cause, columns per cell: state of charge with and
    /// without pressure, contact and R₀ with it.
    ///
    /// - Parameter rows: Summaries in one order of cells for every cause.
    public static func causes(_ rows: [(cause: String, summaries: [CellSummary])]) -> Table {
        let labels = rows.first?.summaries.map(\.label) ?? []
        var columns: [Table.Column] = ["cause"]
        for label in labels {
            columns.append(Table.Column("\(label) charge %", .trailing))
            columns.append(Table.Column("\(label) no p %", .trailing))
            columns.append(Table.Column("\(label) contact", .trailing))
            columns.append(Table.Column("\(label) R0 %", .trailing))
        }
        var table = Table(columns)
        for row in rows {
            var cells: [Table.Cell] = [.text(row.cause)]
            for summary in row.summaries {
                let with = summary.withPressure
                cells.append(.text(percent(with.charge.interval.mean)))
                cells.append(.text(percent(summary.withoutPressure.charge.interval.mean)))
                cells.append(
                    .text(
                        with.contact.map { Number.fixed($0.interval.mean, decimals: 3) } ?? "–"))
                cells.append(.text(percent(with.resistance.interval.mean)))
            }
            table.append(cells)
        }
        return table
    }

    // MARK: - Numbers

    private static func seed(_ statistic: SweepStatistic) -> String { " (\(statistic.worstSeed))" }

    private static func percent(_ value: Double) -> String {
        Number.fixed(value * 100, decimals: 2)
    }

    private static func percent(_ interval: ConfidenceInterval) -> String {
        percent(interval.mean) + " ± " + percent(interval.halfWidth)
    }

    private static func share(_ interval: ConfidenceInterval) -> String {
        Number.fixed(interval.mean, decimals: 3) + " ± "
            + Number.fixed(interval.halfWidth, decimals: 3)
    }
}
