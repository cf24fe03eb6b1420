import Configuration
import Identification
public import Reports

/// The results as tables; state of charge and errors in percent of capacity.
public struct ReplayTables {
    private let results: ReplayResults

    public init(_ results: ReplayResults) { self.results = results }

    /// The cells of the results, in their order.
    public var cells: [String] {
        var cells: [String] = []
        for run in results.runs where !cells.contains(run.cell) { cells.append(run.cell) }
        return cells
    }

    /// A column says nothing where all its rows are the same.
    private var showsCells: Bool { cells.count > 1 }

    /// Nor does one that repeats the temperature.
    private var showsGroups: Bool {
        results.runs.contains { $0.group != $0.log.temperature }
    }

    // MARK: Logs

    /// Every log under one variant.
    public func logs(variant: String) -> Table {
        var columns: [Table.Column] = [
            "T", "Cycle", .init("RMSE", .trailing), .init("MAE", .trailing),
            .init("Max", .trailing), .init("Conv. s", .trailing), .init("In 3σ %", .trailing),
            .init("Count", .trailing), .init("True", .trailing), .init("Hour", .trailing),
            .init("NIS", .trailing), .init("ν in 3σ %", .trailing),
        ]
        if showsGroups { columns.insert(.init("Group", wraps: true), at: 0) }
        if showsCells { columns.insert(.init("Cell", wraps: true), at: 0) }
        var table = Table(columns)
        for run in results.runs where run.variant == variant {
            table.append(row(run).map { .text($0) })
        }
        return table
    }

    /// What the columns of ``logs(variant:)`` mean.
    public static let logNotes = """
        RMSE, MAE, Max: error of the estimate after settling, percent of capacity. Conv.: seconds \
        until the error was inside the band for a minute. In 3σ: errors within three of the \
        filter's own deviations. Count, True: RMSE of counting charge with the same current from \
        the filter's start and from the true start. Hour: how much worse than counting for an \
        hour from the filter's own value the estimate ever was; below zero it never was. NIS: \
        mean squared voltage innovation over its variance, about 1 when the model holds; ν in 3σ: \
        innovations within three deviations. A cycle in brackets was used in the fit of the cell \
        and does not count.
        """

    private func row(_ run: ReplayRun) -> [String] {
        let score = run.score
        let cycle = run.log.isUsedInFit ? "(\(run.log.cycle))" : run.log.cycle
        var head = [run.log.temperature, cycle]
        if showsGroups { head.insert(run.group, at: 0) }
        if showsCells { head.insert(run.cell, at: 0) }
        guard run.isScored else {
            return head + Array(repeating: "-", count: 10)
        }
        return head + [
            Self.percent(score.filter.rootMeanSquare), Self.percent(score.filter.mean),
            Self.percent(score.filter.maximum),
            score.convergedAfter.map { Number.fixed($0, decimals: 0) } ?? "never",
            Self.percent(score.consistentFraction, decimals: 1),
            Self.percent(score.counting.rootMeanSquare),
            Self.percent(score.countingFromTruth.rootMeanSquare),
            Self.optional(score.hours.worst) { Self.percent($0) },
            Self.optional(score.innovations.meanSquare) { Number.fixed($0, decimals: 2) },
            Self.optional(score.innovations.fractionInside) { Self.percent($0, decimals: 1) },
        ]
    }

    // MARK: Groups

    /// Every group under every variant, with what was asked of it.
    public var groups: Table {
        let rare = results.groups.contains { !rareJudgements($0).isEmpty }
        let columns: [Table.Column] = [
            .init("Variant", wraps: true), .init("Group", wraps: true), .init("Logs", .trailing),
            "Mean RMSE", "Worst max", "In 3σ", "Converged", "Lost", "Hour",
        ]
        var table = Table(rare ? columns + ["Other bars"] : columns)
        for group in results.groups {
            let cells: [Table.Cell] = [
                .text(group.variant), .text(group.group), .text("\(group.logCount)"),
                cell(group, .meanRootMeanSquare), cell(group, .worstMaximum),
                cell(group, .insideThreeDeviations), cell(group, .convergence),
                cell(group, .lost), cell(group, .hourlyExcess),
            ]
            table.append(rare ? cells + [others(group)] : cells)
        }
        return table
    }

    private func cell(_ group: GroupResult, _ measure: ReplayBar.Measure) -> Table.Cell {
        guard let judgement = group.judgements.first(where: { $0.bar.measure == measure }) else {
            let reached = group.reached(measure, other: nil)
            let none = group.logCount > 0 ? measure.none : "-"
            return .text(reached.map { measure.text($0) } ?? none)
        }
        return .verdict(judgement.verdict, word: judgement.words)
    }

    /// The bars that only some manifests have.
    private func rareJudgements(_ group: GroupResult) -> [GroupResult.Judgement] {
        group.judgements.filter { [.distrust, .increase].contains($0.bar.measure) }
    }

    /// Those bars in one cell, with the worst verdict of them.
    private func others(_ group: GroupResult) -> Table.Cell {
        let rare = rareJudgements(group)
        guard let first = rare.first else { return "" }
        let worst = rare.first { $0.outcome == .missed } ?? first
        let words = rare.map { judgement in
            judgement.bar.measure == .distrust
                ? "distrusted after \(judgement.words)"
                : "above \"\(judgement.bar.comparedWith ?? "")\" by \(judgement.words)"
        }
        return .verdict(worst.verdict, word: words.joined(separator: "; "))
    }

    // MARK: Numbers

    static func percent(_ fraction: Double, decimals: Int = 2) -> String {
        Number.fixed(fraction * 100, decimals: decimals)
    }

    private static func optional(_ value: Double?, _ text: (Double) -> String) -> String {
        value.map(text) ?? "-"
    }
}

extension GroupResult.Judgement {
    /// As the tables show it.
    var verdict: Verdict {
        switch outcome {
        case .met: .passed
        case .missed: .failed
        case .notJudged: .notJudged
        }
    }

    /// "0.38 (≤ 0.40)".
    var words: String {
        let sign = bar.measure == .insideThreeDeviations ? "≥" : "≤"
        let shown = reached.map { bar.measure.text($0) } ?? bar.measure.none
        return "\(shown) (\(sign) \(bar.measure.text(bar.limit)))"
    }
}

extension ReplayBar.Measure {
    /// A value of this measure as tables show it: percent or seconds.
    func text(_ value: Double) -> String {
        switch self {
        case .meanRootMeanSquare, .worstMaximum, .hourlyExcess, .increase:
            Number.fixed(value * 100, decimals: 2)
        case .insideThreeDeviations: Number.fixed(value * 100, decimals: 1)
        case .convergence, .lost, .distrust: Number.fixed(value, decimals: 0) + " s"
        }
    }

    /// What is shown where there is no value.
    var none: String {
        switch self {
        case .convergence, .distrust: "never"
        case .meanRootMeanSquare, .worstMaximum, .insideThreeDeviations, .lost, .hourlyExcess,
            .increase:
            "-"
        }
    }
}
