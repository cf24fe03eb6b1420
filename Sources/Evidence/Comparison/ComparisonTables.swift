import Configuration
import Identification
public import Reports

/// A comparison as tables; errors in percent of capacity.
public struct ComparisonTables {
    private let entries: [EstimatorComparison.Entry]
    private let costs: [Double]

    /// - Parameter costs: Seconds a step takes, one per estimator.
    public init(_ comparison: EstimatorComparison, costs: [Double]) {
        precondition(costs.count == comparison.entries.count, "Every estimator has its cost.")
        entries = comparison.entries
        self.costs = costs
    }

    /// The variants that were run.
    public var variants: [String] { entries.first?.results.variants ?? [] }

    /// All groups of a variant together: what a choice is made by.
    public var summary: Table {
        var table = Table(
            [.init("Start and sensors", wraps: true), "Estimator"] + Self.measures)
        for variant in variants {
            for entry in entries {
                table.append(
                    [.text(variant), .text(entry.estimator.name)]
                        + Self.cells(runs(entry, variant: variant)))
            }
        }
        return table
    }

    /// Every group under one variant.
    public func groups(variant: String) -> Table {
        var table = Table(["Group", "Estimator"] + Self.measures)
        for group in entries.first?.results.groups.filter({ $0.variant == variant }) ?? [] {
            for entry in entries {
                let own = runs(entry, variant: variant).filter { $0.group == group.group }
                table.append([.text(group.group), .text(entry.estimator.name)] + Self.cells(own))
            }
        }
        return table
    }

    /// What a step takes.
    public var cost: Table {
        let own = entries.firstIndex { $0.estimator.name == ComparedEstimator.project.name }
        let unit = own.map { costs[$0] } ?? 1
        var table = Table(
            ["Estimator", .init("Time of a step", .trailing), .init("ns", .trailing)])
        for (entry, cost) in zip(entries, costs) {
            table.append(
                [
                    .text(entry.estimator.name), .text(Number.fixed(cost / unit, decimals: 1)),
                    .text(Number.fixed(cost * 1e9, decimals: 0)),
                ])
        }
        return table
    }

    /// What the columns mean.
    public static let notes = """
        RMSE: mean over the logs, counted after settling. Max: the largest error of any log. In \
        3σ: errors within three of the estimator's own deviations, in the worst log. Conv. s: \
        until the error was inside the band for a minute, in the slowest log; before it how many \
        logs never got there. Lost s: longest time in succession beyond 10 %. Resets: times an \
        estimator began again, all logs together. The time of a step is that of this machine, \
        relative to SolidBMS. Logs the cell was fitted to take no part.
        """

    private static let measures: [Table.Column] = [
        .init("RMSE", .trailing), .init("Max", .trailing), .init("In 3σ %", .trailing),
        .init("Conv. s", .trailing), .init("Lost s", .trailing), .init("Resets", .trailing),
    ]

    private func runs(_ entry: EstimatorComparison.Entry, variant: String) -> [ReplayRun] {
        entry.results.runs.filter {
            $0.variant == variant && $0.isScored && !$0.log.isUsedInFit
        }
    }

    private static func cells(_ runs: [ReplayRun]) -> [Table.Cell] {
        let scores = runs.map(\.score)
        guard !scores.isEmpty else { return Array(repeating: "-", count: measures.count) }
        let mean = scores.reduce(0) { $0 + $1.filter.rootMeanSquare } / Double(scores.count)
        let maximum = scores.reduce(0) { max($0, $1.filter.maximum) }
        let inside = scores.reduce(1) { min($0, $1.consistentFraction) }
        let converged = scores.compactMap(\.convergedAfter)
        let slowest = converged.max().map { Number.fixed($0, decimals: 0) } ?? "-"
        let never = scores.count - converged.count
        let lost = scores.reduce(0) { max($0, $1.longestLost) }
        let resets = scores.reduce(0) { $0 + $1.resets }
        return [
            .text(ReplayTables.percent(mean)), .text(ReplayTables.percent(maximum)),
            .text(ReplayTables.percent(inside, decimals: 1)),
            .text(never > 0 ? "\(never) never, \(slowest)" : slowest),
            .text(Number.fixed(lost, decimals: 0)), .text(Number.fixed(resets, decimals: 0)),
        ]
    }
}
