import Configuration
import Estimation
import Evidence
import Foundation

/// Runs cells and seeds on all cores; results stand in the order of cells and seeds, whichever was
/// ready first.
struct SweepRunner {
    private let sweep: SweepDescription
    private let cells: [Int]
    private let seeds: [UInt64]
    private let settings: EstimatorSettings
    private let total: Int
    private var done = 0
    private var simulated = 0.0
    private var progress = ProgressBar()

    /// - Parameters:
    ///   - cells: Indices in the sweep.
    ///   - rounds: How often ``outcomes(_:)`` will be called.
    init(
        _ sweep: SweepDescription, cells: [Int], seeds: [UInt64], settings: EstimatorSettings,
        rounds: Int = 1
    ) {
        self.settings = settings
        self.sweep = sweep
        self.cells = cells
        self.seeds = seeds
        total = cells.count * seeds.count * rounds
    }

    /// For each cell its outcomes by seed.
    mutating func outcomes(_ selection: MismatchSelection) async throws -> [[SweepOutcome]] {
        let count = cells.count * seeds.count
        var results = [SweepOutcome?](repeating: nil, count: count)
        try await withThrowingTaskGroup(of: (Int, SweepOutcome).self) { group in
            var next = 0
            // As many at work as there are cores, so that none waits with its results.
            while next < min(count, ProcessInfo.processInfo.activeProcessorCount) {
                add(next, selection, to: &group)
                next += 1
            }
            for try await (index, outcome) in group {
                results[index] = outcome
                simulated += outcome.duration
                done += 1
                let fraction = Double(done) / Double(total)
                let words = words(index)
                progress.update(fraction: fraction, label: words)
                if next < count {
                    add(next, selection, to: &group)
                    next += 1
                }
            }
        }
        let ordered = results.compactMap(\.self)
        return cells.indices.map {
            Array(ordered[$0 * seeds.count..<($0 + 1) * seeds.count])
        }
    }

    private func words(_ index: Int) -> String {
        "cell \(sweep.cells[cells[index / seeds.count]].label)  \(done) of \(total) runs"
    }

    private func add(
        _ index: Int, _ selection: MismatchSelection,
        to group: inout ThrowingTaskGroup<(Int, SweepOutcome), any Error>
    ) {
        let (sweep, cell, seed, settings) = (
            sweep, cells[index / seeds.count], seeds[index % seeds.count], settings
        )
        group.addTask {
            var run = SweepRun(
                sweep, cell: cell, seed: seed, selection: selection, settings: settings)
            return (index, try run.run())
        }
    }

    /// Takes the progress bar away.
    func finish() { progress.clear() }

    /// "1000 runs, 3700 h of cells in 41.2 s".
    var speed: String {
        let seconds = progress.elapsed / .seconds(1)
        return "\(done) runs, \(Int(simulated / 3600)) h of cells in "
            + String(format: "%.1f s", seconds)
    }
}
