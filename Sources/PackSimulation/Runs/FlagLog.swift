import Control
public import Protection
public import Quantities

/// Every flag of a run, with when it came and went.
public struct FlagLog: Sendable {
    /// One raised flag.
    public struct Entry: Sendable, Equatable {
        /// As raised: diagnostic, grade, place, value, threshold, first seen, decided.
        public let raised: FlagEvent
        /// When it was cleared; `nil` while it is active.
        public internal(set) var cleared: Instant?
    }

    public private(set) var entries: [Entry] = []

    public init() {}

    mutating func observe(_ snapshot: borrowing Snapshot) {
        for event in snapshot.events {
            switch event.kind {
            case .raised:
                entries.append(Entry(raised: event))
            case .cleared:
                let index = entries.lastIndex {
                    $0.cleared == nil && $0.raised.diagnostic == event.diagnostic
                        && $0.raised.grade == event.grade && $0.raised.place == event.place
                }
                if let index { entries[index].cleared = event.time }
            }
        }
    }
}
