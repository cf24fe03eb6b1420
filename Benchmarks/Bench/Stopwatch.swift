import BenchmarkReference

/// Times bodies against each other on a machine that others use too.
enum Stopwatch {
    /// Processor time of this thread per call, s: the best of `rounds`, the bodies taking turns, so
    /// that a slow moment of the machine meets all of them.
    static func best(rounds: Int = 25, _ bodies: [() -> Void]) -> [Double] {
        let calls = bodies.map { callsPerSample($0) }
        var best = Array(repeating: Double.infinity, count: bodies.count)
        for _ in 0..<rounds {
            for (index, body) in bodies.enumerated() {
                let begin = reference_thread_time()
                for _ in 0..<calls[index] { body() }
                let time = (reference_thread_time() - begin) / Double(calls[index])
                best[index] = min(best[index], time)
            }
        }
        return best
    }

    /// As many calls as take about 4 ms: far above the clock's resolution, below a time slice.
    private static func callsPerSample(_ body: () -> Void) -> Int {
        body()
        var calls = 1
        while calls < 1 << 24 {
            let begin = reference_thread_time()
            for _ in 0..<calls { body() }
            if reference_thread_time() - begin > 2e-3 { return calls * 2 }
            calls *= 2
        }
        return calls
    }
}
