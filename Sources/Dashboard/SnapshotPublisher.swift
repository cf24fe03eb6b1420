public import Control
import Quantities
import Synchronization

/// Hands the newest snapshot from the control thread to the dashboard; older ones are overwritten.
///
/// Three frames take turns: one that the loop writes, one that the dashboard reads, and one between
/// them that either side swaps with its own. So neither ever waits for the other, the newest
/// snapshot is never lost, and nothing is allocated after the start.
///
/// Unchecked: ``offer(_:droppedFrames:)`` must come from one thread at a time, the loop's, and
/// `advance()` and `withFrame(_:)` from one, the dashboard's. Each side touches only the frame it
/// holds, and a swap publishes it with release and takes the other with acquire.
public final class SnapshotPublisher: @unchecked Sendable {
    private let cellCount: Int
    private let stackCount: Int
    private let frames: UnsafeMutablePointer<PublishedFrame>
    /// The frame the loop writes, and the frame the dashboard reads.
    private var written: UInt8 = 0
    private var read: UInt8 = 2
    /// The frame between them, with ``newBit`` when the dashboard has not seen it.
    private let between = Atomic<UInt8>(1)

    private static let newBit: UInt8 = 1 << 7
    private static let frameCount = 3

    init(cellCount: Int, stackCount: Int) {
        self.cellCount = cellCount
        self.stackCount = stackCount
        frames = .allocate(capacity: Self.frameCount)
        for index in 0..<Self.frameCount {
            // Each frame has arrays of its own, so that writing one never copies another.
            let frame = PublishedFrame(cellCount: cellCount, stackCount: stackCount)
            (frames + index).initialize(to: frame)
        }
    }

    deinit {
        frames.deinitialize(count: Self.frameCount)
        frames.deallocate()
    }

    /// Takes what is to be shown of a step. Never waits and allocates nothing.
    ///
    /// - Parameter droppedFrames: snapshots the log has lost so far; `nil` without a log.
    public func offer(_ snapshot: borrowing Snapshot, droppedFrames: UInt64? = nil) {
        precondition(
            snapshot.cells.count == cellCount && snapshot.stacks.count == stackCount,
            "A snapshot must have the cells and stacks of its dashboard's pack.")
        frames[Int(written)].take(snapshot)
        frames[Int(written)].droppedFrames = droppedFrames
        written =
            between.exchange(written | Self.newBit, ordering: .acquiringAndReleasing)
            & ~Self.newBit
    }

    /// Moves on to the newest frame; whether there was one not seen before. Dashboard only.
    func advance() -> Bool {
        guard between.load(ordering: .relaxed) & Self.newBit != 0 else { return false }
        read = between.exchange(read, ordering: .acquiringAndReleasing) & ~Self.newBit
        return true
    }

    /// The frame that ``advance()`` moved to. Dashboard only, and `body` must not keep a copy: it
    /// would cost the loop an allocation.
    func withFrame<Result>(_ body: (PublishedFrame) -> Result) -> Result {
        body(frames[Int(read)])
    }
}

/// A snapshot on its way to the dashboard, with what the snapshot itself does not know.
struct PublishedFrame {
    var snapshot: Snapshot
    var droppedFrames: UInt64?

    init(cellCount: Int, stackCount: Int) {
        snapshot = Snapshot(cellCount: cellCount, stackCount: stackCount)
    }

    /// Copies element by element into the memory that is already here. The events of the step are
    /// left out: the dashboard does not see every step, so it could not show them all.
    mutating func take(_ other: borrowing Snapshot) {
        snapshot.sequence = other.sequence
        snapshot.now = other.now
        snapshot.state = other.state
        snapshot.commanded = other.commanded
        snapshot.feedback = other.feedback
        snapshot.current = other.current
        snapshot.currentOfCellMonitor = other.currentOfCellMonitor
        snapshot.packVoltage = other.packVoltage
        snapshot.busVoltage = other.busVoltage
        snapshot.interlockIsClosed = other.interlockIsClosed
        snapshot.emergencyStopIsPressed = other.emergencyStopIsPressed
        snapshot.droppedEvents = other.droppedEvents
        snapshot.transferErrors = other.transferErrors
        snapshot.timeToOpen = other.timeToOpen
        snapshot.limits = other.limits
        snapshot.outlook = other.outlook
        snapshot.refusal = other.refusal
        snapshot.chargeThroughput = other.chargeThroughput
        for index in other.cells.indices { snapshot.cells[index] = other.cells[index] }
        for index in other.stacks.indices { snapshot.stacks[index] = other.stacks[index] }
        snapshot.activeFlags.removeAll(keepingCapacity: true)
        for index in other.activeFlags.indices.prefix(Snapshot.flagLimit) {
            snapshot.activeFlags.append(other.activeFlags[index])
        }
    }
}
