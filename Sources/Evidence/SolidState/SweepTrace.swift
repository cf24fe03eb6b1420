public import Configuration

/// One run of one cell over time, thinned for a picture.
public struct SweepTrace: Sendable {
    public let label: String
    public let seed: UInt64
    public let moments: [SweepMoment]

    /// Seconds between moments that are kept.
    private static let spacing = 15.0

    /// Runs the cell with this seed.
    ///
    /// - Throws: ``SweepFailure`` when its mission ends within the warm-up.
    public init(
        _ sweep: SweepDescription, cell index: Int, seed: UInt64
    ) throws(SweepFailure) {
        var kept: [SweepMoment] = []
        var next = 0.0
        var run = SweepRun(sweep, cell: index, seed: seed)
        _ = try run.run { moment in
            guard moment.time >= next else { return }
            kept.append(moment)
            next += Self.spacing
        }
        label = sweep.cells[index].label
        self.seed = seed
        moments = kept
    }
}
