public import CellModel
public import Estimation

/// Feeds a measured log through the filter of one cell, from a start that is wrong on purpose, and
/// compares the state of charge with the reference column.
public struct Replay: Sendable {
    public var parameters: CellParameters
    public var settings: EstimatorSettings
    /// Added to the reference of the first row, the result limited to 0…1.
    public var startError: Double
    /// Errors count from this time after the start, s.
    public var convergenceTime: Double
    /// An error up to this much counts as converged.
    public var convergenceBand: Double
    /// An error beyond this much counts as lost.
    public var lostBand = 0.1
    /// The row of the log to begin with: above 0 to start in the middle, where the true cell is not
    /// at rest and the filter does not know it.
    public var firstRow = 0
    /// The stack around the cell.
    public var load = StackLoad<Double>.none

    public init(
        parameters: CellParameters, settings: EstimatorSettings = EstimatorSettings(),
        startError: Double = -0.2, convergenceTime: Double = 900, convergenceBand: Double = 0.03
    ) {
        self.parameters = parameters
        self.settings = settings
        self.startError = startError
        self.convergenceTime = convergenceTime
        self.convergenceBand = convergenceBand
    }

    /// Runs the log. Without a reference column the score is empty and the start is `startError`
    /// below or above half charge.
    ///
    /// Counting charge takes the same current as the filter; while that is lost it adds nothing.
    ///
    /// - Parameters:
    ///   - log: The measurement.
    ///   - thickness: Growth of the cell per row, m; empty where nobody measured it.
    ///   - sensing: What becomes of a row's readings before the filter sees them: the row, and the
    ///     readings to change.
    ///   - visit: Called after every row.
    public func run(
        _ log: MeasuredLog, thickness: [Double] = [],
        sensing: (Int, inout SensorReadings) -> Void = { _, _ in },
        visit: (ReplayStep) -> Void = { _ in }
    ) -> ReplayScore {
        precondition(
            firstRow >= 0 && firstRow < log.count - 1,
            "A replay begins before the last row of its log.")
        precondition(
            [0, log.count].contains(thickness.count), "Every row has its thickness, or none has.")
        let reference = log.referenceStateOfCharge
        let first = reference.isEmpty ? nil : reference[firstRow]
        let start = min(1, max(0, (first ?? 0.5) + startError))
        var cell = GuardedCell(
            parameters: parameters, settings: settings, stateOfCharge: start, load: load)
        var scorer = ReplayScorer(self, start: start, reference: first)
        var counted = start
        var countedFromTruth = first ?? 0.5
        for row in (firstRow + 1)..<log.count {
            let interval = log.time[row] - log.time[row - 1]
            var readings = SensorReadings(
                log, row: row, thickness: thickness.isEmpty ? nil : thickness[row])
            sensing(row, &readings)
            let gained = (readings.chargeCurrent ?? 0) * interval / parameters.capacity
            counted += gained
            countedFromTruth += gained
            let inputs = readings.inputs
            cell.step(
                inputs: inputs, parameters: parameters, settings: settings, load: load,
                interval: interval)
            var reading = FilterReading(cell.filter, inputs: inputs)
            reading.mechanicalChannel = cell.mechanics.trust.channel
            let step = ReplayStep(
                row: row, elapsed: log.time[row] - log.time[firstRow],
                filter: reading,
                reference: reference.isEmpty ? nil : reference[row], counted: counted,
                countedFromTruth: countedFromTruth)
            scorer.add(step)
            visit(step)
        }
        return scorer.result
    }
}
