/// One kind of error over all seeds.
public struct SweepStatistic: Sendable, Equatable, Encodable {
    /// Of the seeds' figures.
    public var interval: ConfidenceInterval
    /// The largest figure, or the smallest where more is better, and the seed it came from.
    public var worst: Double
    public var worstSeed: UInt64

    /// - Parameter moreIsBetter: Which end is the worst.
    init?(_ values: [(seed: UInt64, value: Double)], moreIsBetter: Bool = false) {
        guard var worst = values.first else { return nil }
        for value in values.dropFirst()
        where moreIsBetter ? value.value < worst.value : value.value > worst.value {
            worst = value
        }
        interval = ConfidenceInterval(values.map(\.value))
        self.worst = worst.value
        worstSeed = worst.seed
    }
}

/// One estimator over all seeds of a cell.
public struct EstimatorSummary: Sendable, Equatable, Encodable {
    /// Root mean square error of the state of charge, and its largest error.
    public var charge: SweepStatistic
    public var chargeMaximum: SweepStatistic
    /// Root mean square error of the contact fraction; nil where contact is never lost.
    public var contact: SweepStatistic?
    /// Relative root mean square error of R₀, and the magnitude of its last relative error.
    public var resistance: SweepStatistic
    public var resistanceFinal: SweepStatistic
    /// Root mean square error of the interface's part, relative to R₀.
    public var interface: SweepStatistic
    /// Shares of errors inside three deviations; nil where the estimator gives no deviation.
    public var chargeInside: SweepStatistic?
    public var contactInside: SweepStatistic?
    public var resistanceInside: SweepStatistic?
    /// s until the state of charge stayed within 3 %.
    public var settlingTime: SweepStatistic

    init?(_ scores: [(seed: UInt64, score: EstimatorScore)]) {
        func statistic(
            moreIsBetter: Bool = false, _ value: (EstimatorScore) -> Double?
        ) -> SweepStatistic? {
            SweepStatistic(
                scores.compactMap { entry in value(entry.score).map { (entry.seed, $0) } },
                moreIsBetter: moreIsBetter)
        }
        guard let charge = statistic({ $0.charge.rootMeanSquare }),
            let chargeMaximum = statistic({ $0.charge.maximum }),
            let resistance = statistic({ $0.resistance.rootMeanSquare }),
            let resistanceFinal = statistic({ $0.resistance.final.magnitude }),
            let interface = statistic({ $0.interface.rootMeanSquare }),
            let settlingTime = statistic({ $0.settlingTime })
        else { return nil }
        self.charge = charge
        self.chargeMaximum = chargeMaximum
        self.resistance = resistance
        self.resistanceFinal = resistanceFinal
        self.interface = interface
        self.settlingTime = settlingTime
        contact = statistic { $0.contact?.rootMeanSquare }
        chargeInside = statistic(moreIsBetter: true) { $0.charge.insideThreeSigma }
        contactInside = statistic(moreIsBetter: true) { $0.contact?.insideThreeSigma }
        resistanceInside = statistic(moreIsBetter: true) { $0.resistance.insideThreeSigma }
    }
}
