/// Everything wrong with a configuration, at once.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// At least one; problems of one file follow one another, by line.
    public let problems: [ConfigurationProblem]

    /// - Precondition: `problems` is not empty.
    public init(problems: [ConfigurationProblem]) {
        precondition(!problems.isEmpty, "A configuration error says what is wrong.")
        self.problems = problems
    }

    /// All problems as text: a heading per file, then line, key path and what is wrong, the columns
    /// aligned.
    public var description: String {
        var text = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        text += " in the configuration\n"
        let lineWidth = problems.map { $0.position.words.count }.max() ?? 0
        let keyWidth = problems.map { max($0.keyPath.count, 1) }.max() ?? 0
        var file: String?
        for problem in problems {
            if problem.file != file { text += "\n\(problem.file)\n" }
            file = problem.file
            let place = Self.padded(problem.position.words, lineWidth)
            let key = Self.padded(problem.keyPath.isEmpty ? "-" : problem.keyPath, keyWidth)
            let indent = String(repeating: " ", count: lineWidth + keyWidth + 6)
            text += Self.block("  \(place)  \(key)  ", problem.message)
            if let found = problem.found { text += Self.block(indent + "found   ", found) }
            if let allowed = problem.allowed { text += Self.block(indent + "allowed ", allowed) }
        }
        if problems.contains(where: \.position.isScanned) {
            text += "\nLines without a column were found by looking for the key in the file.\n"
        }
        return text
    }

    /// `text` behind `head`, its further lines in the same column, up to 100 columns wide.
    private static func block(_ head: String, _ text: String) -> String {
        let lines = text.wrapped(to: max(100 - head.count, 40))
        let indent = String(repeating: " ", count: head.count)
        return head + lines.joined(separator: "\n" + indent) + "\n"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: width - text.count)
    }
}

extension ConfigurationProblem.Position {
    /// "line 12, column 8", "line 12" or "-".
    var words: String {
        switch self {
        case .parsed(let line, let column): "line \(line), column \(column)"
        case .scanned(let line): "line \(line)"
        case .unknown: "-"
        }
    }

    var line: Int? {
        switch self {
        case .parsed(let line, _), .scanned(let line): line
        case .unknown: nil
        }
    }

    var isScanned: Bool {
        if case .scanned = self { true } else { false }
    }
}
