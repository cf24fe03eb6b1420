public import Protection
import Quantities

extension ControlLoop {
    /// Says that contactors are new: from the next step on their closings count from 0. Only in
    /// service with the contactors proven open; otherwise the snapshot of that step says why not.
    public func requestReplacement(of contactors: ContactorSet) {
        replacement.wanted.formUnion(contactors)
    }

    /// Carries out what was asked for.
    ///
    /// - Parameter isOpen: Whether every coil has been off for long enough to have dropped.
    func takeReplacement(isOpen: Bool) {
        let wanted = replacement.wanted
        replacement = ContactorReplacement()
        guard !wanted.isEmpty else { return }
        guard state == .service else {
            replacement.refusal = .wrongState
            return
        }
        guard isOpen, feedback.isEmpty else {
            replacement.refusal = .notProvenOpen
            return
        }
        lifetime.reset(wanted)
        replacement.done = wanted
    }
}

/// What an operator said of new contactors, and what came of it in one step.
struct ContactorReplacement: Sendable {
    /// To be taken by the next step.
    var wanted: ContactorSet = []
    /// Taken by this step.
    var done: ContactorSet = []
    /// Why it was not.
    var refusal: RequestRefusal?

    func write(to table: inout SignalTable) {
        table.set(.negativeContactorReplaced, 0, done.contains(.negative))
        table.set(.prechargeContactorReplaced, 0, done.contains(.precharge))
        table.set(.positiveContactorReplaced, 0, done.contains(.positive))
    }
}
