import Quantities

extension ContactorSequencer {
    /// Starts the ordered opening, in the same step as far as the current allows.
    mutating func beginOpening(intoFault: Bool, _ inputs: ContactorInputs) {
        opensIntoFault = opensIntoFault || intoFault
        attempt = 0
        if !commanded.isEmpty { openedAt = inputs.now }
        if inputs.emergency {
            dropEverything(inputs)
        } else if commanded.contains(.precharge) {
            commanded.remove(.precharge)
            phase = .openingPrecharge(since: inputs.now)
        } else {
            openPositiveWhenAllowed(inputs, waitingSince: inputs.now)
        }
    }

    mutating func continueOpening(_ inputs: ContactorInputs) {
        if inputs.emergency && !commanded.isEmpty {
            dropEverything(inputs)
            return
        }
        switch phase {
        case .openingPrecharge(let since):
            let isOpen = monitor.proofReleased(.precharge, inputs) == .proven
            if (settings.hasFeedback && isOpen) || inputs.now - since >= settings.confirmTime {
                openPositiveWhenAllowed(inputs, waitingSince: inputs.now)
            }
        case .awaitingCurrent(let since):
            openPositiveWhenAllowed(inputs, waitingSince: since)
        case .openingPositive(let since):
            let isOpen = monitor.proofOpen(.positive, inputs) == .proven
            if isOpen || inputs.now - since >= settings.confirmTime {
                openNegative(inputs)
            }
        case .openingNegative(let since):
            if isProvenOpen(inputs) {
                endOpening()
            } else if inputs.now - since >= settings.confirmTime {
                opensIntoFault = true
                endOpening()
            }
        case .initialising, .standby, .closingNegative, .chargingBus, .closingPositive,
            .releasingPrecharge, .betweenAttempts, .operating, .fault, .service:
            preconditionFailure("Opening continues only while opening.")
        }
    }

    /// Opens the positive contactor once the current may be broken, or the wait has been too long.
    private mutating func openPositiveWhenAllowed(
        _ inputs: ContactorInputs, waitingSince since: Instant
    ) {
        guard commanded.contains(.positive) else {
            openNegative(inputs)
            return
        }
        if isAboveBreakCurrent(inputs) && inputs.now - since < settings.currentFallTime {
            phase = .awaitingCurrent(since: since)
            return
        }
        noteLoad(inputs)
        commanded.remove(.positive)
        phase = .openingPositive(since: inputs.now)
    }

    private mutating func openNegative(_ inputs: ContactorInputs) {
        commanded = []
        phase = .openingNegative(since: inputs.now)
    }

    private mutating func dropEverything(_ inputs: ContactorInputs) {
        if !commanded.isDisjoint(with: .positivePole) { noteLoad(inputs) }
        openNegative(inputs)
    }

    private mutating func endOpening() {
        phase = opensIntoFault ? .fault : .standby
        opensIntoFault = false
    }

    private mutating func noteLoad(_ inputs: ContactorInputs) {
        if isAboveBreakCurrent(inputs) { monitor.show(.openedUnderLoad, now: inputs.now) }
    }

    /// A missing current does not delay opening, which is the safer action.
    private func isAboveBreakCurrent(_ inputs: ContactorInputs) -> Bool {
        guard let current = inputs.current else { return false }
        return current.magnitude > settings.breakCurrent
    }
}
