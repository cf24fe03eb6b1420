/// Judges the mechanical channel of one stack: whether its pressure may correct the filters of its
/// cells.
///
/// The shadows of the cells say what the pressure should do; a witness compares it with what the
/// pressure does, and trust follows from that. One channel serves all cells of a stack, so that
/// one verdict does: a load cell that lies to one of them lies to all.
public struct MechanicalGuard: Sendable {
    /// What the readings say of the gain of the channel.
    public private(set) var witness = MechanicalWitness()
    /// Whether the channel is believed.
    public private(set) var trust = MechanicalTrust()
    private var course = MechanicalCourse()
    private var elapsed = 0.0
    /// Σ K_f N (Δh_max − Δh_min) over the cells, Pa.
    private let range: Double

    /// What a filter must do after a verdict.
    public enum Change: Sendable {
        case none
        /// Trust is lost: the filters become their shadows.
        case lost
        /// Trust is back: the filters begin again with the channel.
        case returned
    }

    /// A guard of a channel nothing is known of.
    ///
    /// - Parameter range: What all cells of the stack together add to its pressure between the
    ///   charges where they are thinnest and thickest, Pa.
    public init(range: Double) { self.range = range }

    /// Whether the channel may correct the filters now.
    public var mayCorrect: Bool { !trust.isDistrusted }

    /// Begins with a channel that an earlier run found to be lying.
    mutating func distrust() { trust.distrust() }

    /// Hears what a cell of the stack has done to the pressure by the judgement of its shadow.
    public mutating func hear(_ part: MechanicalCourse) { course.add(part) }

    /// Judges at the end of a step, about once a second.
    ///
    /// - Parameters:
    ///   - reading: The pressure of the stack, Pa; nil when there is none.
    ///   - settings: Noise, tolerance and the ratios at which trust goes and comes.
    ///   - interval: s since the last call.
    public mutating func judge(
        reading: Double?, settings: EstimatorSettings, interval: Double
    ) -> Change {
        elapsed += interval
        guard elapsed >= MechanicalShadow.period - 0.5 * interval else { return .none }
        let usable = reading.flatMap { $0.magnitude < 1e9 ? $0 : nil }
        witness.observe(
            course, reading: usable, range: range, settings: settings, interval: elapsed)
        let change = trust.hear(
            evidence: witness.evidence(tolerance: settings.mechanicalGainTolerance),
            isMeasured: usable != nil, settings: settings, interval: elapsed)
        course = MechanicalCourse()
        elapsed = 0
        return change
    }
}
