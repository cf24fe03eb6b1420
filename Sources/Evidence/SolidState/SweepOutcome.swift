/// How one estimator did on one cell as one seed draws it.
public struct EstimatorScore: Sendable, Equatable, Encodable {
    /// Of the state of charge.
    public var charge: ErrorScore
    /// Of the contact fraction; nil where contact is never lost.
    public var contact: ErrorScore?
    /// Of R₀, relative to the truth.
    public var resistance: ErrorScore
    /// Of the interface's part of R₀, relative to R₀.
    public var interface: ErrorScore
    /// Seconds, from the start, after which the state of charge stayed within 3 %.
    public var settlingTime: Double
    /// How often the filter began again.
    public var resetCount: Int
}

/// One cell as one seed draws it: what happened to it, and what the estimators made of it.
public struct SweepOutcome: Sendable, Equatable, Encodable {
    public var seed: UInt64
    /// With the pressure channel, and without.
    public var withPressure: EstimatorScore
    public var withoutPressure: EstimatorScore
    /// Of the mission, s.
    public var duration: Double
    /// True charge at the start of the mission and at its end.
    public var firstCharge: Double
    public var lastCharge: Double
    /// Least and most of the true contact fraction.
    public var contactMinimum: Double
    public var contactMaximum: Double
    /// Least and most of the true pressure, Pa.
    public var pressureMinimum: Double
    public var pressureMaximum: Double
}

/// A moment of one run, for a picture.
public struct SweepMoment: Sendable, Equatable {
    /// One estimator's belief.
    public struct Belief: Sendable, Equatable {
        public var stateOfCharge: Double
        public var stateOfChargeDeviation: Double
        public var contactFraction: Double
        public var contactFractionDeviation: Double
        /// Ω.
        public var seriesResistance: Double
    }

    /// s since the start of the mission.
    public var time: Double
    public var stateOfCharge: Double
    public var contactFraction: Double
    /// Ω.
    public var seriesResistance: Double
    /// Pa.
    public var pressure: Double
    public var withPressure: Belief
    public var withoutPressure: Belief
}
