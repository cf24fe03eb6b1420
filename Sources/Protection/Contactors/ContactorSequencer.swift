import Quantities

/// The state machine that closes and opens the pack's contactors; it commands, others act.
///
/// A value: `step` takes what was read and returns what to do. Inside there is one function per
/// input, each handling every state. Electrical arrangement: the positive contactor, with the
/// precharge contactor and its resistor in parallel, on one pole; the negative contactor on the
/// other; the bus and its capacitance behind both.
public struct ContactorSequencer: Sendable {
    public let settings: ContactorSettings
    /// The coils commanded by the last step.
    public internal(set) var commanded: ContactorSet = []

    var phase: ContactorPhase = .initialising
    var monitor: ContactorMonitor
    /// How many precharge attempts the last request to close has had; 0 after opening.
    var attempt = 0
    /// Whether bus and pack differed when closing began, so that equality tells of a weld.
    var busWasApart = false
    /// The opening under way ends in `fault`.
    var opensIntoFault = false
    /// Service was entered from `fault`, or something fatal was active meanwhile.
    var serviceEndsInFault = false
    /// When coils last dropped; `nil` before the first time.
    var openedAt: Instant?
    /// When all coils went off; `nil` before the first step and while one is on.
    var allOffSince: Instant?
    var refusal: RequestRefusal?

    /// Begins in `initialising`, all coils off.
    public init(settings: ContactorSettings) {
        precondition(
            settings.confirmTime > .zero && settings.faultHoldTime > .zero
                && settings.prechargeTimeout > settings.confirmTime,
            "Precharge takes longer than a contactor, and both take time.")
        precondition(
            settings.lockOut >= .zero && settings.currentFallTime >= .zero,
            "Waiting times are not negative.")
        precondition(
            settings.prechargeAttempts >= 1 && settings.prechargeAttempts <= 3,
            "There are one to three precharge attempts.")
        self.settings = settings
        monitor = ContactorMonitor(settings: settings)
    }

    /// The state the last step ended in.
    public var state: ContactorState { phase.state }

    /// Takes everything read in one step and decides.
    public mutating func step(_ inputs: ContactorInputs) -> ContactorOrder {
        refusal = nil
        startNoTimeLater(than: inputs.now)
        monitor.observe(commanded, inputs)
        let before = phase
        if inputs.fatalActive || inputs.emergency { fatalDiagnostic(inputs) }
        if inputs.devicesReady { devicesAreReady(inputs) }
        if inputs.requests.contains(.acknowledge)
            || inputs.requests.contains(.acknowledgeAfterInspection)
        {
            acknowledgeRequested(inputs)
        }
        if inputs.requests.contains(.enterService) { enterServiceRequested(inputs) }
        if inputs.requests.contains(.leaveService) { leaveServiceRequested(inputs) }
        if inputs.requests.contains(.open) {
            openRequested(inputs)
        } else if inputs.requests.contains(.close) {
            closeRequested(inputs)
        }
        // A sub-step that began in this step is judged by what the next step reads.
        if phase == before { timePassed(inputs) }
        return order(inputs.now)
    }

    /// A clock that jumped back restarts the times that run instead of stretching them.
    private mutating func startNoTimeLater(than now: Instant) {
        phase = phase.begun(by: now)
        openedAt = openedAt.map { min($0, now) }
        allOffSince = allOffSince.map { min($0, now) }
    }

    private mutating func order(_ now: Instant) -> ContactorOrder {
        if commanded.isEmpty {
            allOffSince = allOffSince ?? now
        } else {
            allOffSince = nil
        }
        let isSettled = allOffSince.map { now - $0 >= settings.confirmTime } ?? false
        return ContactorOrder(
            coils: commanded, state: phase.state, faults: monitor.shown(now: now),
            isOpenAndSettled: isSettled, refusal: refusal)
    }
}
