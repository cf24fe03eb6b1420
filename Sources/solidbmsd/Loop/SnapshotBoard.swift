import Control
import Synchronization

/// The latest snapshot, for other threads to look at. The loop copies it here and never waits: a
/// step during which somebody reads is left out.
final class SnapshotBoard: Sendable {
    private let latest: Mutex<Snapshot>

    init(cellCount: Int, stackCount: Int) {
        latest = Mutex(Snapshot(cellCount: cellCount, stackCount: stackCount))
    }

    /// Puts up a snapshot, unless somebody reads. The loop's thread only; does not allocate.
    func publish(_ snapshot: borrowing Snapshot) {
        _ = latest.withLockIfAvailable { $0.assignKeepingStorage(snapshot) }
    }

    /// A copy that shares no memory with the loop. From any other thread; allocates.
    func copy() -> Snapshot {
        latest.withLock { latest in
            var copy = Snapshot(cellCount: latest.cells.count, stackCount: latest.stacks.count)
            copy.assignKeepingStorage(latest)
            return copy
        }
    }
}
