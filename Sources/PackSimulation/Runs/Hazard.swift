public import Protection
public import Quantities

/// A physical event that must open the contactors in time, as it really happened.
public struct Hazard: Sendable, Equatable {
    public let diagnostic: Diagnostic
    public let place: Place
    /// When the true value went beyond the safety threshold, or the switch was thrown.
    public let began: Instant
    /// When the current was commanded to be interrupted; `nil` if it never was, or if the danger
    /// passed first.
    public internal(set) var opened: Instant?
    /// When the true value came back.
    public internal(set) var passed: Instant?
    /// What SAFETY §1 allows, the delay for the load to ramp down included.
    public let budget: Duration

    /// From the event to the command; `nil` without one.
    public var reaction: Duration? { opened.map { $0 - began } }

    /// Whether it was answered within its budget, or passed before that was used up.
    ///
    /// - Parameter resolution: How much later than it happened an answer may have been seen.
    public func isMet(now: Instant, resolution: Duration) -> Bool {
        (reaction ?? (passed ?? now) - began) <= budget + resolution
    }
}

/// What the safety concept allows from the physical event to the contactor command.
enum ReactionBudget {
    /// SAFETY §1 gives the budgets of a loop with ten steps a second. A faster loop has to keep the
    /// same ones; a slower loop sees the world as much later as its steps are longer, so its
    /// budgets grow in proportion.
    static func of(_ diagnostic: Diagnostic, loopPeriod: Duration) -> Duration? {
        let budget: Duration
        switch diagnostic {
        case .overcurrentCharging, .overcurrentDischarging: budget = .milliseconds(200)
        case .cellOvervoltage, .cellUndervoltage: budget = .milliseconds(400)
        case .stackOverpressure, .stackUnderpressure: budget = .milliseconds(500)
        case .cellVoltageMissing: budget = .milliseconds(500)
        case .overtemperatureCharging, .overtemperatureDischarging: budget = .seconds(2)
        case .emergencyStop, .interlockOpen: return loopPeriod
        default: return nil
        }
        let statedPeriod = Duration.milliseconds(100)
        return loopPeriod > statedPeriod ? budget * (loopPeriod / statedPeriod) : budget
    }
}
