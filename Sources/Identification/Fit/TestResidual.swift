/// What the fitted model leaves of the voltage of one test.
public struct TestResidual: Sendable, Equatable {
    /// One row of it.
    public struct Sample: Sendable, Equatable {
        /// s since the start.
        public var time: Double
        /// z.
        public var stateOfCharge: Double
        /// Measured minus model, V.
        public var residual: Double
    }

    public var name: String
    public var kind: FitTest.Kind
    /// K, the mean of rows that count.
    public var temperature: Double
    /// Whether it took part in the fit; a test held out did not.
    public var isFitted: Bool
    /// Root mean square, mean and largest magnitude over time, V.
    public var rootMeanSquare: Double
    public var mean: Double
    public var maximum: Double
    /// Rows that count.
    public var rowCount: Int
    /// What was corrected or left out, in words.
    public var notes: [String]
    /// At most a few thousand samples: of rows that count, the largest of each stretch of time.
    public var samples: [Sample]
}
