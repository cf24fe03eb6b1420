/// One row of the table of limits: what is watched, when it becomes a flag, and what follows.
///
/// Times are durations, never counts of steps: the same row means the same at any step period.
public struct Rule: Sendable, Equatable {
    /// On which side of the threshold the trouble lies.
    public enum Comparison: UInt8, Sendable, CaseIterable {
        case above = 0
        case below = 1
    }

    /// What an active flag does.
    public enum Reaction: Sendable, Equatable {
        /// It is shown and recorded.
        case inform
        /// It reduces the permitted current; at warning grade it asks the load to stop.
        case derate
        /// It is fatal: the contactors open when the delay, which lets the load ramp down, is over.
        case open(after: Duration)
    }

    /// What it takes to clear the flag once its condition is gone. Raw values are stable.
    public enum Persistence: UInt8, Sendable, CaseIterable {
        /// The clear time.
        case selfClearing = 0
        /// The clear time and an acknowledgement; survives a restart until then.
        case latched = 1
        /// The clear time and an acknowledgement in service; survives a restart until then.
        case persistent = 2
    }

    public var diagnostic: Diagnostic
    public var signal: Signal
    public var grade: Grade
    public var comparison: Comparison
    /// Strictly beyond it the condition holds; SI unit of the signal.
    public var setThreshold: Double
    /// At or inside it the condition is gone; SI unit of the signal.
    public var releaseThreshold: Double
    /// How long the condition must hold, without a step that says otherwise.
    public var confirm: Duration
    /// How long the condition must be gone.
    public var clear: Duration
    /// Directions in which the flag may be raised. It may clear in any.
    public var directions: CurrentDirections
    public var reaction: Reaction
    public var persistence: Persistence

    public init(
        diagnostic: Diagnostic, signal: Signal, grade: Grade, comparison: Comparison,
        setThreshold: Double, releaseThreshold: Double, confirm: Duration, clear: Duration,
        directions: CurrentDirections = .all, reaction: Reaction,
        persistence: Persistence = .selfClearing
    ) {
        self.diagnostic = diagnostic
        self.signal = signal
        self.grade = grade
        self.comparison = comparison
        self.setThreshold = setThreshold
        self.releaseThreshold = releaseThreshold
        self.confirm = confirm
        self.clear = clear
        self.directions = directions
        self.reaction = reaction
        self.persistence = persistence
    }

    /// A row for a diagnostic with a yes-or-no signal: raised on yes, released on no.
    public init(
        _ diagnostic: Diagnostic, grade: Grade, confirm: Duration, clear: Duration,
        reaction: Reaction, persistence: Persistence = .selfClearing
    ) {
        precondition(diagnostic.signal.isYesOrNo, "A measured quantity needs thresholds.")
        self.init(
            diagnostic: diagnostic, signal: diagnostic.signal, grade: grade, comparison: .above,
            setThreshold: 0.5, releaseThreshold: 0.5, confirm: confirm, clear: clear,
            reaction: reaction, persistence: persistence)
    }

    /// The delay before the contactors open, or `nil` when the flag is not fatal.
    public var openDelay: Duration? {
        switch reaction {
        case .open(let delay): delay
        case .inform, .derate: nil
        }
    }
}
