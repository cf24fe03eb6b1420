import CellModel
import Configuration
import Quantities

@testable import PackSimulation

/// The demonstration pack with nothing to do, for tests that need a world.
enum TestWorld {
    static let scenario: ScenarioDescription = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        let path = parts.joined(separator: "/") + "/Configs/Scenarios/calm.toml"
        do throws(ConfigurationError) {
            var scenario = try ScenarioDescription(contentsOf: path)
            scenario.mission = []
            scenario.faults = []
            scenario.expectations = []
            // A cell that does not age, unless a test asks for it.
            scenario.pack.cell.physics?.ageing = .none
            return scenario
        } catch { preconditionFailure("The calm scenario loads: \(error)") }
    }()

    static func rig() -> SimulatedRig { SimulatedRig(scenario) }

    /// A pack of its own, without electronics.
    static func pack(
        cellCount: Int = 4, stateOfCharge: Double = 0.5, variation: Double = 0.01, seed: UInt64 = 1
    ) -> SimulatedPack {
        SimulatedPack(
            design: SimulatedCellDesign(scenario.pack.cell),
            stackOfCell: Array(repeating: 0, count: cellCount),
            fixtures: [scenario.pack.stacks[0].fixture.mechanics],
            initial: InitialState(
                stateOfCharge: StateOfCharge(fraction: stateOfCharge), contactFraction: 1,
                temperature: .celsius(60),
                estimatorStateOfCharge: StateOfCharge(fraction: stateOfCharge)),
            variation: CellVariation(
                capacity: variation, resistance: variation, stateOfCharge: variation),
            seed: seed)
    }
}
