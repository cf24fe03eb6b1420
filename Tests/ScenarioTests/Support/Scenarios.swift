import Assembly
import Configuration
import Control
import Foundation
import PackSimulation
import Quantities

/// The scenario files of the repository, and scenarios made of them.
enum Scenarios {
    /// The folder of the scenario files.
    static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        return parts.joined(separator: "/") + "/Configs/Scenarios"
    }()

    /// Names of all scenario files, found by looking, sorted.
    static let names: [String] = {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
        } catch { preconditionFailure("The scenario folder can be read: \(error)") }
    }()

    /// The scenario of that name, as it is in its file.
    static func named(_ name: String) throws(ConfigurationError) -> ScenarioDescription {
        try ScenarioDescription(contentsOf: folder + "/\(name).toml")
    }

    /// The demonstration pack at 60 °C with nothing to do and nothing wrong.
    static let quiet: ScenarioDescription = {
        do {
            var scenario = try named("calm")
            scenario.mission = []
            scenario.faults = []
            scenario.expectations = []
            return scenario
        } catch { preconditionFailure("The calm scenario loads: \(error)") }
    }()

    /// A pack of two stacks of two cells with everything a large one has: every kind of chip, two
    /// buses, two channels of the switch.
    static let small: ScenarioDescription = {
        var scenario = quiet
        var pack = scenario.pack
        pack.stacks = Array(pack.stacks.prefix(2))
        for index in pack.stacks.indices {
            pack.stacks[index].cells = (2 * index)..<(2 * index + 2)
        }
        let sensors = pack.devices.temperatureSensors
        pack.devices.temperatureSensors = [sensors[0], sensors[1], sensors[4], sensors[5]]
        pack.devices.cellMonitor.wiredCellCount = 4
        scenario.pack = pack
        return scenario
    }()

    /// A run of a scenario, wired as the toolbox wires it.
    static func run(_ scenario: ScenarioDescription) -> SimulationRun {
        let rig = SimulatedRig(scenario)
        let control = PackAssembly.controlLoop(
            for: scenario.pack, ports: rig.board.ports,
            stateOfCharge: scenario.initial.estimatorStateOfCharge)
        return SimulationRun(scenario: scenario, rig: rig, control: control)
    }
}
