public import Protection
public import Quantities

/// One step of a mission: something done until something holds.
public struct MissionStep: Sendable, Equatable {
    /// Unique in the mission; faults refer to it.
    public var name: String
    public var action: Action
    /// The step ends when any of these holds. Empty: it ends when the action is complete, which
    /// for `command` is at once and for a profile at its last sample.
    public var until: [Ending]
    /// The longest the step may take. Reaching it ends the step; it is a failure of the run when
    /// `until` has conditions and none held.
    public var timeLimit: Duration?

    public init(name: String, action: Action, until: [Ending], timeLimit: Duration?) {
        self.name = name
        self.action = action
        self.until = until
        self.timeLimit = timeLimit
    }

    /// What is done during a step.
    public enum Action: Sendable, Equatable {
        /// The operator presses a button at the beginning of the step, and once a second until the
        /// step ends; the load rests.
        case command(OperatorCommand)
        /// Neither charger nor load.
        case rest
        /// A constant pack current; positive charges.
        case current(Current)
        /// Constant current until one cell reaches `cellVoltage`, then that voltage held with the
        /// current falling.
        case constantCurrentConstantVoltage(current: Current, cellVoltage: Voltage)
        /// A current over time; `continues` resumes where an interrupted step of the same profile
        /// stopped.
        case profile(CurrentProfile, continues: Bool)
    }

    /// A condition that ends a step.
    public enum Ending: Sendable, Equatable {
        case elapsed(Duration)
        /// The contactor state machine is in this state.
        case state(ContactorState)
        /// The lowest true state of charge is at or above.
        case stateOfChargeAbove(StateOfCharge)
        /// The lowest true state of charge is at or below.
        case stateOfChargeBelow(StateOfCharge)
        /// The highest true cell voltage is at or above.
        case cellVoltageAbove(Voltage)
        /// The lowest true cell voltage is at or below.
        case cellVoltageBelow(Voltage)
        /// The magnitude of the true pack current is at or below.
        case currentBelow(Current)
        case raised(Diagnostic)
        /// Raised before in the run, and not active.
        case cleared(Diagnostic)
    }
}

/// What an operator can ask for.
public enum OperatorCommand: String, Sendable, CaseIterable {
    case close
    case open
    case acknowledge
}

/// A sampled pack current, held between samples.
public struct CurrentProfile: Sendable, Equatable {
    /// Time between samples.
    public var interval: Duration
    /// Amperes; positive charges.
    public var amperes: [Double]
    /// How many times the samples are played, ≥ 1.
    public var repetitions: Int

    public init(interval: Duration, amperes: [Double], repetitions: Int) {
        self.interval = interval
        self.amperes = amperes
        self.repetitions = repetitions
    }

    /// Total length.
    public var duration: Duration { interval * (amperes.count * repetitions) }

    /// The current at a time since the beginning; nil after the end.
    public func current(at time: Duration) -> Current? {
        guard time >= .zero, time < duration, !amperes.isEmpty else { return nil }
        let sample = Int(time.inNanoseconds / interval.inNanoseconds)
        return .amperes(amperes[sample % amperes.count])
    }
}
