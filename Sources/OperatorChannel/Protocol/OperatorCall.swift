/// One request line: what is asked, and whether the answer is to wait for the outcome.
public struct OperatorCall: Sendable, Equatable {
    /// What is asked for.
    public let request: OperatorRequest
    /// Whether the reply comes when contactors have moved or a measurement is over, rather than as
    /// soon as the request has begun.
    public let waits: Bool

    /// A call; only requests that take time are waited for.
    public init(_ request: OperatorRequest, waits: Bool = true) {
        self.request = request
        self.waits = waits && request.takesTime
    }

    /// The line without its end: the request, and `nowait` behind it where nobody waits.
    public var line: String {
        request.takesTime && !waits ? request.line + " nowait" : request.line
    }

    /// Reads a line.
    ///
    /// - Throws: ``OperatorLineProblem`` in words for whoever sent it.
    public init(line: String) throws(OperatorLineProblem) {
        guard line.utf8.count <= OperatorProtocol.requestLengthLimit else { throw .tooLong }
        // Checked before any of it is repeated to anybody: terminals obey control characters.
        guard line.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .notText }
        var words = line.split(separator: " ")[...]
        guard !words.isEmpty else { throw .empty }
        var waits = true
        if words.count > 1, words.last == "nowait" {
            words.removeLast()
            waits = false
        }
        guard let request = OperatorRequest(words: words), waits || request.takesTime else {
            throw .unknown(line)
        }
        self.init(request, waits: waits)
    }
}

/// Why a line is no request.
public enum OperatorLineProblem: Error, Sendable, Equatable {
    /// Longer than ``OperatorProtocol/requestLengthLimit``.
    case tooLong
    /// Bytes that are not printable ASCII.
    case notText
    /// No word in it.
    case empty
    /// Words that ask for nothing.
    case unknown(String)
}

extension OperatorLineProblem: CustomStringConvertible {
    /// The problem in words, with what would have been understood.
    public var description: String {
        switch self {
        case .tooLong: "a request has at most \(OperatorProtocol.requestLengthLimit) characters"
        case .notText: "a request is printable ASCII"
        case .empty: "the line is empty; there are \(OperatorProtocol.vocabulary)"
        case .unknown(let line):
            "unknown request \"\(line)\"; there are \(OperatorProtocol.vocabulary)"
        }
    }
}
