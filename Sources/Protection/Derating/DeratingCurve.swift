/// A limit of current as a piecewise-linear function of one measured signal.
///
/// The curve is evaluated at every place of its signal and the least result counts, so maximum and
/// minimum over the cells need no rows of their own.
public struct DeratingCurve: Sendable, Equatable {
    /// A corner of the curve.
    public struct Point: Sendable, Equatable {
        /// SI unit of the signal.
        public var value: Double
        /// Amperes, the magnitude; not negative.
        public var limit: Double

        public init(value: Double, limit: Double) {
            self.value = value
            self.limit = limit
        }
    }

    public var signal: Signal
    /// Which limits it applies to: charging, discharging or both; resting means nothing here.
    public var directions: CurrentDirections
    /// In strictly ascending order of value; beyond the ends the limit stays what it is there.
    public var points: [Point]

    public init(signal: Signal, directions: CurrentDirections, points: [Point]) {
        precondition(!points.isEmpty, "A derating curve has at least one point.")
        for index in points.indices {
            precondition(
                points[index].value.isFinite && points[index].limit >= 0
                    && points[index].limit.isFinite,
                "Points of a derating curve are finite and their limits not negative.")
            precondition(
                index == 0 || points[index - 1].value < points[index].value,
                "Points of a derating curve ascend.")
        }
        self.signal = signal
        self.directions = directions
        self.points = points
    }

    /// The limit in amperes at a value; 0 for a value that is not a number.
    public func limit(at value: Double) -> Double {
        if value.isNaN { return 0 }
        if value <= points[0].value { return points[0].limit }
        for index in 1..<max(1, points.count) where value <= points[index].value {
            let low = points[index - 1]
            let high = points[index]
            let fraction = (value - low.value) / (high.value - low.value)
            return low.limit + (high.limit - low.limit) * fraction
        }
        return points[points.count - 1].limit
    }
}
