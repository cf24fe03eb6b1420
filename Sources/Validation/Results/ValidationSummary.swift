import Configuration
import Reports

/// How many targets came out how.
public struct ValidationSummary: Sendable, Equatable {
    public let total: Int
    /// Within tolerance.
    public let inside: Int
    /// Outside, with a written reason that covers the miss.
    public let explained: Int
    /// Outside.
    public let missed: Int
    /// Of those within tolerance, the ones whose law knew nothing of the published figures.
    public let predicted: Int
    /// Targets whose figures were not taken from the paper itself.
    public let secondary: Int
    /// Numbers of the targets whose verdict hangs on a criterion chosen here.
    public let chosen: [Int]

    public init(_ results: [TargetResult]) {
        total = results.count
        inside = results.filter { $0.verdict == .passed }.count
        explained = results.filter { $0.verdict == .explained }.count
        missed = total - inside - explained
        predicted =
            results.filter {
                $0.verdict == .passed && $0.target.relation == .predicted
            }.count
        secondary = results.filter(\.target.evidence.isSecondary).count
        chosen = results.filter { $0.target.criterion != nil }.map(\.target.number)
    }

    /// "17 of 17 inside tolerance: 12 fitted, 5 predicted; 12 from secondary sources; 2 and 3 by a
    /// criterion chosen here (†)".
    public var words: String {
        var text = "\(inside) of \(total) inside tolerance"
        if inside > 0 { text += ": \(inside - predicted) fitted, \(predicted) predicted" }
        if explained > 0 { text += "; \(explained) outside for a written reason" }
        if missed > 0 { text += "; \(missed) missed" }
        if secondary > 0 { text += "; \(secondary) from secondary sources" }
        if let last = chosen.last {
            let others = chosen.dropLast().map(String.init).joined(separator: ", ")
            text +=
                "; \(others.isEmpty ? "" : others + " and ")\(last) by a criterion chosen here (†)"
        }
        return text
    }
}
