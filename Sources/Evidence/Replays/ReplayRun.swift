public import Configuration
public import Identification

/// One log replayed under one variant.
public struct ReplayRun: Sendable {
    public var group: String
    public var cell: String
    public var variant: String
    public var log: ReplayGroup.Log
    /// Rows replayed, the first included.
    public var rowCount: Int
    /// s.
    public var duration: Double
    public var score: ReplayScore
    public var course: ReplayCourse

    public init(
        group: String, cell: String, variant: String, log: ReplayGroup.Log, rowCount: Int,
        duration: Double, score: ReplayScore, course: ReplayCourse
    ) {
        self.group = group
        self.cell = cell
        self.variant = variant
        self.log = log
        self.rowCount = rowCount
        self.duration = duration
        self.score = score
        self.course = course
    }

    /// Whether there are errors to judge: the log outlasts the settling.
    public var isScored: Bool { score.filter.count > 0 }
}
