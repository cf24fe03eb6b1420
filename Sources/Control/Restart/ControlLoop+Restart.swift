import Estimation
import Protection
import Quantities

// What goes from one run of a loop to the next. Who keeps it, and where, is not known here.

extension ControlLoop {
    /// A state of the size of this loop, with room for all it can hold.
    public func makeDurableState() -> DurableState {
        DurableState(
            cellCount: snapshot.cells.count, stackCount: snapshot.stacks.count,
            flagLimit: rules.heldFlagLimit)
    }

    /// Grows whenever something changed that is to be kept at once: a latched or persistent flag,
    /// a contactor's count, a calibration.
    public var durableRevision: UInt64 {
        rules.heldChanges &+ lifetime.cycleChanges &+ calibrationRevision
    }

    /// Writes what must survive into a state made by ``makeDurableState()``. Allocates nothing.
    ///
    /// - Parameter isOrderly: Whether the run ends here, in order.
    public func export(into state: inout DurableState, isOrderly: Bool = false) {
        precondition(
            state.cells.count == snapshot.cells.count
                && state.stacks.count == snapshot.stacks.count,
            "A state has the cells and stacks of its loop.")
        // One copy to read from: a property of a class is copied by every call that reads it.
        let estimator = estimator
        for cell in state.cells.indices { state.cells[cell] = estimator.lasting(cell: cell) }
        for stack in state.stacks.indices {
            state.stacks[stack].highestPressure =
                .pascals(estimator.highestPressure(stack: stack))
            state.stacks[stack].isDistrusted = estimator.isDistrusted(stack: stack)
            state.stacks[stack].tare = acquisition.tareStatus(stack).tare
        }
        state.flags.removeAll(keepingCapacity: true)
        let left = rules.heldFlags(into: &state.flags)
        precondition(left == 0, "A state has room for every flag of its loop.")
        state.cycles = lifetime.cycles
        state.chargedThroughput = lifetime.charged
        state.dischargedThroughput = lifetime.discharged
        state.isOrderly = isOrderly
    }

    /// Continues from what an earlier run left. Before the first step.
    ///
    /// Its flags are active from the first step on, without events. The charge is as unsure as it
    /// was, and as the rest since has made it; the voltage then corrects it.
    ///
    /// - Parameters:
    ///   - state: Of a loop of the same pack.
    ///   - rest: How long nobody measured; `nil` when nobody knows.
    public func resume(_ state: DurableState, rest: Duration?) -> ResumeReport {
        precondition(
            state.cells.count == snapshot.cells.count
                && state.stacks.count == snapshot.stacks.count,
            "A state has the cells and stacks of its loop.")
        precondition(snapshot.sequence == 0, "A loop resumes before its first step.")
        var report = ResumeReport()
        for stack in state.stacks.indices {
            estimator.resume(
                stack: stack, highestPressure: state.stacks[stack].highestPressure,
                isDistrusted: state.stacks[stack].isDistrusted)
        }
        for cell in state.cells.indices {
            if state.cells[cell].isUsable {
                estimator.resume(
                    state.cells[cell], cell: cell, rest: rest.map { $0.inSeconds })
            } else {
                report.unusableCells.append(cell)
                estimator.beginUnknown(cell: cell)
            }
        }
        var calibration = Calibration(stackCount: state.stacks.count)
        for stack in state.stacks.indices {
            calibration.stacks[stack] = state.stacks[stack].tare
        }
        report.refusedTares = adopt(calibration)
        report.unknownFlags = rules.restore(state.flags, now: .start)
        report.restoredFlags = state.flags.filter { !report.unknownFlags.contains($0) }
        lifetime.cycles = state.cycles
        lifetime.charged = state.chargedThroughput
        lifetime.discharged = state.dischargedThroughput
        return report
    }

    /// Begins without a guess of the charge: nothing survived, and a default that looks known is
    /// worse than none. Before the first step.
    public func beginUnknown() {
        for cell in snapshot.cells.indices { estimator.beginUnknown(cell: cell) }
    }

    /// Shows the rules what was found at the start. Before the first step.
    public func show(_ findings: StartFindings) { self.findings.formUnion(findings) }

    /// Tells the rules whether what must survive reaches the disk at present.
    public func note(isStored: Bool) { isStateStored = isStored }

    /// The signals of this file's matters, for one step.
    func setRestartSignals(now: Instant, startedAt: Instant) {
        let isShown = now - startedAt < StartFindings.showTime
        (isShown ? findings : []).write(to: &signals.table)
        signals.table.set(.stateNotStored, 0, !isStateStored)
        signals.table.set(.contactorCycles, 0, Double(lifetime.cycles.highest))
        replacement.write(to: &signals.table)
    }
}
