import Protection
import Quantities

// What others say of matters that the loop does not measure. Each is said before a step and holds
// until it is said anew.

extension ControlLoop {
    /// Tells the rules how the log fares.
    public func note(_ log: LogCondition) { notes.log = log }

    /// Tells the rules whether the board's supply is too low at present.
    public func note(supplyIsLow: Bool) { notes.supplyIsLow = supplyIsLow }

    /// The signals of this file's matters, for one step.
    func setNoteSignals(unixSeconds: Int64?) {
        notes.write(to: &signals.table)
        for stack in snapshot.stacks.indices {
            signals.table.set(
                .loadCellNotCalibrated, stack,
                !acquisition.isCalibrated(stack, unixSeconds: unixSeconds))
        }
    }
}

/// How a log fares, as whoever writes it says, for the rules.
public struct LogCondition: Sendable, Equatable {
    /// What was to be recorded and is not in the log, since the start.
    public var droppedRecords: UInt64 = 0
    /// Whether the latest attempt to write found no room.
    public var isFull = false
    /// How often a damaged log was set aside and another begun, since the start.
    public var repairs: UInt64 = 0

    /// A log that fares well.
    public init() {}
}

/// What a loop was told, and what of it the rules have seen.
struct Notes: Sendable {
    var log = LogCondition()
    /// `false` where nobody can tell: a kept flag must not outlive the board that could.
    var supplyIsLow = false
    private var seen = LogCondition()

    mutating func write(to table: inout SignalTable) {
        table.set(.recordDropped, 0, log.droppedRecords > seen.droppedRecords)
        table.set(.diskFull, 0, log.isFull)
        table.set(.logRepaired, 0, log.repairs > seen.repairs)
        table.set(.supplyLow, 0, supplyIsLow)
        seen = log
    }
}
