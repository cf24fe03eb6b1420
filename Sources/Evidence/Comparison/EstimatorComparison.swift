import CellModel
public import Configuration
public import Estimation
import Identification

/// Several estimators on the same cells, logs, sensors and starts.
public struct EstimatorComparison: Sendable {
    /// One estimator on everything.
    public struct Entry: Sendable {
        public var estimator: ComparedEstimator
        public var results: ReplayResults
    }

    /// In the order of ``ComparedEstimator/all``.
    public let entries: [Entry]

    /// Runs every log of a batch through every estimator.
    ///
    /// - Parameters:
    ///   - batch: What to replay; thickness is not used.
    ///   - settings: The tuning of all but the plain filters.
    ///   - progress: Called with the part that is done, and the estimator that comes next.
    public init(
        _ batch: ReplayBatch, settings: EstimatorSettings = EstimatorSettings(),
        progress: (Double, String) -> Void = { _, _ in }
    ) {
        let estimators = ComparedEstimator.all
        let total = Double(max(estimators.count * batch.jobs.count, 1))
        var done = 0.0
        entries = estimators.map { estimator in
            let runs = batch.jobs.map { job in
                progress(done / total, estimator.name)
                done += 1
                let parameters = job.group.cell.parameters
                let score = batch.replay(of: job, settings: settings).run(
                    job.data.log, sensing: ReplayBatch.sensing(job),
                    following: { start in
                        estimator.begin(
                            parameters: parameters, settings: settings, stateOfCharge: start)
                    })
                return ReplayBatch.run(job, score: score, course: ReplayCourse())
            }
            var manifest = batch.manifest
            // The bars are asked of the project's filter, by the replay.
            manifest.bars = []
            return Entry(
                estimator: estimator, results: ReplayResults(manifest: manifest, runs: runs))
        }
    }

    /// A manifest with starts wrong by half the range beside its own: at its beginning, and with
    /// the cell at work, whose history the estimator does not know. Variants that use a thickness
    /// are left out, for the comparison is by voltage.
    public static func widened(_ manifest: ReplayManifest) -> ReplayManifest {
        var manifest = manifest
        let groups = manifest.groups.map(\.name)
        if manifest.groups.contains(where: { $0.columns.thickness != nil }) {
            manifest.variants.removeAll { $0.usesThickness }
        }
        manifest.variants += [
            ReplayVariant(
                name: "50 % too low", startError: -0.5, usesThickness: false, groups: groups),
            ReplayVariant(
                name: "woken at 70 %, 50 % too low", startError: -0.5, startReference: 0.7,
                usesThickness: false, groups: groups),
            ReplayVariant(
                name: "woken at 50 %, 50 % too high", startError: 0.5, startReference: 0.5,
                usesThickness: false, groups: groups),
        ]
        return manifest
    }

    /// Seconds a step of each estimator takes, in the order of ``entries``: the fastest of five
    /// passes over the first log of the batch, all estimators in turn in each.
    ///
    /// - Parameter clock: Says how many seconds something takes.
    public static func costs(_ batch: ReplayBatch, clock: (() -> Void) -> Double) -> [Double] {
        let estimators = ComparedEstimator.all
        var fastest = Array(repeating: Double.infinity, count: estimators.count)
        guard let job = batch.jobs.first else { return fastest }
        let inputs = (0..<job.data.log.count).map {
            SensorReadings(job.data.log, row: $0).inputs
        }
        let parameters = job.group.cell.parameters
        var sum = 0.0
        for _ in 0..<5 {
            for (index, estimator) in estimators.enumerated() {
                let step = estimator.begin(
                    parameters: parameters, settings: EstimatorSettings(), stateOfCharge: 0.8)
                let seconds = clock {
                    for input in inputs { sum += step(input, 1).stateOfCharge }
                }
                fastest[index] = min(fastest[index], seconds / Double(inputs.count))
            }
        }
        precondition(sum.isFinite, "Every estimator believes in a number.")
        return fastest
    }
}
