public import Configuration

/// A target with the simulated counterpart of each of its figures.
public struct TargetResult: Sendable, Equatable {
    public var target: PublishedTarget
    /// In the order of the target's points.
    public var points: [PointResult]

    public init(target: PublishedTarget, points: [PointResult]) {
        self.target = target
        self.points = points
    }

    /// The worst of its points.
    public var verdict: Verdict { Verdict.worst(points.map(\.verdict)) }
}
