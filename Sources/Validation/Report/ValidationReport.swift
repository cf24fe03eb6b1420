import Configuration
public import Reports

/// The results as a page with pictures.
public struct ValidationReport {
    private let results: [TargetResult]
    private let figures: ValidationFigures
    private let version: String

    /// - Parameters:
    ///   - run: Where the results come from.
    ///   - version: Of the program.
    public init(_ run: ValidationRun, results: [TargetResult], version: String) {
        self.results = results
        self.version = version
        figures = ValidationFigures(
            results: results, shelf: run.shelf, shownCells: run.shownCells)
    }

    /// The page; draws every picture, which simulates for some seconds.
    public var report: Report {
        let summary = ValidationSummary(results)
        let table = ValidationTable(results)
        var sections = [
            Report.Section(
                "Results",
                [
                    .paragraph(summary.words + "."), .table(table.table),
                ] + table.notes.map { .paragraph($0) })
        ]
        sections += figures.sections
        sections.append(sources)
        sections.append(limits)
        return Report(
            title: "The cell model held against published results",
            subtitle: "solidbms validate, \(version)", sections: sections)
    }

    /// Where each figure comes from and what agreement with it is worth.
    private var sources: Report.Section {
        var table = Table([
            .init("#", .trailing), "Target", "Paper", "Evidence", "Law", "Why",
        ])
        for result in results {
            let target = result.target
            table.append([
                .text("\(target.number)"), .text(target.title), .text(target.paper),
                .text(target.evidence.words), .text(target.relation.rawValue),
                .text(target.relationNote),
            ])
        }
        return Report.Section("Sources, and what was fitted", [.table(table)])
    }

    private var limits: Report.Section {
        Report.Section(
            "What this does not show",
            [
                .paragraph(
                    "A fitted law that meets the points it was fitted to shows that the fit and "
                        + "the program are right. Only the predicted targets test the physics, and "
                        + "there are few of them."),
                .paragraph(
                    "Most figures are secondary: they were read in digests and reviews, some from "
                        + "plots, most from a single cell. Read the paper before quoting one."),
                .paragraph(
                    "No target tests how fast voids open and close, how the interphase grows, how "
                        + "likely a soft short is, or how silicon changes branches: their "
                        + "parameters are assumed, and the cell files say so value by value."),
            ])
    }
}

extension PublishedTarget.Evidence {
    /// In words, with the letter.
    var words: String {
        switch self {
        case .paper: "[L] the paper"
        case .digest: "[D] a digest, secondary"
        case .textbook: "[B] a textbook or memory, secondary"
        case .computed: "[C] computed"
        case .table: "[O] a table of measurements"
        case .review: "[S] a review, secondary"
        }
    }
}
