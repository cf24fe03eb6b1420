/// What was found in the two files at the start.
public struct StateFinding: Sendable, Equatable {
    /// A copy that was not one.
    public struct Damage: Sendable, Equatable {
        public var slot: StateSlot
        public var path: String
        public var what: StateDamage

        /// "/var/lib/…/state-b fails its checksum".
        public var words: String { "\(path) \(what.words)" }
    }

    /// The newest intact copy.
    public var stored: StoredState?
    /// The slot it is in.
    public var slot: StateSlot?
    /// Copies that were not.
    public var damages: [Damage] = []
    /// Why the damaged copy could not be made anew from the intact one; `nil` when it was, or when
    /// there was nothing to do.
    public var repairFailure: PersistenceError?

    /// Nothing found.
    public init() {}

    /// Neither copy is intact and at least one held something: whatever it was is unknown now.
    public var isLost: Bool { stored == nil && !damages.isEmpty }

    /// Nothing was ever kept here.
    public var isFirstStart: Bool { stored == nil && damages.isEmpty }
}
