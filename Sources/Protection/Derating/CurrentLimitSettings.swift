public import Quantities

/// How the permitted current is found; all of it comes from the pack file.
public struct CurrentLimitSettings: Sendable, Equatable {
    /// The rated charge current.
    public var chargeRating: Current
    /// The rated discharge current, the magnitude.
    public var dischargeRating: Current
    /// The fraction of the rating left while a derating flag is active, 0 to 1.
    public var deratedFraction: Double
    /// How long a limit stays down after its cause is gone.
    public var hold: Duration
    /// How fast it then rises, amperes per second.
    public var ramp: Double
    public var curves: [DeratingCurve]

    public init(
        chargeRating: Current, dischargeRating: Current, deratedFraction: Double, hold: Duration,
        ramp: Double, curves: [DeratingCurve]
    ) {
        precondition(
            chargeRating >= .zero && dischargeRating >= .zero, "Ratings are magnitudes.")
        precondition(
            deratedFraction >= 0 && deratedFraction <= 1, "A fraction lies between 0 and 1.")
        precondition(hold >= .zero && ramp > 0, "A limit recovers, in time.")
        self.chargeRating = chargeRating
        self.dischargeRating = dischargeRating
        self.deratedFraction = deratedFraction
        self.hold = hold
        self.ramp = ramp
        self.curves = curves
    }
}
