public import Configuration
public import Reports

/// A target with the simulated counterpart of each of its figures.
public struct TargetResult: Sendable, Equatable {
    public var target: PublishedTarget
    /// In the order of the target's points.
    public var points: [PointResult]

    public init(target: PublishedTarget, points: [PointResult]) {
        self.target = target
        self.points = points
    }

    /// The worst of its points; those that are only shown do not count.
    public var verdict: Verdict {
        let verdicts = points.map(\.verdict)
        return [.failed, .explained, .passed].first { verdicts.contains($0) } ?? .notJudged
    }
}
