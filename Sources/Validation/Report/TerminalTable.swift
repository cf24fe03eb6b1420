import Configuration
import Reports

/// The results in the fixed letters of a terminal, at most 100 columns wide: a line per target with
/// its source, set-up and law, and a line per figure.
struct TerminalTable {
    private static let labelWidth = 32
    private static let widths = [17, 11, 11, 10]

    let results: [TargetResult]

    var text: String {
        var lines = [
            Self.line("  #  Source, law: set-up", ["Published", "Simulated", "Deviation", "Limit"])
                + "  Verdict"
        ]
        lines.append("  " + String(repeating: "─", count: 96))
        for result in results { append(result, to: &lines) }
        return lines.joined(separator: "\n")
    }

    private func append(_ result: TargetResult, to lines: inout [String]) {
        let target = result.target
        let number = String(target.number)
        let head =
            String(repeating: " ", count: max(0, 3 - number.count)) + number
            + "  \(target.shortSource) [\(target.evidence.rawValue)], "
            + "\(target.relation.rawValue): \(target.setUp)"
        let mark = target.criterion == nil ? "" : " †"
        lines.append(Self.padded(head, 88) + result.verdict.shown + mark)
        for point in result.points {
            let words = PointWords(result: point)
            let label = ConditionWords(target).words(point.point)
            let verdict = result.points.count > 1 ? "  " + point.verdict.shown : ""
            lines.append(
                Self.line(
                    "       " + (label.isEmpty ? point.point.quantity.words : label),
                    [
                        words.publishedText, words.simulatedText, words.deviationText,
                        words.toleranceText,
                    ]) + verdict)
        }
    }

    private static func line(_ label: String, _ cells: [String]) -> String {
        var line = padded(label, labelWidth)
        for (cell, width) in zip(cells, widths) {
            line += String(repeating: " ", count: max(1, width + 2 - cell.count)) + cell
        }
        return line
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension Verdict {
    /// Sign and word as the tables of a validation say it.
    var shown: String { Table.Cell.verdict(self, word: shownWord).text }

    /// "inside", "missed", "reason" or "shown".
    var shownWord: String {
        switch self {
        case .passed: "inside"
        case .failed: "missed"
        case .explained: "reason"
        case .notJudged: "shown"
        }
    }
}
