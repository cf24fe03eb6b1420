import Configuration
public import Reports

/// The results as a page with pictures.
public struct ReplayReport {
    private let results: ReplayResults
    private let version: String
    private var manifest: ReplayManifest { results.manifest }

    /// - Parameters:
    ///   - results: Of one manifest.
    ///   - version: Of the program.
    public init(_ results: ReplayResults, version: String) {
        self.results = results
        self.version = version
    }

    public var report: Report {
        let tables = ReplayTables(results)
        let figures = ReplayFigures(results)
        var sections = [
            Report.Section(
                "Groups and bars",
                [
                    .paragraph(manifest.summary), .paragraph(results.verdict + "."),
                    .table(tables.groups),
                    .paragraph(notes),
                ] + figures.overview.map { .figure($0) })
        ]
        for (index, variant) in results.variants.enumerated() {
            var blocks: [Report.Section.Block] = [
                .facts(facts(of: variant)), .table(tables.logs(variant: variant)),
            ]
            // Once is enough.
            if index == 0 { blocks.append(.paragraph(ReplayTables.logNotes)) }
            sections.append(Report.Section("Every log: \(variant)", blocks))
        }
        for group in results.groups {
            sections.append(
                Report.Section(
                    "\(group.group): \(group.variant)",
                    figures.logs(group: group.group, variant: group.variant).map { .figure($0) }))
        }
        sections.append(Report.Section("Source", [.paragraph(manifest.source)]))
        return Report(
            title: manifest.name, subtitle: "solidbms replay, \(version)", sections: sections)
    }

    private var notes: String {
        """
        Errors in percent of capacity; mean RMSE is the mean over the logs of a group, every other \
        figure that of its worst log. Logs used in the fit of the cell do not count. In brackets \
        what was asked. Converged: until the error was within \
        \(ReplayTables.percent(manifest.band, decimals: 1)) % for a minute; lost: longest time in \
        succession beyond 10 %; hour: how much worse than counting charge for an hour the estimate \
        ever was.
        """
    }

    private func facts(of name: String) -> [(name: String, value: String)] {
        guard let variant = manifest.variants.first(where: { $0.name == name }) else { return [] }
        let cells = ReplayTables(results).cells.joined(separator: ", ")
        return [(name: "Cell", value: cells)] + ReplayVariantWords(variant).facts
            + [
                (
                    "Errors count",
                    "from \(Number.fixed(manifest.settling, decimals: 0)) s after the start"
                )
            ]
    }
}
