import Quantities

/// Whether evidence says that a contactor did what it was told.
enum ContactorProof: Sendable {
    case proven
    case refuted
    /// The evidence is missing.
    case unknown
}

/// Compares commands with evidence, by auxiliary contact and by current and voltage, all the time.
///
/// Current proves a closed path: negative, and positive or precharge. A voltage across a pair that
/// should be closed, without current, proves an open one. Disagreement becomes a fault when it has
/// lasted for the confirm time, counted from the last step that agreed.
struct ContactorMonitor: Sendable {
    let settings: ContactorSettings
    /// When each fault last had no evidence for it.
    private var agreedAt = InlineArray<8, Instant>(repeating: .start)
    /// Until when each fault is shown, once seen.
    private var heldUntil = InlineArray<8, Instant>(repeating: .start)
    private var hasObserved = false
    /// Faults with lasting evidence in the step observed last.
    private(set) var faults: ContactorFaults = []

    init(settings: ContactorSettings) {
        self.settings = settings
    }

    /// Judges the commands in force when the inputs were read.
    mutating func observe(_ commanded: ContactorSet, _ inputs: ContactorInputs) {
        let disagreeing = disagreement(commanded, inputs)
        faults = []
        for kind in 0..<ContactorFaults.kinds {
            let fault = ContactorFaults(rawValue: 1 << UInt8(kind))
            heldUntil[kind] = min(heldUntil[kind], inputs.now + settings.faultHoldTime)
            if !hasObserved || !disagreeing.contains(fault) || agreedAt[kind] > inputs.now {
                agreedAt[kind] = inputs.now
            }
            if disagreeing.contains(fault) && inputs.now - agreedAt[kind] >= settings.confirmTime {
                faults.insert(fault)
                heldUntil[kind] = inputs.now + settings.faultHoldTime
            }
        }
        hasObserved = true
    }

    /// Shows faults that the sequence itself found.
    mutating func show(_ found: ContactorFaults, now: Instant) {
        for kind in 0..<ContactorFaults.kinds
        where found.contains(ContactorFaults(rawValue: 1 << UInt8(kind))) {
            heldUntil[kind] = now + settings.faultHoldTime
        }
    }

    /// The faults to show at this time.
    func shown(now: Instant) -> ContactorFaults {
        var shown = faults
        for kind in 0..<ContactorFaults.kinds where now < heldUntil[kind] {
            shown.insert(ContactorFaults(rawValue: 1 << UInt8(kind)))
        }
        return shown
    }

    /// Whether enough current flows to prove a closed path; `nil` when current is missing.
    func conducts(_ inputs: ContactorInputs) -> Bool? {
        guard let current = inputs.current, !current.si.isNaN else { return nil }
        return current.magnitude > settings.openCurrent
    }

    /// Whether the auxiliary contacts say that these contactors are closed; the time alone must do
    /// where none are fitted.
    func proofClosed(_ contactors: ContactorSet, _ inputs: ContactorInputs) -> ContactorProof {
        guard settings.hasFeedback else { return .proven }
        guard let feedback = inputs.feedback else { return .unknown }
        return feedback.isSuperset(of: contactors) ? .proven : .refuted
    }

    /// Whether the auxiliary contacts, where fitted, say that these contactors are open.
    func proofReleased(_ contactors: ContactorSet, _ inputs: ContactorInputs) -> ContactorProof {
        guard settings.hasFeedback else { return .proven }
        guard let feedback = inputs.feedback else { return .unknown }
        return feedback.isDisjoint(with: contactors) ? .proven : .refuted
    }

    /// Whether these contactors are open by auxiliary contact and no current flows.
    func proofOpen(_ contactors: ContactorSet, _ inputs: ContactorInputs) -> ContactorProof {
        guard let conducts = conducts(inputs) else { return .unknown }
        return conducts ? .refuted : proofReleased(contactors, inputs)
    }

    private func disagreement(
        _ commanded: ContactorSet, _ inputs: ContactorInputs
    ) -> ContactorFaults {
        var found: ContactorFaults = []
        if settings.hasFeedback, let feedback = inputs.feedback {
            found.formUnion(.failToClose(commanded.subtracting(feedback)))
            found.formUnion(.failToOpen(feedback.subtracting(commanded)))
        }
        guard let conducts = conducts(inputs) else { return found }
        if conducts {
            if !commanded.contains(.negative) { found.insert(.negativeFailsToOpen) }
            if commanded.isDisjoint(with: .positivePole) {
                let isPrecharge = inputs.feedback?.contains(.precharge) ?? false
                found.insert(isPrecharge ? .prechargeFailsToOpen : .positiveFailsToOpen)
            }
        } else if commanded.isSuperset(of: .mains),
            let difference = inputs.voltageDifference,
            difference > settings.prechargeVoltageDifference,
            !found.contains(.negativeFailsToClose)
        {
            found.insert(.positiveFailsToClose)
        }
        return found
    }
}
