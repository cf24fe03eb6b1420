import Quantities

extension ContactorSequencer {
    /// Why closing must not begin now; `nil` when it may.
    func reasonNotToClose(_ inputs: ContactorInputs) -> RequestRefusal? {
        if inputs.fatalActive || inputs.emergency { return .fatalActive }
        if !inputs.readingsValid { return .readingMissing }
        if !monitor.shown(now: inputs.now).isEmpty { return .contactorFault }
        if let openedAt, inputs.now - openedAt < settings.lockOut { return .lockedOut }
        if !isProvenOpen(inputs) { return .notProvenOpen }
        return nil
    }

    /// Begins an attempt: the first, or the next after one that timed out.
    mutating func beginClosing(_ inputs: ContactorInputs) {
        attempt += 1
        busWasApart =
            inputs.voltageDifference.map { $0 > settings.prechargeVoltageDifference }
            ?? false
        commanded = .negative
        phase = .closingNegative(since: inputs.now)
    }

    mutating func continueClosingNegative(_ inputs: ContactorInputs, since: Instant) {
        guard inputs.now - since >= settings.confirmTime else { return }
        var found = monitor.faults
        if let difference = inputs.voltageDifference, busWasApart,
            difference <= settings.prechargeVoltageDifference
        {
            // The bus took the pack's voltage although the other pole should be open.
            let isPrecharge = inputs.feedback?.contains(.precharge) ?? false
            found.insert(isPrecharge ? .prechargeFailsToOpen : .positiveFailsToOpen)
        }
        let proof = monitor.proofClosed(.negative, inputs)
        if proof == .refuted { found.insert(.negativeFailsToClose) }
        guard mayContinue(found, proof, inputs) else { return }
        commanded.insert(.precharge)
        phase = .chargingBus(since: inputs.now)
    }

    mutating func continueChargingBus(_ inputs: ContactorInputs, since: Instant) {
        let elapsed = inputs.now - since
        guard elapsed >= settings.confirmTime else { return }
        guard mayContinue(monitor.faults, .proven, inputs) else { return }
        if isBusCharged(inputs) && monitor.proofClosed(.prechargePath, inputs) == .proven {
            commanded.insert(.positive)
            phase = .closingPositive(since: inputs.now)
        } else if elapsed >= settings.prechargeTimeout {
            endAttempt(inputs)
        }
    }

    mutating func continueClosingPositive(_ inputs: ContactorInputs, since: Instant) {
        guard inputs.now - since >= settings.confirmTime else { return }
        var found = monitor.faults
        let proof = monitor.proofClosed(.positive, inputs)
        if proof == .refuted { found.insert(.positiveFailsToClose) }
        guard mayContinue(found, proof, inputs) else { return }
        commanded.remove(.precharge)
        phase = .releasingPrecharge(since: inputs.now)
    }

    /// With precharge released only the positive contactor can hold the bus at the pack's voltage.
    mutating func continueReleasingPrecharge(_ inputs: ContactorInputs, since: Instant) {
        guard inputs.now - since >= settings.confirmTime else { return }
        var found = monitor.faults
        var proof = monitor.proofReleased(.precharge, inputs)
        if proof == .refuted { found.insert(.prechargeFailsToOpen) }
        if let difference = inputs.voltageDifference {
            let isHeld = difference <= settings.prechargeVoltageDifference
            if !isHeld && monitor.conducts(inputs) != true { found.insert(.positiveFailsToClose) }
        } else {
            proof = .unknown
        }
        guard mayContinue(found, proof, inputs) else { return }
        phase = .operating
    }

    mutating func continueBetweenAttempts(_ inputs: ContactorInputs, since: Instant) {
        let elapsed = inputs.now - since
        guard elapsed >= settings.lockOut && elapsed >= settings.confirmTime else { return }
        guard mayContinue(monitor.faults, .proven, inputs) else { return }
        if inputs.readingsValid && isProvenOpen(inputs) {
            beginClosing(inputs)
        } else {
            beginOpening(intoFault: false, inputs)
        }
    }

    private func isBusCharged(_ inputs: ContactorInputs) -> Bool {
        guard let current = inputs.current, let difference = inputs.voltageDifference else {
            return false
        }
        return current.magnitude < settings.prechargeCurrent
            && difference < settings.prechargeVoltageDifference
    }

    /// Stops closing on evidence against a contactor, into `fault`, and on missing evidence, into
    /// `standby`.
    private mutating func mayContinue(
        _ found: ContactorFaults, _ proof: ContactorProof, _ inputs: ContactorInputs
    ) -> Bool {
        if !found.isEmpty {
            monitor.show(found, now: inputs.now)
            beginOpening(intoFault: true, inputs)
            return false
        }
        if proof != .proven {
            beginOpening(intoFault: false, inputs)
            return false
        }
        return true
    }

    private mutating func endAttempt(_ inputs: ContactorInputs) {
        if attempt >= settings.prechargeAttempts {
            monitor.show(.prechargeFailed, now: inputs.now)
            beginOpening(intoFault: true, inputs)
        } else {
            openedAt = inputs.now
            commanded = []
            phase = .betweenAttempts(since: inputs.now)
        }
    }
}
