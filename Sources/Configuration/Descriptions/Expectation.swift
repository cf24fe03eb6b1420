public import Protection
public import Quantities

/// Something a run must show, judged at its end from the recorded flags and states.
public enum Expectation: Sendable, Equatable {
    /// The flag is raised; with `after`, not before that fault began and at the latest `within`
    /// after it.
    case raised(
        diagnostic: Diagnostic, grade: Grade?, place: Place?, after: String?, within: Duration?)
    /// The flag was raised and is cleared; with `within`, at the latest that long after the fault
    /// `after` ended.
    case cleared(
        diagnostic: Diagnostic, grade: Grade?, place: Place?, after: String?, within: Duration?)
    /// The flag is never raised at this grade or above.
    case neverRaised(diagnostic: Diagnostic, grade: Grade)
    /// No flag at all is raised at this grade or above, but for those in `except`.
    case nothingRaised(grade: Grade, except: [Diagnostic])
    /// The contactors are commanded open at the latest `within` after the fault began.
    case contactorsOpen(after: String, within: Duration)
    /// The state machine ends the run in this state.
    case finalState(ContactorState)
    /// The state machine has been in this state at some time.
    case visited(ContactorState)
    /// Every step of the mission ended by its own condition.
    case missionComplete
    /// From `settling` after the start on, the estimate of every cell's state of charge stays
    /// within this of the truth.
    case stateOfChargeError(below: Double, settling: Duration)
    /// At the end the highest and the lowest true cell voltage are closer than this.
    case cellVoltageSpread(below: Voltage)
}
