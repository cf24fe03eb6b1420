/// What the pack file says of predicted limits beyond its limits and ratings; nil leaves the
/// program's own default.
public struct PredictionDescription: Sendable, Equatable {
    /// Whether anything is predicted. True unless the file says otherwise.
    public var isEnabled: Bool
    /// How many standard deviations a prediction keeps to the safe side.
    public var deviations: Double?
    /// The part of the charge that is used, 0 to 1.
    public var stateOfChargeMinimum: Double?
    public var stateOfChargeMaximum: Double?
    /// Contact fraction below which stripping may not go on, 0 to 1.
    public var contactFractionMinimum: Double?
    /// Part of the critical current of plating that the local current may reach, 0 to 1.
    public var criticalCurrentFraction: Double?

    public init(
        isEnabled: Bool = true, deviations: Double? = nil, stateOfChargeMinimum: Double? = nil,
        stateOfChargeMaximum: Double? = nil, contactFractionMinimum: Double? = nil,
        criticalCurrentFraction: Double? = nil
    ) {
        self.isEnabled = isEnabled
        self.deviations = deviations
        self.stateOfChargeMinimum = stateOfChargeMinimum
        self.stateOfChargeMaximum = stateOfChargeMaximum
        self.contactFractionMinimum = contactFractionMinimum
        self.criticalCurrentFraction = criticalCurrentFraction
    }
}
