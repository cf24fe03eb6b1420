public import CellModel

/// Weighs whether a mechanical channel tells the truth, from how its readings follow the charge.
///
/// Over minutes the charge count is far more precise than any scale that is off by a third. For
/// every hypothesis of the state of charge (a lane) a filter of two states explains the readings:
///
///     p − p₀ = g X + b,   X = Σ K_f N (dΔh/dz) I Δt / C
///
///     g    gain of the channel: 1 when it is honest, 0 when frozen, −1 when reversed
///     b    what the course of the swelling is off by, a random walk with the charge passed
///
/// The channel is believed while the gain lies near 1. The evidence is the Savage–Dickey ratio
/// (Dickey 1971, Ann. Math. Stat. 42 204): the probability of a gain near 1 after the readings over
/// the one before, each hypothesis weighed by how well it explains voltage and readings. Where the
/// curve is flat or the charge unknown the ratio stays near 1: no evidence is no reason to
/// distrust.
///
/// Must be fed with a state of charge that the channel itself has not corrected.
@frozen
public struct MechanicalWitness<L: Lane>: Sendable {
    /// g, and b in Pa.
    public var gain: L
    public var offset: L
    // Covariance: of g, of both, of b.
    @usableFromInline var gainVariance: L
    @usableFromInline var shared: L
    @usableFromInline var offsetVariance: L
    /// X, Pa.
    @usableFromInline var swelling: L
    /// p₀, Pa; what warmth adds is taken off.
    @usableFromInline var start: L
    @usableFromInline var hasStarted: Bool
    /// ln of how well each hypothesis explains the readings, whatever the gain.
    public var logLikelihood: L

    /// No readings yet.
    @inlinable
    public init() {
        gain = .one
        offset = .zero
        gainVariance = L(Self.gainDeviation * Self.gainDeviation)
        shared = .zero
        offsetVariance = .zero
        swelling = .zero
        start = .zero
        hasStarted = false
        logLikelihood = .zero
    }

    /// σ of the gain of a channel nothing is known of.
    @inlinable static var gainDeviation: Double { 1 }
    /// Random walk of the gain, 1/√h: a channel may begin to lie.
    @inlinable static var gainWalk: Double { 0.15 }
    /// σ of the local slope over the mean slope, and over what part of the charge it lasts.
    @inlinable static var slopeDeviation: Double { 0.12 }
    @inlinable static var slopeLength: Double { 0.1 }
    /// White noise over the range of the channel, and its correlation time, s.
    @inlinable static var rippleDeviation: Double { 0.007 }
    @inlinable static var rippleTime: Double { 30 }
    /// Drift over the range of the channel, 1/√h.
    @inlinable static var driftWalk: Double { 0.02 }
    /// Evidence is forgotten with this time constant, s.
    @inlinable static var memory: Double { 1800 }

    /// What one step brings.
    @frozen
    public struct Step: Sendable {
        /// I Δt / C.
        public var charge: Double
        /// K_f N dΔh/dz of this cell, Pa, and by how much it differs over ±σ_z, Pa.
        public var slope: L
        public var slopeSpread: L
        /// What everything but this cell's charge is expected to have added to the pressure since
        /// the last step, Pa, and the variance of that, Pa².
        public var otherChange: L
        public var otherVariance: L
        /// The largest pressure of the channel less its smallest over all charges, Pa.
        public var range: Double
        /// σ of the sensor, Pa.
        public var sensorDeviation: Double
        /// s.
        public var interval: Double

        @inlinable
        public init(
            charge: Double, slope: L, slopeSpread: L, range: Double, sensorDeviation: Double,
            interval: Double
        ) {
            self.charge = charge
            self.slope = slope
            self.slopeSpread = slopeSpread
            otherChange = .zero
            otherVariance = .zero
            self.range = range
            self.sensorDeviation = sensorDeviation
            self.interval = interval
        }
    }

    /// Takes one step; a missing reading moves the expectation alone.
    @inlinable
    public mutating func observe(_ step: Step, reading: L, isKnown: Bool) {
        let hours = step.interval / 3600
        let passed = step.charge < 0 ? -step.charge : step.charge
        swelling = swelling + step.slope * step.charge + step.otherChange
        let wide = L(Self.gainDeviation * Self.gainDeviation)
        gainVariance = L.minimum(gainVariance + Self.gainWalk * Self.gainWalk * hours, wide)
        let local = step.range * Self.slopeDeviation
        let drift = step.range * Self.driftWalk
        offsetVariance =
            offsetVariance + step.otherVariance + drift * drift * hours
            + (step.slopeSpread * step.slopeSpread + local * local)
            * (Self.slopeLength * passed)
        guard isKnown else { return }
        let ripple = step.range * Self.rippleDeviation
        let sensor = step.sensorDeviation * step.sensorDeviation
        let noise =
            ripple * ripple * Swift.max(1, Self.rippleTime / step.interval) + sensor + 1e-12
        guard hasStarted else {
            // p₀ is one noisy reading, and what it is off by goes to b.
            start = reading - swelling
            offsetVariance = L(ripple * ripple + sensor)
            hasStarted = true
            return
        }
        let innovation = reading - start - gain * swelling - offset
        let onGain = gainVariance * swelling + shared
        let onOffset = shared * swelling + offsetVariance
        let variance = swelling * onGain + onOffset + noise
        let ratio = innovation.magnitude / variance.squareRoot()
        let forgetting = 1 - Swift.min(1, step.interval / Self.memory)
        logLikelihood =
            logLikelihood * forgetting + CellFilter<L>.agreement(ratio)
            - L.log(variance * (1 / noise)) * 0.5
        gain = gain + onGain / variance * innovation
        offset = offset + onOffset / variance * innovation
        gainVariance = (gainVariance - onGain * onGain / variance).positivePart
        shared = shared - onGain * onOffset / variance
        offsetVariance = (offsetVariance - onOffset * onOffset / variance).positivePart
    }

    /// For every hypothesis how much likelier a gain within the tolerance has become.
    ///
    /// - Parameter tolerance: Share by which an honest scale may be off; g in 1/(1 + share) to
    ///   1 + share is honest.
    @inlinable
    public func ratio(tolerance: Double) -> L {
        let upper = L(1 + tolerance)
        let lower = L(1 / (1 + tolerance))
        let wide = L(Self.gainDeviation)
        let before =
            Self.share(below: upper, mean: .one, deviation: wide)
            - Self.share(below: lower, mean: .one, deviation: wide)
        let deviation = L.maximum(gainVariance.squareRoot(), L(1e-3))
        let after =
            Self.share(below: upper, mean: gain, deviation: deviation)
            - Self.share(below: lower, mean: gain, deviation: deviation)
        return after / before
    }

    /// The normal distribution function by a logistic one, within 0.01 (Bowling et al. 2009,
    /// J. Ind. Eng. Manag. 2 114).
    @inlinable
    static func share(below limit: L, mean: L, deviation: L) -> L {
        let scaled = ((limit - mean) / deviation).clamped(L(-20), L(20))
        return 1 / (1 + L.exp(scaled * -1.702))
    }
}

extension MechanicalWitness {
    /// The likelihood of an honest channel over one of unknown gain, all hypotheses together.
    ///
    /// - Parameters:
    ///   - logWeights: ln of the weight of every hypothesis (lane) by voltage alone.
    ///   - tolerance: As in ``ratio(tolerance:)``.
    @inlinable
    public func evidence(logWeights: L, tolerance: Double) -> Double {
        let ratios = ratio(tolerance: tolerance)
        let logs = logWeights + logLikelihood
        var highest = -Double.infinity
        for lane in 0..<L.laneCount { highest = Swift.max(highest, logs[lane: lane]) }
        var honest = 0.0
        var all = 0.0
        for lane in 0..<L.laneCount {
            let weight = Double.exp(Swift.max(logs[lane: lane] - highest, -30))
            honest += weight * ratios[lane: lane]
            all += weight
        }
        return all > 0 ? honest / all : 1
    }
}
