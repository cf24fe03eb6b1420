import BenchmarkReference
import Configuration
import PackSimulation

/// A life of one cell: a thousand cycles with everything that ages.
struct CyclerBenchmark {
    private static let cycleCount = 1_000
    /// What a thousand cycles may take, s of one core.
    private static let allowed = 10.0
    /// Exponentials of the C library that a step is held against.
    private static let exponentials = 100

    private let description: CyclingDescription

    init(scenario path: String) {
        do throws(ConfigurationError) {
            var description = try CyclingDescription(contentsOf: path)
            description.limit(cycles: Self.cycleCount)
            self.description = description
        } catch {
            preconditionFailure("Run the benchmarks in the root of the repository: \(error)")
        }
    }

    func rows() -> [Row] {
        let arguments = (0..<Self.exponentials).map { Double($0) / 50 - 1 }
        var results = arguments
        var best = (cycles: Double.infinity, step: Double.infinity, reference: Double.infinity)
        for _ in 0..<3 {
            var cycler = CellCycler(description)
            let begin = reference_thread_time()
            cycler.run()
            let middle = reference_thread_time()
            for _ in 0..<10_000 {
                reference_exp(arguments, &results, Self.exponentials)
            }
            let end = reference_thread_time()
            precondition(
                cycler.cyclesCompleted == Self.cycleCount, "The cell of the benchmark lives on.")
            best.cycles = min(best.cycles, middle - begin)
            best.step = min(best.step, (middle - begin) / Double(cycler.stepCount))
            best.reference = min(best.reference, (end - middle) / 10_000)
        }
        return [
            .time(
                "cycler, \(Self.cycleCount) cycles, allowed", "s", best.cycles,
                reference: Self.allowed, bar: 1),
            .time(
                "cycler, one step over \(Self.exponentials) exp", "us", best.step * 1e6,
                reference: best.reference * 1e6, bar: 0.08),
        ]
    }
}
