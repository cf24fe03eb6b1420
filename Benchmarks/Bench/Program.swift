import Glibc

/// Runs every benchmark; exit status 1 when a row misses its bar.
@main
enum Program {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.allSatisfy({ $0 == "--json" || $0 == "--real-time" }) else {
            print("usage: solidbms-bench [--real-time] [--json]")
            exit(64)
        }
        let mission = "Configs/Scenarios/demo-mission.toml"
        let rows =
            arguments.contains("--real-time")
            ? RealTimeBenchmark(scenario: mission).rows() : speedRows(mission)
        print(arguments.contains("--json") ? Report.json(rows) : Report.table(rows))
        exit(rows.contains { $0.verdict == .failed } ? 1 : 0)
    }

    private static func speedRows(_ mission: String) -> [Row] {
        var rows: [Row] = []
        rows += FilterBenchmark().rows()
        rows += OutlookBenchmark().rows()
        rows += FunctionBenchmark().rows()
        rows += CircuitBenchmark().rows()
        rows += LoopBenchmark(scenario: mission).rows()
        rows += CellBenchmark(scenario: mission).rows()
        rows += BusBenchmark().rows()
        rows += LaneBenchmark().rows()
        rows += CyclerBenchmark(scenario: "Configs/Scenarios/Cycling/reference-a.toml").rows()
        return rows
    }
}
