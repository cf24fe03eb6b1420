/// Everything wrong with a configuration, at once.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// At least one, in the order of the files and of the lines within each.
    public let problems: [ConfigurationProblem]

    /// - Precondition: `problems` is not empty.
    public init(problems: [ConfigurationProblem]) {
        precondition(!problems.isEmpty, "A configuration error says what is wrong.")
        self.problems = problems
    }

    /// All problems as text, the columns aligned, one problem a paragraph.
    public var description: String {
        problems.count == 1 ? "1 problem" : "\(problems.count) problems"
    }
}
