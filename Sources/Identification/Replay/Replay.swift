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
    /// - Parameters:
    ///   - log: The measurement.
    ///   - visit: Called after every row with the row and the filter.
    public func run(
        _ log: MeasuredLog, visit: (Int, CellFilter<Double>) -> Void = { _, _ in }
    ) -> ReplayScore {
        let reference = log.referenceStateOfCharge
        let start = min(1, max(0, (reference.first ?? 0.5) + startError))
        var filter = CellFilter<Double>(
            parameters: parameters, settings: settings, stateOfCharge: start)
        var score = ReplayScore(
            startStateOfCharge: start, startReference: reference.first)
        var counted = start
        var countedFromTruth = reference.first ?? 0.5
        var withinSince: Double?
        for row in 1..<log.count {
            let interval = log.time[row] - log.time[row - 1]
            let gained = log.chargeCurrent[row] * interval / parameters.capacity
            counted += gained
            countedFromTruth += gained
            var inputs = CellInputs<Double>(
                current: log.current[row], voltage: log.voltage[row],
                temperature: log.temperature[row])
            inputs.chargeCurrent = log.chargeCurrent[row]
            filter.step(
                inputs: inputs, parameters: parameters, settings: settings, load: .none,
                interval: interval)
            visit(row, filter)
            guard !reference.isEmpty else { continue }
            let elapsed = log.time[row] - log.time[0]
            let error = filter.stateOfCharge - reference[row]
            if abs(error) <= convergenceBand {
                withinSince = withinSince ?? elapsed
                if let since = withinSince, elapsed - since >= 60, score.convergedAfter == nil {
                    score.convergedAfter = since
                }
            } else {
                withinSince = nil
            }
            guard elapsed >= convergenceTime else { continue }
            score.filter.add(error)
            score.counting.add(counted - reference[row])
            score.countingFromTruth.add(countedFromTruth - reference[row])
            if abs(error) <= 3 * filter.deviation(0) { score.insideThreeDeviations += 1 }
        }
        score.finalStateOfCharge = filter.stateOfCharge
        score.finalDeviation = filter.deviation(0)
        score.resets = filter.resetCount
        return score
    }
}
