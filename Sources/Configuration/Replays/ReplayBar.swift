/// What is asked of the estimator on one group under one variant.
public struct ReplayBar: Sendable, Equatable {
    /// What is judged. The word is the key of the file.
    public enum Measure: String, Sendable, CaseIterable {
        /// Mean over the logs of their root mean square errors, at most.
        case meanRootMeanSquare = "mean_rmse"
        /// Largest error of any log, at most.
        case worstMaximum = "worst_maximum"
        /// Part of the errors within three of the filter's own deviations, the lowest of any log,
        /// at least.
        case insideThreeDeviations = "inside_three_sigma"
        /// Seconds until the error has entered the band for a minute, on the slowest log, at most.
        case convergence = "converged_within"
        /// Longest time in succession beyond 10 %, s, of any log, at most.
        case lost = "lost_at_most"
        /// Excess over counting charge for an hour, of any log, at most.
        case hourlyExcess = "worse_than_counting"
        /// Seconds until a thickness that lies is no longer believed, on the slowest log, at most.
        case distrust = "thickness_distrusted_within"
        /// Mean root mean square error above that of another variant, at most.
        case increase = "rmse_increase"
    }

    public var group: String
    public var variant: String
    public var measure: Measure
    /// Fractions of capacity, seconds, or a part of all errors.
    public var limit: Double
    /// The other variant of ``Measure/increase``, and of nothing else.
    public var comparedWith: String?

    public init(
        group: String, variant: String, measure: Measure, limit: Double,
        comparedWith: String? = nil
    ) {
        self.group = group
        self.variant = variant
        self.measure = measure
        self.limit = limit
        self.comparedWith = comparedWith
    }
}
