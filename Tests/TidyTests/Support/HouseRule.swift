import Testing

/// Where a rule is broken, and how.
struct Violation: Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}

/// A rule that each file keeps by itself, with examples that break and keep it.
struct FileRule: Sendable, CustomTestStringConvertible {
    let name: String
    /// Files that break the rule: the proof that it fires.
    let broken: [SourceFile]
    /// Files that keep it, near misses above all.
    let kept: [SourceFile]
    let check: @Sendable (SourceFile) -> [Violation]

    var testDescription: String { name }
}

/// A rule about the files together, with examples that break and keep it.
struct TreeRule: Sendable, CustomTestStringConvertible {
    let name: String
    let broken: [Repository]
    let kept: [Repository]
    let check: @Sendable (Repository) -> [Violation]

    var testDescription: String { name }
}

extension SourceFile {
    /// A violation for each match of the pattern in the code, comments and strings left out.
    func violations(of pattern: Pattern, _ message: String) -> [Violation] {
        pattern.matches(in: code).map {
            Violation(path: path, line: $0.line, message: message)
        }
    }
}
