import Protection
import Quantities

extension ControlLoop {
    /// A tare that was asked for and has not begun.
    struct TareRequest: Sendable {
        /// From 0; `nil` for all.
        let stack: Int?
        let unixSeconds: Int64
    }

    /// Asks to take what the load cells read as no force, from the next step on; only in service
    /// with the contactors proven open. What becomes of it is in the stacks of the snapshot.
    ///
    /// - Parameters:
    ///   - stack: From 0; `nil` for all. A stack that there is not is asked for in vain.
    ///   - unixSeconds: The time by the wall clock, which the loop does not have.
    public func requestTare(stack: Int?, unixSeconds: Int64) {
        tareRequest = TareRequest(stack: stack, unixSeconds: unixSeconds)
    }

    /// What was learnt about the sensors at this rig, to be kept over a restart. Allocates.
    public var calibration: Calibration { acquisition.calibration }

    /// Grows whenever ``calibration`` changes.
    public var calibrationRevision: UInt64 { acquisition.calibrationChangeCount }

    /// Takes over what an earlier run learnt. Before the first step.
    ///
    /// - Returns: The stacks, from 0, whose stored tare is not believed: it is further from that of
    ///   the pack file than a tare may be. The pack file's counts for them.
    public func adopt(_ calibration: Calibration) -> [Int] {
        acquisition.adopt(calibration)
    }

    /// Begins what was asked for.
    ///
    /// - Parameter isOpen: Whether every coil has been off for long enough to have dropped.
    func beginTare(now: Instant, isOpen: Bool) {
        guard let request = tareRequest else { return }
        tareRequest = nil
        acquisition.beginTare(
            stack: request.stack, unixSeconds: request.unixSeconds, now: now,
            refusal: tareRefusal(isOpen: isOpen))
    }

    /// Ends what is complete, and what lost its permission.
    func concludeTare(now: Instant, isOpen: Bool) {
        acquisition.concludeTares(now: now, refusal: tareRefusal(isOpen: isOpen))
    }

    private func tareRefusal(isOpen: Bool) -> TareRefusal? {
        guard state == .service else { return .notInService }
        return isOpen && feedback.isEmpty ? nil : .notProvenOpen
    }
}
