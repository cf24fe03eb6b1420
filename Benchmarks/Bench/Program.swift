import Glibc

/// Runs every benchmark; exit status 1 when a row misses its bar.
@main
enum Program {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.allSatisfy({ $0 == "--json" }) else {
            print("usage: solidbms-bench [--json]")
            exit(64)
        }
        var rows: [Row] = []
        rows += FilterBenchmark().rows()
        rows += OutlookBenchmark().rows()
        rows += FunctionBenchmark().rows()
        rows += CircuitBenchmark().rows()
        rows += LoopBenchmark(scenario: "Configs/Scenarios/demo-mission.toml").rows()
        rows += CellBenchmark(scenario: "Configs/Scenarios/demo-mission.toml").rows()
        rows += BusBenchmark().rows()
        rows += LaneBenchmark().rows()
        rows += CyclerBenchmark(scenario: "Configs/Scenarios/Cycling/reference-a.toml").rows()
        print(arguments.isEmpty ? Report.table(rows) : Report.json(rows))
        exit(rows.contains { $0.verdict == .failed } ? 1 : 0)
    }
}
