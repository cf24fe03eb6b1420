import CellModel
import Testing

@testable import Configuration

/// What a pack file says of parallel cells, of the press beyond its stiffness, and of heat.
@Suite struct PackPlantKeysTests {
    private func pack(_ edits: (old: String, new: String)...) throws -> PackDescription {
        try PackDescription(
            contentsOf: ShippedFiles.pack,
            problems: ShippedFiles.context(
                edits.map { .init(file: ShippedFiles.pack, old: $0.old, new: $0.new) }))
    }

    private static let cell = "cell = \"../Cells/reference-a.toml\"\n"
    private static let press = "kind = \"spring\"\n"
    private static let stack = "name = \"stack-2\"\n"
    private static let stiffness = "stiffness = { value = 0.0045,"

    @Test func `a file that says nothing has the assumed press and single cells`() throws {
        let pack = try pack()
        #expect(pack.parallelCount == 1)
        #expect(pack.positionParameters == pack.cell.parameters)
        for stack in pack.stacks {
            #expect(stack.fixture.kind == .spring)
            #expect(stack.fixture.settling == .zhang2017)
            #expect(stack.fixture.thermalExpansion == StackMechanics.assumedThermalExpansion)
            #expect(stack.thermal == StackThermal())
        }
        let toSurface = pack.cell.parameters.thermal.coreToSurfaceConductance
        #expect((toSurface - 3).magnitude < 1e-12)
        #expect(pack.cell.parameters.thermal.surfaceShare == 0.1)
    }

    @Test func `what is assumed is printed as assumed`() throws {
        let pack = try pack()
        for (key, text) in [
            ("fixture.settling_rate", "1.177e-11"), ("fixture.settling_pressure", "61800000"),
            ("fixture.settling_exponent", "1"), ("fixture.thermal_expansion", "2e-07"),
            ("stacks[4].neighbour_conductance", "0.15"), ("parallel_count", "1"),
        ] {
            let value = pack.provenance.first { $0.keyPath == key }
            #expect(value?.source.hasPrefix("default") == true, "\(key)")
            #expect(value.flatMap { Double($0.text) } == Double(text), "\(key)")
        }
        let cell = pack.cell.provenance.first { $0.keyPath == "thermal.surface_share" }
        #expect(cell?.source == "default [A]")
    }

    @Test func `every value of press and heat can be given`() throws {
        let pack = try pack(
            (
                Self.press,
                Self.press + """
                    thermal_expansion = "0.3 um/K"
                    settling_rate = "0.05 um/h"
                    settling_pressure = "20 MPa"
                    settling_exponent = "2.5 1"
                    source = "measured"

                    """
            ),
            (
                Self.stack,
                Self.stack + """
                    neighbour_conductance = "0.4 W/K"
                    end_plate_conductance = "900 mW/K"

                    """
            ))
        let fixture = pack.stacks[0].fixture
        #expect((fixture.thermalExpansion / 0.3e-6 - 1).magnitude < 1e-12)
        #expect((fixture.settling.rate / (0.05e-6 / 3600) - 1).magnitude < 1e-12)
        #expect(fixture.settling.referencePressure == 20e6)
        #expect(fixture.settling.exponent == 2.5)
        #expect(fixture.stackMechanics.fixture == fixture.mechanics)
        #expect(pack.stacks[1].thermal.neighbourConductance == 0.4)
        #expect(pack.stacks[1].thermal.endPlateConductance == 0.9)
        #expect(pack.stacks[0].thermal == StackThermal())
    }

    @Test func `a pack of groups has the cells of all in each position`() throws {
        let pack = try pack(
            (Self.cell, Self.cell + "parallel_count = 2\n"),
            (Self.stiffness, "stiffness = { value = 0.00225,"))
        #expect(pack.parallelCount == 2)
        #expect(pack.cellCount == 16)
        #expect(pack.positionParameters.capacity == 2 * pack.cell.parameters.capacity)
        #expect(pack.positionParameters.layerCount == 20)
    }

    @Test func `a stack of groups swells as all of its cells`() {
        let problems = ShippedFiles.packProblems((Self.cell, Self.cell + "parallel_count = 2\n"))
        #expect(
            problems.contains {
                $0.keyPath == "limits.stack_overpressure.operating.set"
                    && $0.message == "a full stack \"stack-1\" presses harder than this"
                    && $0.allowed == "from 9.6656 MPa"
            }, "\(problems)")
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var keyPath: String
        var message: String

        var testDescription: String { "\(keyPath) \(message)" }
    }

    static let cases: [Case] = [
        Case(
            old: cell, new: cell + "parallel_count = 0\n", keyPath: "parallel_count",
            message: "out of range"),
        Case(
            old: cell, new: cell + "parallel_count = \"two\"\n", keyPath: "parallel_count",
            message: "wrong type"),
        Case(
            old: press, new: press + "settling_rate = 1e-11\n", keyPath: "fixture.settling_rate",
            message: "missing unit"),
        Case(
            old: press, new: press + "settling_rate = \"5 MPa\"\n",
            keyPath: "fixture.settling_rate",
            message: "unit of a pressure where a length per time belongs"),
        Case(
            old: press, new: press + "settling_rate = \"-1 um/h\"\n",
            keyPath: "fixture.settling_rate", message: "out of range"),
        Case(
            old: press, new: press + "settling_exponent = \"11 1\"\n",
            keyPath: "fixture.settling_exponent", message: "out of range"),
        Case(
            old: press, new: press + "setling_rate = \"1 um/h\"\n",
            keyPath: "fixture.setling_rate",
            message: "unknown key; did you mean \"settling_rate\"?"),
        Case(
            old: stack, new: stack + "neighbour_conductance = \"-1 W/K\"\n",
            keyPath: "stacks[2].neighbour_conductance", message: "out of range"),
        Case(
            old: stack, new: stack + "neighbor_conductance = \"1 W/K\"\n",
            keyPath: "stacks[2].neighbor_conductance",
            message: "unknown key; did you mean \"neighbour_conductance\"?"),
    ]

    @Test(arguments: cases)
    func `a slip in what the plant is told is found`(example: Case) {
        let problems = ShippedFiles.packProblems((old: example.old, new: example.new))
        #expect(
            problems.contains {
                $0.keyPath == example.keyPath && $0.message == example.message
            }, "\(problems)")
    }

    @Test func `core and surface of a cell can be given`() throws {
        let conductance = "conductance_to_ambient = "
        let edit = ShippedFiles.Edit(
            file: ShippedFiles.cell, old: conductance,
            new: "core_to_surface_conductance = { value = 5, unit = \"W/K\", source = \"x\" }\n"
                + "surface_share = { value = 20, unit = \"%\", source = \"x\" }\n" + conductance)
        let cell = try CellDescription(
            contentsOf: ShippedFiles.cell, problems: ShippedFiles.context([edit]))
        let thermal = cell.parameters.thermal
        #expect(thermal.coreToSurfaceConductance == 5)
        #expect(thermal.surfaceShare == 0.2)
        #expect(thermal.coreHeatCapacity == 20)
        #expect(thermal.surfaceHeatCapacity == 5)
        let wrong = ShippedFiles.cellProblems(
            (
                conductance,
                "surface_share = { value = 1, unit = \"1\", source = \"x\" }\n"
                    + conductance
            ))
        #expect(wrong.contains { $0.keyPath == "thermal.surface_share" })
    }

    @Test func `a scenario may scatter more than it must`() throws {
        let file = ShippedFiles.scenario("calm")
        let old = "resistance = \"3 %\"\n"
        func read(_ extra: String) throws -> CellVariation {
            try ScenarioDescription(
                contentsOf: file,
                problems: ShippedFiles.context([
                    .init(file: file, old: old, new: old + extra)
                ])
            ).variation
        }
        let plain = try read("")
        #expect(
            plain
                == CellVariation(capacity: 0.01, resistance: 0.03, stateOfCharge: 0.005))
        let wide = try read(
            """
            interface_resistance = "20 %"
            swelling = "3 %"
            void_height = "15 %"
            diffusivity = "25 %"
            particle_radius = "5 %"
            thermal = "8 %"

            """)
        #expect(
            wide
                == CellVariation(
                    capacity: 0.01, resistance: 0.03, stateOfCharge: 0.005,
                    interfaceResistance: 0.2, swelling: 0.03, voidHeight: 0.15,
                    diffusivity: 0.25, particleRadius: 0.05, thermal: 0.08))
        #expect(throws: ConfigurationError.self) { try read("particle_radius = \"40 %\"\n") }
        #expect(throws: ConfigurationError.self) { try read("thermal = \"1 K\"\n") }
    }
}
