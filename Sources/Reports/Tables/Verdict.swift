/// How something was judged. Shown by a sign, a word and a colour, never by colour alone.
public enum Verdict: Sendable, Equatable, CaseIterable {
    case passed
    case failed
    /// Not as expected, for a reason that is written down.
    case explained
    case notJudged

    /// The word that stands for the verdict where the caller has no better one.
    public var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .explained: "explained"
        case .notJudged: "not judged"
        }
    }

    var sign: String {
        switch self {
        case .passed: "✓"
        case .failed: "✗"
        case .explained: "!"
        case .notJudged: "–"
        }
    }

    /// The class of the style sheet.
    var style: String {
        switch self {
        case .passed: "good"
        case .failed: "bad"
        case .explained: "note"
        case .notJudged: "plain"
        }
    }
}
