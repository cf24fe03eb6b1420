import Identification

/// Why the logs of a manifest cannot be replayed: everything that is wrong with any of them.
public struct ReplayDataError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence each, naming the file.
    public let problems: [String]
    /// Whether all that is wrong is that files cannot be opened.
    public let isOnlyMissing: Bool

    public var description: String { problems.joined(separator: "\n") }
}
