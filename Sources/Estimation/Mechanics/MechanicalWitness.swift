import CellModel

/// Weighs whether a mechanical channel tells the truth, from how its readings follow the charge.
///
/// Over minutes the charge count is far more precise than any scale that is off by a third. A
/// filter of two states explains the readings:
///
///     p − p₀ = g X + b,   X = Σ Δp of all cells of the stack, as a shadow of each expects it
///
///     g    gain of the channel: 1 when it is honest, 0 when frozen, −1 when reversed
///     b    what the course of the swelling is off by, a random walk with the charge passed
///
/// The channel is believed while the gain lies near 1. The evidence is the Savage–Dickey ratio
/// (Dickey 1971, Ann. Math. Stat. 42 204): the probability of a gain near 1 after the readings over
/// the one before. Where the curve is flat or the charge unknown the ratio stays near 1: no
/// evidence is no reason to distrust.
public struct MechanicalWitness: Sendable {
    /// g, and b in Pa.
    public private(set) var gain = 1.0
    public private(set) var offset = 0.0
    // Covariance: of g, of both, of b.
    private var gainVariance = Self.gainDeviation * Self.gainDeviation
    private var shared = 0.0
    private var offsetVariance = 0.0
    /// X, Pa.
    private var swelling = 0.0
    /// p₀, Pa.
    private var start = 0.0
    private var hasStarted = false
    /// The last reading less what it should have been moved by, Pa, and the mean square by which
    /// two in a row differ, halved, Pa²: load cells may be noisier than told.
    private var last = 0.0
    private var scatter = 0.0
    private var steps = 0.0

    /// No readings yet.
    public init() {}

    /// σ of the gain of a channel nothing is known of.
    static let gainDeviation = 1.0
    /// Random walk of the gain, 1/√h: a channel may begin to lie.
    static let gainWalk = 0.15
    /// White noise over the range of the channel, and its correlation time, s.
    static let rippleDeviation = 0.007
    static let rippleTime = 30.0
    /// Time over which the scatter of readings is averaged, s.
    static let scatterTime = 120.0
    /// Drift over the range of the channel, 1/√h.
    static let driftWalk = 0.02

    /// Takes one step.
    ///
    /// - Parameters:
    ///   - course: What the cells have done to the pressure since the last step.
    ///   - reading: The pressure, Pa; nil moves the expectation alone.
    ///   - range: The largest pressure of the channel less its smallest over all charges, Pa.
    ///   - interval: s.
    public mutating func observe(
        _ course: MechanicalCourse, reading: Double?, range: Double, settings: EstimatorSettings,
        interval: Double
    ) {
        let hours = interval / 3600
        swelling += course.change
        let wide = Self.gainDeviation * Self.gainDeviation
        gainVariance = min(gainVariance + Self.gainWalk * Self.gainWalk * hours, wide)
        let drift = range * Self.driftWalk
        let walk = settings.pressureBiasWalk
        offsetVariance +=
            course.deviation * course.deviation + (drift * drift + walk * walk) * hours
        guard let reading else { return }
        let ripple = range * Self.rippleDeviation
        let stated = settings.pressureDeviation * settings.pressureDeviation
        guard hasStarted else {
            // p₀ is one noisy reading, and what it is off by goes to b.
            start = reading - swelling
            last = start
            offsetVariance = ripple * ripple + 4 * stated
            hasStarted = true
            return
        }
        let step = reading - swelling - last
        last += step
        steps = min(steps + 1, 1e6)
        let share = min(1, max(interval / Self.scatterTime, 1 / steps))
        scatter += (0.5 * step * step - scatter) * share
        let sensor = max(stated, scatter)
        let noise = ripple * ripple * max(1, Self.rippleTime / interval) + sensor + 1e-12
        let innovation = reading - start - gain * swelling - offset
        let onGain = gainVariance * swelling + shared
        let onOffset = shared * swelling + offsetVariance
        let variance = swelling * onGain + onOffset + noise
        gain += onGain / variance * innovation
        offset += onOffset / variance * innovation
        gainVariance = max(0, gainVariance - onGain * onGain / variance)
        shared -= onGain * onOffset / variance
        offsetVariance = max(0, offsetVariance - onOffset * onOffset / variance)
    }

    /// How much likelier a gain within the tolerance has become than it was before any reading.
    ///
    /// - Parameter tolerance: Share by which an honest scale may be off; g in 1/(1 + share) to
    ///   1 + share is honest.
    public func evidence(tolerance: Double) -> Double {
        let upper = 1 + tolerance
        let lower = 1 / (1 + tolerance)
        let before =
            Self.share(below: upper, mean: 1, deviation: Self.gainDeviation)
            - Self.share(below: lower, mean: 1, deviation: Self.gainDeviation)
        let deviation = max(gainVariance.squareRoot(), 1e-3)
        let after =
            Self.share(below: upper, mean: gain, deviation: deviation)
            - Self.share(below: lower, mean: gain, deviation: deviation)
        return after / before
    }

    /// The normal distribution function by a logistic one, within 0.01 (Bowling et al. 2009,
    /// J. Ind. Eng. Manag. 2 114).
    static func share(below limit: Double, mean: Double, deviation: Double) -> Double {
        let scaled = min(20, max(-20, (limit - mean) / deviation))
        return 1 / (1 + Double.exp(-1.702 * scaled))
    }
}
