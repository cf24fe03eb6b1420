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
            initial: initial(stateOfCharge),
            variation: CellVariation(
                capacity: variation, resistance: variation, stateOfCharge: variation),
            seed: seed)
    }

    /// A pack of groups of cells, without electronics.
    static func groups(
        of parallelCount: Int, stackOfPosition: [Int] = [0, 0], variation: CellVariation = .none,
        thermal: StackThermal = StackThermal(), stateOfCharge: Double = 0.5, seed: UInt64 = 1
    ) -> SimulatedPack {
        let stackCount = (stackOfPosition.max() ?? 0) + 1
        var mechanics = scenario.pack.stacks[0].fixture.stackMechanics
        // As many times thicker, so that the pressure comes out the same.
        mechanics.fixture.stiffness /= Double(parallelCount)
        return SimulatedPack(
            design: SimulatedCellDesign(scenario.pack.cell), stackOfPosition: stackOfPosition,
            parallelCount: parallelCount,
            mechanics: Array(repeating: mechanics, count: stackCount),
            thermal: Array(repeating: thermal, count: stackCount),
            initial: initial(stateOfCharge), variation: variation, seed: seed)
    }

    private static func initial(_ stateOfCharge: Double) -> InitialState {
        InitialState(
            stateOfCharge: StateOfCharge(fraction: stateOfCharge), contactFraction: 1,
            temperature: .celsius(60),
            estimatorStateOfCharge: StateOfCharge(fraction: stateOfCharge))
    }
}

extension CellVariation {
    /// Every cell is the design.
    static let none = CellVariation(
        capacity: 0, resistance: 0, stateOfCharge: 0, swelling: 0, voidHeight: 0, diffusivity: 0)
}
