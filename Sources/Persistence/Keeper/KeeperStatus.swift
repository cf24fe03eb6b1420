/// How keeping a state goes.
public struct KeeperStatus: Sendable, Equatable {
    /// Copies written since the start.
    public var writtenCopies: UInt64 = 0
    /// Why the last write failed; `nil` when it did not.
    public var failure: PersistenceError?

    public init() {}

    /// In words: "412 copies kept".
    public var words: String {
        let count = writtenCopies == 1 ? "1 copy kept" : "\(writtenCopies) copies kept"
        guard let failure else { return count }
        return "\(count), the last one not: \(failure)"
    }
}
