/// How well a replayed log was followed.
public struct ReplayScore: Sendable, Equatable {
    /// Errors of a state of charge against its reference, fractions of capacity.
    public struct Errors: Sendable, Equatable {
        public private(set) var count = 0
        var sum = 0.0
        var magnitudes = 0.0
        var squares = 0.0
        /// The largest magnitude.
        public private(set) var maximum = 0.0

        /// Mean of the magnitudes.
        public var mean: Double { count > 0 ? magnitudes / Double(count) : 0 }
        /// Root mean square.
        public var rootMeanSquare: Double {
            count > 0 ? (squares / Double(count)).squareRoot() : 0
        }
        /// Mean with its sign: positive when the estimate is too high.
        public var bias: Double { count > 0 ? sum / Double(count) : 0 }

        mutating func add(_ error: Double) {
            count += 1
            sum += error
            magnitudes += error.magnitude
            squares += error * error
            maximum = Swift.max(maximum, error.magnitude)
        }
    }

    /// Where the filter began.
    public var startStateOfCharge: Double
    /// Where the reference begins; nil without one.
    public var startReference: Double?
    /// The filter.
    public var filter = Errors()
    /// Counting charge from the same start.
    public var counting = Errors()
    /// Counting charge from the true start.
    public var countingFromTruth = Errors()
    /// Seconds until the error entered the band and stayed for a minute; nil when it never did.
    public var convergedAfter: Double?
    /// The longest time in succession that the error was beyond what counts as lost, s, counted
    /// from the start.
    public var longestLost = 0.0
    /// The filter against counting charge over each hour.
    public var hours = HourlyComparison()
    /// The voltage innovations.
    public var innovations = InnovationScore()
    /// Seconds until the mechanical measurement was first found to be lying; nil when it never was.
    public var distrustedAfter: Double?
    public var finalStateOfCharge = 0.0
    public var finalDeviation = 0.0
    /// Times the filter found its covariance unusable.
    public var resets = 0.0
    var insideThreeDeviations = 0

    init(startStateOfCharge: Double, startReference: Double?) {
        self.startStateOfCharge = startStateOfCharge
        self.startReference = startReference
    }

    /// Part of the scored rows whose error lies within three of the filter's own deviations.
    public var consistentFraction: Double {
        filter.count > 0 ? Double(insideThreeDeviations) / Double(filter.count) : 0
    }
}
