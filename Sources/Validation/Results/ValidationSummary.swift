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

    public init(_ results: [TargetResult]) {
        total = results.count
        inside = results.filter { $0.verdict == .passed }.count
        explained = results.filter { $0.verdict == .explained }.count
        missed = total - inside - explained
        predicted =
            results.filter {
                $0.verdict == .passed && $0.target.relation == .predicted
            }.count
    }

    /// "17 of 17 inside tolerance: 12 fitted, 5 predicted."
    public var words: String {
        var text = "\(inside) of \(total) inside tolerance"
        if inside > 0 { text += ": \(inside - predicted) fitted, \(predicted) predicted" }
        if explained > 0 { text += "; \(explained) outside for a written reason" }
        if missed > 0 { text += "; \(missed) missed" }
        return text
    }
}
