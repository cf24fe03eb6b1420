public import CellModel
public import Estimation

extension Replay {
    /// Runs the log through any estimator, from the same start and scored the same way as the
    /// project's own filter.
    ///
    /// - Parameters:
    ///   - log: The measurement.
    ///   - sensing: What becomes of a row's readings before the estimator sees them.
    ///   - estimator: Makes an estimator from its start; that is called with every row's inputs
    ///     and the seconds since the row before, and says what it believes.
    public func run(
        _ log: MeasuredLog, sensing: (Int, inout SensorReadings) -> Void = { _, _ in },
        following estimator: (Double) -> ((CellInputs<Double>, Double) -> FilterReading)
    ) -> ReplayScore {
        precondition(
            firstRow >= 0 && firstRow < log.count - 1,
            "A replay begins before the last row of its log.")
        let reference = log.referenceStateOfCharge
        let first = reference.isEmpty ? nil : reference[firstRow]
        let start = min(1, max(0, (first ?? 0.5) + startError))
        let follow = estimator(start)
        var scorer = ReplayScorer(self, start: start, reference: first)
        var counted = start
        var countedFromTruth = first ?? 0.5
        for row in (firstRow + 1)..<log.count {
            let interval = log.time[row] - log.time[row - 1]
            var readings = SensorReadings(log, row: row)
            sensing(row, &readings)
            let gained = (readings.chargeCurrent ?? 0) * interval / parameters.capacity
            counted += gained
            countedFromTruth += gained
            scorer.add(
                ReplayStep(
                    row: row, elapsed: log.time[row] - log.time[firstRow],
                    filter: follow(readings.inputs, interval),
                    reference: reference.isEmpty ? nil : reference[row], counted: counted,
                    countedFromTruth: countedFromTruth))
        }
        return scorer.result
    }
}
