import Configuration

/// One bar and what was reached.
public struct BarVerdict: Sendable, Equatable, Encodable {
    /// In words.
    public var quantity: String
    public var bar: Double
    public var reached: Double
    /// Whether the figure must not be below the bar; otherwise not above.
    public var isLeast: Bool
    /// The seed that was worst, where one stands for all.
    public var worstSeed: UInt64?

    /// Whether the bar was reached; exactly on it counts.
    public var isMet: Bool { isLeast ? reached >= bar : reached <= bar }

    private enum CodingKeys: String, CodingKey {
        case quantity, bar, reached, isLeast, worstSeed
    }

    /// The bars of a cell against the estimator with pressure.
    static func all(
        _ bars: SweepBars, with summary: EstimatorSummary, ratio: ConfidenceInterval
    ) -> [BarVerdict] {
        var verdicts: [BarVerdict] = []
        func judge(
            _ quantity: String, _ bar: Double?, _ statistic: SweepStatistic?,
            reached: Double? = nil, isLeast: Bool = false
        ) {
            guard let bar, let value = reached ?? statistic?.interval.mean else { return }
            verdicts.append(
                BarVerdict(
                    quantity: quantity, bar: bar, reached: value, isLeast: isLeast,
                    worstSeed: statistic?.worstSeed))
        }
        judge("charge, mean RMSE", bars.chargeError, summary.charge)
        judge(
            "charge, largest error", bars.chargeErrorMaximum, summary.chargeMaximum,
            reached: summary.chargeMaximum.worst)
        judge("contact, mean RMSE", bars.contactError, summary.contact)
        judge("R0, mean relative RMSE", bars.resistanceError, summary.resistance)
        let inside = bars.insideThreeSigma
        judge("charge inside 3 sigma", inside, summary.chargeInside, isLeast: true)
        judge("contact inside 3 sigma", inside, summary.contactInside, isLeast: true)
        judge("R0 inside 3 sigma", inside, summary.resistanceInside, isLeast: true)
        judge(
            "charge, gain by pressure", bars.pressureGain, nil, reached: 1 - ratio.mean,
            isLeast: true)
        return verdicts
    }
}
