/// Whether a mechanical channel is believed: the evidence of a ``MechanicalWitness`` with a memory,
/// so that belief is lost at once and comes back slowly.
public struct MechanicalTrust: Sendable, Equatable {
    /// What became of the channel.
    public private(set) var channel = MechanicalChannel.notMeasured
    /// The evidence last heard, 1 before any.
    public private(set) var evidence = 1.0
    /// s for which distrusted readings have agreed again.
    private var agreeing = 0.0
    /// s since the last reading.
    private var silence = Double.infinity
    /// Whether the channel was found to be lying and has not been rehabilitated, measured or not.
    public private(set) var isDistrusted = false

    public init() {}

    /// Whether the channel may correct an estimate.
    public var isTrusted: Bool { channel == .trusted }

    /// Begins with a channel that an earlier run found to be lying.
    mutating func distrust() {
        isDistrusted = true
        channel = .distrusted
    }

    /// Hears the evidence of one step.
    ///
    /// - Parameters:
    ///   - evidence: Likelihood of an honest channel over a lying one.
    ///   - isMeasured: Whether there was a reading.
    ///   - settings: The ratios at which trust goes and comes.
    ///   - interval: s.
    /// - Returns: Whether trust has just gone or come.
    public mutating func hear(
        evidence: Double, isMeasured: Bool, settings: EstimatorSettings, interval: Double
    ) -> MechanicalGuard.Change {
        self.evidence = evidence
        silence = isMeasured ? 0 : silence + interval
        var change = MechanicalGuard.Change.none
        if isDistrusted {
            agreeing = evidence > settings.trustRatio ? agreeing + interval : 0
            if agreeing >= settings.trustTime {
                isDistrusted = false
                change = .returned
            }
        } else if evidence < settings.distrustRatio {
            isDistrusted = true
            agreeing = 0
            change = .lost
        }
        if isDistrusted {
            channel = .distrusted
        } else {
            channel = silence > settings.consistencyTime ? .notMeasured : .trusted
        }
        return change
    }
}
