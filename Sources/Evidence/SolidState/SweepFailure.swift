/// A cell whose mission was over before its errors count: there is nothing to judge.
public struct SweepFailure: Error, Sendable, Equatable, CustomStringConvertible {
    public var cell: String
    public var seed: UInt64
    /// How long the mission took, s, and from when errors count.
    public var duration: Double
    public var warmUp: Double

    /// What happened and what to do about it.
    public var description: String {
        "The mission of cell \(cell), seed \(seed), was over after \(Int(duration)) s, and errors "
            + "count from \(Int(warmUp)) s. Shorten the warm-up or lengthen the mission."
    }
}
