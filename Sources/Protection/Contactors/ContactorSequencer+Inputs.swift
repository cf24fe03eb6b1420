import Quantities

// One function per input; each says what the input means in every state.
extension ContactorSequencer {
    /// A fatal diagnostic is active, or the emergency stop or the interlock is open.
    ///
    /// Only a connected pack waits for the countdown: elsewhere there is no load to ramp down. In
    /// service nothing is left to open while the contactors are proven open, and much of what
    /// service is for looks fatal: an empty press has no pressure. The fault comes afterwards.
    mutating func fatalDiagnostic(_ inputs: ContactorInputs) {
        switch phase {
        case .initialising, .standby, .closingNegative, .chargingBus, .closingPositive,
            .releasingPrecharge, .betweenAttempts:
            beginOpening(intoFault: true, inputs)
        case .service:
            serviceEndsInFault = true
            if !isProvenOpen(inputs) { beginOpening(intoFault: true, inputs) }
        case .operating:
            if inputs.countdownElapsed || inputs.emergency {
                beginOpening(intoFault: true, inputs)
            }
        case .openingPrecharge, .awaitingCurrent, .openingPositive, .openingNegative:
            opensIntoFault = true
        case .fault:
            break
        }
    }

    /// Every device is identified and configured.
    mutating func devicesAreReady(_ inputs: ContactorInputs) {
        switch phase {
        case .initialising:
            if !inputs.fatalActive && isProvenOpen(inputs) { phase = .standby }
        case .standby, .closingNegative, .chargingBus, .closingPositive, .releasingPrecharge,
            .betweenAttempts, .operating, .openingPrecharge, .awaitingCurrent, .openingPositive,
            .openingNegative, .fault, .service:
            break
        }
    }

    mutating func closeRequested(_ inputs: ContactorInputs) {
        switch phase {
        case .standby:
            refusal = reasonNotToClose(inputs)
            if refusal == nil { beginClosing(inputs) }
        case .closingNegative, .chargingBus, .closingPositive, .releasingPrecharge,
            .betweenAttempts, .operating:
            break
        case .initialising, .openingPrecharge, .awaitingCurrent, .openingPositive,
            .openingNegative, .fault, .service:
            refusal = .wrongState
        }
    }

    mutating func openRequested(_ inputs: ContactorInputs) {
        switch phase {
        case .closingNegative, .chargingBus, .closingPositive, .releasingPrecharge,
            .betweenAttempts, .operating:
            beginOpening(intoFault: inputs.fatalActive, inputs)
        case .initialising, .standby, .openingPrecharge, .awaitingCurrent, .openingPositive,
            .openingNegative, .fault, .service:
            break
        }
    }

    /// An operator has seen what was wrong.
    ///
    /// ``RuleEngine/acknowledge(now:as:into:)`` comes first, so that latched flags whose condition
    /// is gone do not count as active any more.
    mutating func acknowledgeRequested(_ inputs: ContactorInputs) {
        switch phase {
        case .fault:
            if inputs.fatalActive || inputs.emergency {
                refusal = .fatalActive
            } else if !isProvenOpen(inputs) {
                refusal = .notProvenOpen
            } else {
                phase = .standby
            }
        case .initialising, .standby, .closingNegative, .chargingBus, .closingPositive,
            .releasingPrecharge, .betweenAttempts, .operating, .openingPrecharge,
            .awaitingCurrent, .openingPositive, .openingNegative, .service:
            break
        }
    }

    mutating func enterServiceRequested(_ inputs: ContactorInputs) {
        switch phase {
        case .standby, .fault:
            if isProvenOpen(inputs) {
                serviceEndsInFault = phase == .fault
                phase = .service
            } else {
                refusal = .notProvenOpen
            }
        case .service:
            break
        case .initialising, .closingNegative, .chargingBus, .closingPositive,
            .releasingPrecharge, .betweenAttempts, .operating, .openingPrecharge,
            .awaitingCurrent, .openingPositive, .openingNegative:
            refusal = .wrongState
        }
    }

    /// A fault from before, or one that service hid, is still to be acknowledged.
    mutating func leaveServiceRequested(_ inputs: ContactorInputs) {
        switch phase {
        case .service:
            if isProvenOpen(inputs) {
                phase = serviceEndsInFault ? .fault : .standby
            } else {
                refusal = .notProvenOpen
            }
        case .initialising, .standby, .closingNegative, .chargingBus, .closingPositive,
            .releasingPrecharge, .betweenAttempts, .operating, .openingPrecharge,
            .awaitingCurrent, .openingPositive, .openingNegative, .fault:
            refusal = .wrongState
        }
    }

    /// A step went by without an input that changed anything.
    mutating func timePassed(_ inputs: ContactorInputs) {
        switch phase {
        case .initialising, .standby, .operating, .fault, .service:
            break
        case .closingNegative(let since):
            continueClosingNegative(inputs, since: since)
        case .chargingBus(let since):
            continueChargingBus(inputs, since: since)
        case .closingPositive(let since):
            continueClosingPositive(inputs, since: since)
        case .releasingPrecharge(let since):
            continueReleasingPrecharge(inputs, since: since)
        case .betweenAttempts(let since):
            continueBetweenAttempts(inputs, since: since)
        case .openingPrecharge, .awaitingCurrent, .openingPositive, .openingNegative:
            continueOpening(inputs)
        }
    }

    /// Whether every contactor is open by feedback, where fitted, and no current flows.
    func isProvenOpen(_ inputs: ContactorInputs) -> Bool {
        monitor.proofOpen(.all, inputs) == .proven
    }
}
