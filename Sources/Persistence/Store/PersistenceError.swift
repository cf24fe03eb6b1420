import Glibc

/// Why the state of an earlier run cannot be used or kept, for the operator.
public enum PersistenceError: Error, Sendable, Equatable {
    /// A call failed; the text completes "cannot …".
    case cannot(String, path: String, code: Int32)
    /// Another program holds the directory.
    case held(path: String)
    /// The state belongs to another pack. It is left as it is.
    case otherPack(path: String, found: StateIdentity, expected: StateIdentity)
    /// The state was written by another program version. It is left as it is.
    case otherVersion(path: String, version: UInt32)
    /// There is nothing in the directory, or nothing that can be read.
    case noState(path: String)
}

extension PersistenceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannot(let operation, let path, let code):
            "cannot \(operation) \(path): \(errorText(code))\(Self.hint(code))"
        case .held(let path):
            "\(path): another program keeps its state here; is a second solidbmsd running?"
        case .otherPack(let path, let found, let expected):
            "\(path): the state of another pack: \(found.words); this is \(expected.words). "
                + "Give each pack a directory of its own, or move the files away: then charge "
                + "and flags begin unknown."
        case .otherVersion(let path, let version):
            "\(path): written in version \(version) of the format; this program reads version "
                + "\(StateFormat.version). Use the program that wrote it, or move the files away: "
                + "then charge and flags begin unknown."
        case .noState(let path): "\(path): no state that can be read"
        }
    }

    private static func hint(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "; the user of the daemon must own the directory"
        case ENOENT: "; the directory above it must exist"
        default: ""
        }
    }
}

/// The kernel's words for an error.
func errorText(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
}
