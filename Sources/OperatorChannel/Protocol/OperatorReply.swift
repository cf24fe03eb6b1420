/// The daemon's answer to one request.
public struct OperatorReply: Sendable, Equatable {
    /// What came of the request.
    public enum Outcome: Sendable, Equatable {
        /// It is done, or has begun where nobody waits.
        case accepted
        /// The state of the pack does not permit it; the reason in words.
        case refused(String)
        /// It was not understood or could not be carried out; the reason in words.
        case failed(String)
    }

    /// One line of data.
    public struct Field: Sendable, Equatable {
        /// One word of lower-case letters, digits, `_` and `.`.
        public let key: String
        /// Printable text on one line; may be empty.
        public let value: String

        /// A field; what would break the line becomes a space.
        public init(_ key: String, _ value: String) {
            self.key = String(key.map { $0.isWhitespace ? "_" : $0 })
            self.value = singleLine(value)
        }
    }

    /// What came of the request.
    public let outcome: Outcome
    /// The data, in the order sent. A key may come more than once.
    public let fields: [Field]

    /// A reply with its data.
    public init(_ outcome: Outcome, fields: [Field] = []) {
        self.outcome = outcome
        self.fields = fields
    }

    /// Whether the request was accepted.
    public var isAccepted: Bool { outcome == .accepted }

    /// Why it was not; `nil` when it was.
    public var reason: String? {
        switch outcome {
        case .accepted: nil
        case .refused(let reason), .failed(let reason): reason
        }
    }

    /// The first value under a key; `nil` where there is none.
    public subscript(key: String) -> String? { fields.first { $0.key == key }?.value }
}

extension OperatorReply {
    /// The reply as it is sent, its empty line included.
    public var text: String {
        var text =
            switch outcome {
            case .accepted: "ok\n"
            case .refused(let reason): "refused: \(singleLine(reason))\n"
            case .failed(let reason): "error: \(singleLine(reason))\n"
            }
        for field in fields { text += "\(field.key) \(field.value)\n" }
        return text + "\n"
    }

    /// Reads a whole reply; `nil` when it is none.
    ///
    /// - Parameter text: From the first line to the empty line that ends it.
    public init?(text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard text.hasSuffix("\n\n"), let first = lines.popFirst() else { return nil }
        if first == "ok" {
            outcome = .accepted
        } else if first.hasPrefix("refused: ") {
            outcome = .refused(singleLine(String(first.dropFirst(9))))
        } else if first.hasPrefix("error: ") {
            outcome = .failed(singleLine(String(first.dropFirst(7))))
        } else {
            return nil
        }
        // Behind the last line feed is an empty piece, before it the empty line.
        lines.removeLast(2)
        var fields: [Field] = []
        for line in lines {
            let parts = line.split(
                separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = parts.first, !key.isEmpty else { return nil }
            fields.append(Field(String(key), parts.count > 1 ? String(parts[1]) : ""))
        }
        self.fields = fields
    }
}

/// Text without line breaks and other control characters.
private func singleLine(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map {
                $0.properties.generalCategory == .control
                    || $0.properties.generalCategory == .lineSeparator
                    || $0.properties.generalCategory == .paragraphSeparator ? " " : $0
            }))
}
