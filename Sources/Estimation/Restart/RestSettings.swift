/// What a rest between two runs adds to the doubt about a cell, while nobody measured.
public struct RestSettings: Sendable, Equatable {
    /// σ of the charge lost by self-discharge, capacity per second. Default 0.2 % a day, about 6 %
    /// a month (assumed: twice what lithium-ion cells lose when warm). The charge itself is not
    /// moved: the voltage tells how much it was.
    public var selfDischargeRate = 0.002 / 86_400
    /// The rest assumed when nobody knows how long it was, s. Default 90 days: ±18 % of charge.
    public var unknownRest = 90.0 * 86_400
    /// σ that self-discharge adds at most. Default 0.4, that of a filter that knows nothing.
    public var chargeDeviationMaximum = 0.4
    /// The random walks of ``EstimatorSettings`` go on for this long, s; then nothing moves in a
    /// resting cell. Default one day.
    public var walkTime = 86_400.0

    public init() {}

    /// Variance of the charge after a rest.
    ///
    /// - Parameter rest: s; `nil` when nobody knows.
    func chargeVariance(rest: Double?) -> Double {
        let lost = min(chargeDeviationMaximum, selfDischargeRate * (rest ?? unknownRest))
        return lost * lost
    }

    /// How long the walks went on, s.
    func walkTime(rest: Double?) -> Double { min(walkTime, rest ?? unknownRest) }
}
