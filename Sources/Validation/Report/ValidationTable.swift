import Configuration
public import Reports

/// The table of all targets.
public struct ValidationTable {
    private let results: [TargetResult]

    public init(_ results: [TargetResult]) { self.results = results }

    /// Table and notes for a terminal of 100 columns.
    public var text: String {
        let notes = notes.flatMap { Wrapping.lines($0, columns: 96, indent: 4) }.map { "  " + $0 }
        return TerminalTable(results: results).text + "\n\n" + notes.joined(separator: "\n")
    }

    /// For a page.
    public var table: Table {
        var table = Table([
            .init("#", .trailing), .init("Source", wraps: true), .init("Set-up", wraps: true),
            .init("Published"), .init("Simulated", .trailing), .init("Deviation", .trailing),
            .init("Tolerance", .trailing), .init("Law"),
            .init("Verdict"),
        ])
        for result in results { append(result, to: &table) }
        return table
    }

    /// What the letters mean, and the written reasons of what is not inside.
    public var notes: [String] {
        var notes = [
            "Law: fitted, the law was fitted to the same figures; predicted, it knew nothing of "
                + "them.",
            "Source: [L] paper, [O] table of measurements, [C] computed. Secondary, to be read in "
                + "the paper before quoting: [D] digest, [B] textbook, [S] review.",
        ]
        notes += criteria
        for result in results {
            for point in result.points {
                guard let reason = reason(point) else { continue }
                let words = ConditionWords(result.target).words(point.point)
                notes.append(
                    "\(result.target.number)\(words.isEmpty ? "" : ", " + words): \(reason)")
            }
        }
        return notes
    }

    /// One note per criterion, with the targets it decides.
    private var criteria: [String] {
        results.compactMap { result in
            result.target.criterion.map { "† \(result.target.number): \($0)" }
        }
    }

    private func reason(_ point: PointResult) -> String? {
        switch point.verdict {
        case .notJudged: return point.point.notJudged
        case .explained: return point.point.acceptedMiss?.reason
        case .passed: return nil
        case .failed:
            return point.simulated.isFinite
                ? "outside its tolerance, and no reason is written that covers the miss"
                : "the simulation found no such value"
        }
    }

    private func append(_ result: TargetResult, to table: inout Table) {
        let target = result.target
        let number: Table.Cell = .text("\(target.number)")
        let source: Table.Cell = .text("\(target.shortSource) [\(target.evidence.rawValue)]")
        let law: Table.Cell = .text(target.relation.rawValue)
        let mark = target.criterion == nil ? "" : " †"
        if result.points.count == 1, let point = result.points.first {
            table.append(
                [number, source, .text(target.setUp)] + cells(point, law: law, mark: mark))
            return
        }
        table.append([
            number, source, .text(target.setUp), "", "", "", "", law, cell(result.verdict, mark),
        ])
        for point in result.points {
            let words = ConditionWords(target).words(point.point)
            table.append(["", "", .text("· " + words)] + cells(point, law: "", mark: ""))
        }
    }

    private func cells(
        _ point: PointResult, law: Table.Cell, mark: String
    ) -> [Table.Cell] {
        let words = PointWords(result: point)
        return [
            .text(words.publishedText), .text(words.simulatedText), .text(words.deviationText),
            .text(words.toleranceText), law, cell(point.verdict, mark),
        ]
    }

    private func cell(_ verdict: Verdict, _ mark: String) -> Table.Cell {
        .verdict(verdict, word: verdict.shownWord + mark)
    }
}

extension PublishedTarget {
    /// Authors and year: the paper up to its first comma.
    var shortSource: String { paper.split(separator: ",").first.map(String.init) ?? paper }
}
