public import Protection
public import Quantities

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

extension MissingReason {
    /// The reason in words: "no response".
    public var words: String { splitCamelCase("\(self)") }
}

extension TareRefusal {
    /// The reason in words, with what to do about it.
    public var words: String {
        switch self {
        case .notInService: "not in service"
        case .notProvenOpen: "contactors not proven open"
        case .readingMissing: "load cell not read often enough in time"
        case .saturated: "load cell at the end of its range"
        case .readingNoisy: "readings scatter too much: is the press at rest?"
        case .offsetTooLarge: "too far from zero: is the stack unloaded?"
        }
    }
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
