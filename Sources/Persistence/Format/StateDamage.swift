/// Why a copy of the state is not one.
public enum StateDamage: Error, Sendable, Equatable {
    /// The file is not there although the other copy says that it was.
    case missing
    /// The file holds nothing although the other copy says that it did.
    case empty
    /// The file is shorter than a copy can be, or than it says it is.
    case truncated(byteCount: Int)
    /// It does not begin as a state does.
    case notAState
    /// The length it states cannot be.
    case length(Int)
    /// It fails its check.
    case checksum
    /// It passes its check and yet contradicts itself.
    case content(String)
    /// The kernel cannot read it.
    case unreadable(code: Int32)
    /// Both copies have one sequence number and differ.
    case sameSequence

    /// In words, to follow the name of the file.
    public var words: String {
        switch self {
        case .missing: "is missing"
        case .empty: "is empty"
        case .truncated(let count): "is cut off after \(count) bytes"
        case .notAState: "does not begin as a state does"
        case .length(let count): "states an impossible length, \(count) bytes"
        case .checksum: "fails its checksum"
        case .content(let what): "contradicts itself: \(what)"
        case .unreadable(let code): "cannot be read: \(errorText(code))"
        case .sameSequence: "has the other copy's sequence number and another content"
        }
    }
}
