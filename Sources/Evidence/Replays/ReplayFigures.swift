import Configuration
import Identification
import Reports

/// The pictures of a page of replays.
struct ReplayFigures {
    private let results: ReplayResults

    init(_ results: ReplayResults) { self.results = results }

    // MARK: Overview

    /// For each variant the mean and the worst error of every group, against the bars.
    var overview: [Figure] {
        results.variants.flatMap { variant in
            [
                overview(variant, .meanRootMeanSquare, "Mean RMSE"),
                overview(variant, .worstMaximum, "Largest error"),
            ]
        }
    }

    private func overview(
        _ variant: String, _ measure: ReplayBar.Measure, _ name: String
    ) -> Figure {
        let groups = results.groups.filter { $0.variant == variant && $0.logCount > 0 }
        let values = groups.map { ($0.group, ($0.reached(measure, other: nil) ?? 0) * 100) }
        let limits = groups.enumerated().compactMap { index, group -> (Double, Double)? in
            let bar = group.judgements.first { $0.bar.measure == measure }?.bar
            return bar.map { (Double(index), $0.limit * 100) }
        }
        var series = [Series.bars("reached", values, hue: 0)]
        if !limits.isEmpty {
            series.append(.points("asked at most", limits, marker: .solid, hue: 1))
        }
        return Figure(
            Chart(
                title: "\(name): \(variant)", xAxis: Axis(""), yAxis: Axis(name, unit: "%"),
                series: series),
            caption: limits.isEmpty ? "Nothing was asked." : "The mark is what was asked.",
            height: 300)
    }

    // MARK: Logs

    /// Two pictures for every log of a group under a variant.
    func logs(group: String, variant: String) -> [Figure] {
        let limit = results.groups.first { $0.group == group && $0.variant == variant }?
            .judgements.first { $0.bar.measure == .worstMaximum }?.bar.limit
        return results.runs.filter { $0.group == group && $0.variant == variant }
            .flatMap { run in
                [stateOfCharge(run), error(run, limit: limit)]
            }
    }

    private func stateOfCharge(_ run: ReplayRun) -> Figure {
        let parts = run.course.parts
        let hours = parts.map { $0.time / 3600 }
        let chart = Chart(
            title: title(run),
            xAxis: Axis("Time", unit: "h"),
            yAxis: Axis("State of charge", unit: "%", range: -5...105),
            series: [
                .band(
                    "±3σ", x: hours, low: parts.map { ($0.estimate - 3 * $0.deviation) * 100 },
                    high: parts.map { ($0.estimate + 3 * $0.deviation) * 100 }, hue: 0),
                .line("estimate", x: hours, y: parts.map { $0.estimate * 100 }, hue: 0),
                .line("reference", x: hours, y: parts.map { $0.reference * 100 }, hue: 5),
                .line("counting", x: hours, y: parts.map { $0.counted * 100 }, hue: 1),
            ])
        let score = run.score
        let caption =
            run.isScored
            ? "RMSE \(ReplayTables.percent(score.filter.rootMeanSquare)) %, largest error "
                + "\(ReplayTables.percent(score.filter.maximum)) %, counting from the same start "
                + "\(ReplayTables.percent(score.counting.rootMeanSquare)) %."
            : "Too short to be scored."
        return Figure(chart, caption: caption, height: 320)
    }

    private func error(_ run: ReplayRun, limit: Double?) -> Figure {
        let parts = run.course.parts
        let hours = parts.map { $0.time / 3600 }
        let errors = parts.flatMap { part in
            [
                (part.time / 3600, part.firstError * 100),
                (part.time / 3600, part.secondError * 100),
            ]
        }
        var references = [
            ReferenceLine.horizontal(at: 0, ""),
            .vertical(at: results.manifest.settling / 3600, "scored from here"),
        ]
        if let limit {
            references.append(.horizontal(at: limit * 100, "bar"))
            references.append(.horizontal(at: -limit * 100, "bar"))
        }
        // The wrong start would press everything else flat; what is larger is cut off.
        let reach = max(3, run.score.filter.maximum * 130, (limit ?? 0) * 120)
        let counted = parts.map { ($0.countedFromTruth - $0.reference) * 100 }
        let chart = Chart(
            title: title(run) + ", error",
            xAxis: Axis("Time", unit: "h"),
            yAxis: Axis("Error", unit: "%", range: -reach...reach),
            series: [
                .band(
                    "±3σ", x: hours, low: parts.map { $0.deviation * -300 },
                    high: parts.map { $0.deviation * 300 }, hue: 0),
                .line("estimate", errors, hue: 0),
                .line("counting from the true start", x: hours, y: counted, hue: 1),
            ], references: references)
        return Figure(chart, caption: "Estimate less reference.", height: 260)
    }

    private func title(_ run: ReplayRun) -> String {
        "\(run.log.cycle), \(run.log.temperature), \(run.variant)"
    }
}
