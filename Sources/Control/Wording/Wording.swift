public import Protection

// How diagnostics are named to people, in one place for every screen, log line and report.

extension Diagnostic {
    /// The name in words: "stack overpressure".
    public var words: String { splitCamelCase("\(self)") }
}

extension ContactorState {
    /// The name in words.
    public var words: String { "\(self)" }
}

extension Grade {
    /// The name in words.
    public var words: String { "\(self)" }
}

extension Place {
    /// The place in words, counted from 1: "stack 2".
    public var words: String {
        switch scope {
        case .cell: "cell \(index + 1)"
        case .stack: "stack \(index + 1)"
        case .pack: "pack"
        case .system: "system"
        }
    }
}

extension RequestRefusal {
    /// The reason in words: "reading missing".
    public var words: String { splitCamelCase("\(self)") }
}

/// "stackOverpressure" as "stack overpressure".
private func splitCamelCase(_ name: String) -> String {
    var words = ""
    for character in name {
        if character.isUppercase { words += " " }
        words += character.lowercased()
    }
    return words
}
