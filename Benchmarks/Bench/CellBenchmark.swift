import Configuration
import PackSimulation

/// One simulated cell, in the short steps of a mission and the long ones of an ageing run.
struct CellBenchmark {
    private let design: SimulatedCellDesign

    init(scenario path: String) {
        do throws(ConfigurationError) {
            design = SimulatedCellDesign(try ScenarioDescription(contentsOf: path).pack.cell)
        } catch {
            preconditionFailure("Run the benchmarks in the root of the repository: \(error)")
        }
    }

    func rows() -> [Row] {
        let current = 0.5 * design.capacity / 3_600
        var mission = SimulatedCell(
            design: design, stateOfCharge: 0.5, contactFraction: 1, temperature: 333)
        var ageing = mission
        var direction = current
        let times = Stopwatch.best([
            {
                mission.advance(
                    interval: 0.1, current: current, pressure: 5e6, highestPressure: 6e6,
                    cooling: 0.3 * (mission.temperature - 333))
                if mission.stateOfCharge > 0.6 {
                    mission = SimulatedCell(
                        design: design, stateOfCharge: 0.5, contactFraction: 1, temperature: 333)
                }
            },
            {
                ageing.advance(
                    interval: 20, current: direction, pressure: 5e6, highestPressure: 6e6,
                    exchange: .chamber(333))
                if ageing.stateOfCharge > 0.95 { direction = -current }
                if ageing.stateOfCharge < 0.05 { direction = current }
            },
        ])
        precondition(ageing.equivalentFullCycles > 0, "The cell was cycled.")
        return [
            .time("simulated cell, 0.1 s", "ns", times[0] * 1e9),
            .time("simulated cell, 20 s", "ns", times[1] * 1e9),
        ]
    }
}
