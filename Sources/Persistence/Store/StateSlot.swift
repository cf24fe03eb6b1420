/// One of the two files that a state is written to in turn.
public enum StateSlot: Int, Sendable, CaseIterable {
    case first = 0
    case second = 1

    /// The name of the file in its directory.
    public var fileName: String {
        switch self {
        case .first: "state-a"
        case .second: "state-b"
        }
    }

    /// The other one.
    public var other: StateSlot { self == .first ? .second : .first }
}
