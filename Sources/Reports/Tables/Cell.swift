extension Table {
    /// One cell: text, or a verdict.
    public enum Cell: Sendable, Equatable, ExpressibleByStringInterpolation {
        case text(String)
        /// A verdict, and the word for it where its own will not do.
        case verdict(Verdict, word: String? = nil)

        public init(stringLiteral value: String) { self = .text(value) }

        /// The cell without its colour.
        public var text: String {
            switch self {
            case .text(let text): text
            case .verdict(let verdict, let word): verdict.sign + " " + (word ?? verdict.word)
            }
        }
    }
}
