public import Configuration
public import Reports

/// One published figure beside the simulated one.
public struct PointResult: Sendable, Equatable {
    public var point: PublishedPoint
    /// In SI units; not-a-number where the simulation found none.
    public var simulated: Double

    public init(point: PublishedPoint, simulated: Double) {
        self.point = point
        self.simulated = simulated
    }

    /// Bounds hold without tolerance; a written reason covers a miss of its size.
    public var verdict: Verdict {
        if point.notJudged != nil { return .notJudged }
        if isInside { return .passed }
        if let miss = point.acceptedMiss, factor <= miss.factor { return .explained }
        return .failed
    }

    /// Simulated less published, SI.
    public var difference: Double { simulated - point.published.value }

    /// simulated / published − 1.
    public var relativeDeviation: Double { simulated / point.published.value - 1 }

    /// The larger over the smaller of the two; infinite where they differ in sign or one is zero.
    public var factor: Double {
        let ratio = simulated / point.published.value
        guard ratio > 0 else { return .infinity }
        return max(ratio, 1 / ratio)
    }

    /// Comparisons with not-a-number are false, so what found no value is not inside.
    private var isInside: Bool {
        let published = point.published.value
        switch point.comparison {
        case .atLeast: return simulated >= published
        case .atMost: return simulated <= published
        case .value: break
        }
        switch point.tolerance {
        case .relative(let limit): return relativeDeviation.magnitude <= limit
        case .factor(let limit): return factor <= limit
        case .absolute(let limit): return difference.magnitude <= limit
        }
    }
}
