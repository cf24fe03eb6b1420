import CellModel
public import Configuration
public import Estimation
import Identification

/// The logs of a manifest, read, and ready to be replayed under each of its variants.
public struct ReplayBatch: Sendable {
    public let manifest: ReplayManifest
    /// Which groups and variants are run.
    let jobs: [Job]
    /// What in the logs contradicts the cell they are replayed with, in words with their files.
    public let doubts: [String]

    /// One log under one variant.
    struct Job: Sendable {
        var group: ReplayGroup
        var entry: ReplayGroup.Log
        var variant: ReplayVariant
        var data: Data
        var firstRow: Int
    }

    /// What a file held.
    struct Data: Sendable {
        var log: MeasuredLog
        var thickness: [Double]
    }

    /// Reads every log that is needed.
    ///
    /// - Parameters:
    ///   - manifest: What to replay.
    ///   - data: The folder of measured data, in which the folder of the manifest lies.
    ///   - groups: Names of those to run; nil runs all.
    ///   - variants: Names of those to run; nil runs all.
    ///   - progress: Called with the part of the files that has been read, and the next one.
    public init(
        _ manifest: ReplayManifest, data: String, groups: [String]? = nil,
        variants: [String]? = nil, progress: (Double, String) -> Void = { _, _ in }
    ) throws(ReplayDataError) {
        self.manifest = manifest
        var problems: [String] = []
        var isOnlyMissing = true
        var jobs: [Job] = []
        var doubts: [String] = []
        let wanted = manifest.groups.filter { groups?.contains($0.name) ?? true }
        let count = wanted.reduce(0) { $0 + $1.logs.count }
        var done = 0
        for group in wanted {
            for entry in group.logs {
                progress(Double(done) / Double(max(count, 1)), "reading \(entry.file)")
                done += 1
                let path = "\(data)/\(manifest.folder)/\(entry.file)"
                let read: Data
                do throws(LogError) {
                    read = try Self.read(path, group.columns)
                } catch {
                    problems.append("\(error)")
                    if case .cannotOpen = error {} else { isOnlyMissing = false }
                    continue
                }
                let capacity = group.cell.parameters.capacity
                doubts += read.log.doubts(capacity: capacity).map { "\(path): \($0)" }
                for variant in manifest.variants where variant.groups.contains(group.name) {
                    guard variants?.contains(variant.name) ?? true else { continue }
                    let firstRow = variant.startReference.map {
                        read.log.firstRow(atOrBelow: $0) ?? .max
                    }
                    if let firstRow, firstRow >= read.log.count - 1 {
                        isOnlyMissing = false
                        problems.append(Self.neverThere(path, variant))
                        continue
                    }
                    jobs.append(
                        Job(
                            group: group, entry: entry, variant: variant, data: read,
                            firstRow: firstRow ?? 0))
                }
            }
        }
        guard problems.isEmpty else {
            throw ReplayDataError(problems: problems, isOnlyMissing: isOnlyMissing)
        }
        self.jobs = jobs
        self.doubts = doubts
    }

    /// Replays everything, in the order of the manifest.
    ///
    /// - Parameters:
    ///   - settings: The tuning, the same for all.
    ///   - progress: Called with the part that is done, and the log that comes next.
    public func results(
        settings: EstimatorSettings = EstimatorSettings(),
        progress: (Double, String) -> Void = { _, _ in }
    ) -> ReplayResults {
        var runs: [ReplayRun] = []
        for (index, job) in jobs.enumerated() {
            progress(
                Double(index) / Double(jobs.count),
                "\(job.group.name), \(job.entry.cycle), \(job.variant.name)")
            runs.append(run(job, settings: settings))
        }
        return ReplayResults(manifest: manifest, runs: runs)
    }

    private func run(_ job: Job, settings: EstimatorSettings) -> ReplayRun {
        let replay = replay(of: job, settings: settings)
        var course = ReplayCourse.Recorder()
        let score = replay.run(
            job.data.log, thickness: job.variant.usesThickness ? job.data.thickness : [],
            sensing: Self.sensing(job), visit: { course.add($0) })
        return Self.run(job, score: score, course: course.course())
    }

    /// How a job is replayed.
    func replay(of job: Job, settings: EstimatorSettings) -> Replay {
        var replay = Replay(
            parameters: job.group.cell.parameters, settings: settings,
            startError: job.variant.startError,
            convergenceTime: manifest.settling, convergenceBand: manifest.band)
        replay.firstRow = job.firstRow
        if job.variant.usesThickness, !job.data.thickness.isEmpty {
            replay.load = .thicknessGauge(layerCount: job.group.cell.parameters.layerCount)
        }
        return replay
    }

    /// What the sensors of a job do to its readings: to be used for one replay.
    static func sensing(_ job: Job) -> (Int, inout SensorReadings) -> Void {
        var injector = SensorFaultInjector(job.variant.faults, log: job.entry.file)
        let log = job.data.log
        return { row, readings in
            injector.apply(to: &readings, elapsed: log.time[row] - log.time[job.firstRow])
        }
    }

    /// What became of a job.
    static func run(_ job: Job, score: ReplayScore, course: ReplayCourse) -> ReplayRun {
        let log = job.data.log
        return ReplayRun(
            group: job.group.name, cell: job.group.cell.name, variant: job.variant.name,
            log: job.entry, rowCount: log.count - job.firstRow,
            duration: log.time[log.count - 1] - log.time[job.firstRow], score: score,
            course: course)
    }

    // MARK: Reading

    private static func read(_ path: String, _ columns: ReplayColumns) throws(LogError) -> Data {
        var fraction: String?
        if case .fraction(let column) = columns.reference { fraction = column }
        var log = try MeasuredLog(
            path: path,
            columns: LogColumns(
                time: columns.time, voltage: columns.voltage, current: columns.current,
                chargeCurrent: columns.chargeCurrent, temperature: columns.temperature,
                referenceStateOfCharge: fraction,
                positiveDischarges: columns.positiveDischarges))
        if case .dischargedAmpereHours(let column, let capacity) = columns.reference {
            let discharged = try MeasuredLog.column(column, path: path)
            let last = discharged[discharged.count - 1]
            guard capacity != nil || last > 0 else {
                throw .badValue(
                    file: path, line: discharged.count + 1, column: column, value: "\(last)",
                    allowed: "above 0 Ah in the last line, where the cell is empty")
            }
            log.setReference(discharged: discharged, capacity: capacity)
        }
        var thickness: [Double] = []
        if let column = columns.thickness {
            let millimetres = try MeasuredLog.column(column, path: path)
            thickness = millimetres.map { ($0 - millimetres[0]) * 1e-3 }
        }
        return Data(log: log, thickness: thickness)
    }

    private static func neverThere(_ path: String, _ variant: ReplayVariant) -> String {
        let percent = (variant.startReference ?? 0) * 100
        return "\(path): variant \"\(variant.name)\" starts at \(percent) % of the reference, "
            + "which this log never reaches, or only in its last row."
    }
}
