/// One thing wrong with a configuration file.
public struct ConfigurationProblem: Sendable, Equatable {
    /// Where in the text, as exactly as it is known.
    public enum Position: Sendable, Equatable {
        /// Given by the parser.
        case parsed(line: Int, column: Int)
        /// Found by looking for the key in the text.
        case scanned(line: Int)
        /// Not known.
        case unknown
    }

    /// The file, as given on the command line or composed from the referring file.
    public var file: String
    public var position: Position
    /// Dotted path of the key; empty for the file as a whole.
    public var keyPath: String
    /// What is wrong, in a sentence without the last stop.
    public var message: String
    /// The value found, as written; nil when there is none.
    public var found: String?
    /// What is allowed; nil when the message says it.
    public var allowed: String?

    public init(
        file: String, position: Position = .unknown, keyPath: String = "", message: String,
        found: String? = nil, allowed: String? = nil
    ) {
        self.file = file
        self.position = position
        self.keyPath = keyPath
        self.message = message
        self.found = found
        self.allowed = allowed
    }
}
