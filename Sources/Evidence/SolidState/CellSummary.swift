public import Configuration

/// All seeds of one cell.
public struct CellSummary: Sendable, Equatable, Encodable {
    public var label: String
    public var name: String
    public var chemistry: String
    public var seedCount: Int
    public var withPressure: EstimatorSummary
    public var withoutPressure: EstimatorSummary
    /// Mean error of the state of charge with pressure over that without.
    public var chargeRatio: ConfidenceInterval
    /// Least of all seeds, and the mean over seeds of each one's least.
    public var contactMinimum: Double
    public var contactMinimumMean: Double
    /// Mean over the seeds, s.
    public var duration: Double
    /// True charges between which the mean seed ran.
    public var firstCharge: Double
    public var lastCharge: Double
    /// Least and most pressure of any seed, Pa.
    public var pressureMinimum: Double
    public var pressureMaximum: Double
    public var verdicts: [BarVerdict]

    /// - Parameter outcomes: At least one.
    public init(_ cell: SweepCell, outcomes: [SweepOutcome]) {
        guard let with = EstimatorSummary(outcomes.map { ($0.seed, $0.withPressure) }),
            let without = EstimatorSummary(outcomes.map { ($0.seed, $0.withoutPressure) })
        else { preconditionFailure("A summary needs a seed.") }
        func mean(_ value: (SweepOutcome) -> Double) -> Double {
            outcomes.reduce(0) { $0 + value($1) } / Double(outcomes.count)
        }
        label = cell.label
        name = cell.cell.name
        chemistry = cell.cell.chemistry
        seedCount = outcomes.count
        withPressure = with
        withoutPressure = without
        chargeRatio = ConfidenceInterval(
            ratioOf: outcomes.map(\.withPressure.charge.rootMeanSquare),
            to: outcomes.map(\.withoutPressure.charge.rootMeanSquare))
        contactMinimum = outcomes.reduce(1) { min($0, $1.contactMinimum) }
        contactMinimumMean = mean(\.contactMinimum)
        duration = mean(\.duration)
        firstCharge = mean(\.firstCharge)
        lastCharge = mean(\.lastCharge)
        pressureMinimum = outcomes.reduce(.infinity) { min($0, $1.pressureMinimum) }
        pressureMaximum = outcomes.reduce(0) { max($0, $1.pressureMaximum) }
        verdicts = BarVerdict.all(cell.bars, with: with, ratio: chargeRatio)
    }

    /// Whether every bar is met.
    public var hasPassed: Bool { verdicts.allSatisfy(\.isMet) }
}
