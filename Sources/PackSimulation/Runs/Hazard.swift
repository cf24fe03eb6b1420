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
}

/// What the safety concept allows from the physical event to the contactor command.
enum ReactionBudget {
    static func of(_ diagnostic: Diagnostic, loopPeriod: Duration) -> Duration? {
        switch diagnostic {
        case .overcurrentCharging, .overcurrentDischarging: .milliseconds(200)
        case .cellOvervoltage, .cellUndervoltage: .milliseconds(400)
        case .stackOverpressure, .stackUnderpressure: .milliseconds(500)
        case .overtemperatureCharging, .overtemperatureDischarging: .seconds(2)
        case .emergencyStop, .interlockOpen: loopPeriod
        default: nil
        }
    }
}
