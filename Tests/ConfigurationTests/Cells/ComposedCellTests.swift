import CellModel
import Quantities
import Testing

@testable import Configuration

@Suite struct ComposedCellTests {
    private func near(_ value: Double, _ expected: Double, _ relative: Double = 1e-6) -> Bool {
        (value - expected).magnitude <= relative * expected.magnitude
    }

    /// Resistance of the separator at 25 °C, Ω m².
    private func separator(_ cell: CellDescription) -> Double {
        let layer = cell.parameters.resistance.electrolyte
        return layer.resistance(conductivity: layer.conductivity.value(at: 298.15))
    }

    @Test func `an override replaces what the materials give`() throws {
        let plain = try ComposedFile().load()
        let changed = try ComposedFile(
            rest: """
                [interface]
                resistance = "7 ohm cm2"
                [cathode]
                fraction_full = "0.40 1"
                particle_radius = "1 um"
                [plating]
                threshold_capacity = "2 mAh/cm2"
                [mechanics]
                pressure_coefficient = "0.4 mV/MPa"
                [ageing]
                calendar_loss = "0.001 1/sqrt(h)"
                calendar_activation_energy = "0.5 eV"
                cycle_loss = "0.05 %"
                resistance_growth = "0.1 %"
                """
        ).load()
        var expected = plain.parameters.resistance
        expected.interface.referenceResistance = 7e-4
        #expect(near(changed.parameters.resistance.interface.referenceResistance, 7e-4))
        expected.interface = changed.parameters.resistance.interface
        #expect(changed.parameters.resistance == expected)
        #expect(changed.physics?.cathodeFractionFull == 0.40)
        #expect(changed.physics?.cathodeFractionEmpty == 0.9084)
        #expect(near(changed.physics?.particle?.radius ?? 0, 1e-6))
        #expect(near(changed.physics?.plating.thresholdCapacity ?? 0, 7.2e4))
        #expect(plain.physics?.plating.thresholdCapacity == .infinity)
        #expect(near(changed.parameters.openCircuit.pressureCoefficient, 4e-10))
        #expect(near(changed.physics?.ageing.cycleLoss ?? 0, 5e-4))
        #expect(near(changed.physics?.ageing.calendarLoss ?? 0, 0.001 / 60))
        #expect(plain.physics?.ageing == AgeingLaw.none)
    }

    @Test func `a derived value says how it came about, a given one keeps its source`() throws {
        let cell = try ComposedFile(rest: "[interface]\nresistance = \"7 ohm cm2\"").load()
        let given = cell.provenance.first { $0.keyPath == "interface.resistance" }
        #expect(given?.source == "the test")
        let derived = cell.provenance.first { $0.keyPath == "interface.pressure_exponent" }
        #expect(derived?.source == "derived: interface of li6ps5cl")
        #expect(derived?.text == "0.7")
        #expect(derived?.file == ComposedFile.name)
        let growth = cell.provenance.first { $0.keyPath == "mechanics.swelling" }
        #expect(growth?.text == "4.32")
        #expect(growth?.unit == "um per mAh/cm2")
        let text = EffectiveConfiguration(cell).description
        #expect(text.contains("derived: |dU/dx| (dx/dz) r2/(15 D q)"))
        for value in cell.provenance where !value.unit.isEmpty {
            #expect(!value.source.isEmpty, "\(value.keyPath)")
        }
    }

    @Test func `all problems are listed at once, in every file`() {
        let problems = ComposedFile(
            electrolyte: "li6ps5cll", temperature: "60 0",
            rest: """
                [interface]
                resistence = "7 ohm cm2"
                pressure_exponent = "9 1"
                [cathode]
                resistance = "3 MPa"
                [fixtures]
                """
        ).problems
        #expect(
            problems.map(\.keyPath) == [
                "composition.electrolyte", "window.temperature_maximum", "interface.resistence",
                "interface.pressure_exponent", "cathode.resistance", "fixtures",
            ], "\(problems)")
        #expect(
            problems.map(\.message) == [
                "no such material; did you mean \"li6ps5cl\"?", "not above \"temperature_minimum\"",
                "unknown key; did you mean \"resistance\"?", "out of range",
                "unit of a pressure where a resistance times area belongs",
                "unknown key; did you mean \"fixture\"?",
            ])
    }

    @Test func `a material that is not there is answered with what is`() throws {
        let problem = try #require(ComposedFile(architecture: "flat").problems.first)
        #expect(problem.keyPath == "composition.architecture")
        #expect(problem.message == "no such material")
        #expect(problem.found == "\"flat\" in Architectures")
        #expect(
            problem.allowed
                == "bipolar, interdigitated-3d, llzo-scaffold-3d, planar, thin-film, "
                + "vertically-aligned")
        let anode = try #require(ComposedFile(anode: "lihtium").problems.first)
        #expect(anode.message == "no such material; did you mean \"lithium\"?")
        #expect(
            anode.allowed
                == "graphene, graphite, li-lto, lithium, lithium-indium, lto, si-carbon, si-lpscl, "
                + "si-mof, silicon")
    }

    @Test func `units must fit and sources must be there`() {
        let text = ComposedFile(thickness: "30 MPa").problems
        #expect(
            text.map(\.message) == ["unit of a pressure where a length belongs"])
        var file = ComposedFile(rest: "[plating]\nsharpness = { value = 0.1, unit = \"1\" }")
        #expect(file.problems.isEmpty)
        file.rest = "[plating]\nsource = \"\"\nsharpness = { value = 0.1, unit = \"1\" }"
        #expect(file.problems.map(\.message) == ["missing source"])
    }

    @Test func `a cathode that fills while charging is refused`() {
        let file = ComposedFile(
            rest: "[cathode]\nfraction_full = \"0.9 1\"\nfraction_empty = \"0.5 1\"")
        #expect(
            file.problems.map(\.message)
                == ["not below \"fraction_empty\"; charging empties the host"])
    }

    @Test(arguments: [
        ("settling_rate = \"-1 um/h\"", "fixture.settling_rate"),
        ("settling_exponent = \"11 1\"", "fixture.settling_exponent"),
        ("thermal_expansion = \"1 m/K\"", "fixture.thermal_expansion"),
    ])
    func `a press that cannot be is a problem, not the end of the program`(
        line: String, keyPath: String
    ) {
        var file = ComposedFile()
        file.fixture += "\n" + line
        #expect(file.problems.map(\.keyPath) == [keyPath])
        #expect(file.problems.map(\.message) == ["out of range"])
    }

    /// Where a range spans fifteen decades, its lower end still counts.
    @Test(arguments: [
        ("[cathode]\nparticle_diffusivity = \"0 m2/s\"", "cathode.particle_diffusivity"),
        ("[cathode]\nparticle_diffusivity = \"-1e-16 m2/s\"", "cathode.particle_diffusivity"),
        ("[polarisation]\nfast_time_constant = \"0 s\"", "polarisation.fast_time_constant"),
        ("[intrusion]\ntime_at_zero_pressure = \"0 h\"", "intrusion.time_at_zero_pressure"),
        ("[plating]\ncritical_current = \"0 mA/cm2\"", "plating.critical_current"),
    ])
    func `what must be above zero is not zero`(rest: String, keyPath: String) {
        let problems = ComposedFile(rest: rest + "\nsource = \"the test\"\n").problems
        #expect(problems.contains { $0.keyPath == keyPath && $0.message == "out of range" })
    }

    @Test func `a lithium fraction outside the fit is refused`() {
        let problems = ComposedFile(rest: "[cathode]\nfraction_full = \"0.1 1\"").problems
        #expect(problems.map(\.allowed) == ["0.261 to 0.9084 1"])
    }

    @Test func `treatments change the interface and the limits of plating`() throws {
        let base = ComposedFile(cathode: "lco", electrolyte: "llzto", cathodeTreatment: nil)
        let bare = try base.load()
        func treated(_ slug: String) throws -> CellDescription {
            var file = base
            file.anodeTreatment = slug
            return try file.load()
        }
        func resistance(_ cell: CellDescription) -> Double {
            cell.parameters.resistance.interface.referenceResistance * 1e4
        }
        #expect(near(resistance(bare), 10))
        #expect(near(resistance(try treated("mgf2-on-llzto")), 6))
        #expect(near(resistance(try treated("sb-on-llzo")), 4.1))
        #expect(near(resistance(try treated("al2o3-on-llzo")), 5))
        let salt = try treated("plss-on-llzto")
        #expect(near(resistance(salt), 9))
        #expect(near(salt.physics?.plating.criticalCurrent ?? 0, 11))
        #expect(near(bare.physics?.plating.criticalCurrent ?? 0, 3))
        #expect(salt.composition?.anodeTreatment?.slug == "plss-on-llzto")
    }

    @Test func `a scaffold spreads the current over more area`() throws {
        var file = ComposedFile(cathode: "lco", electrolyte: "llzto", cathodeTreatment: nil)
        let flat = try file.load().parameters
        file.architecture = "llzo-scaffold-3d"
        let folded = try file.load().parameters
        #expect(
            near(
                folded.resistance.interface.referenceResistance * 3.3,
                flat.resistance.interface.referenceResistance))
        #expect(near(folded.contact.sustainableCurrent, 3.3 * flat.contact.sustainableCurrent))
    }

    @Test func `an interlayer faces the anode and adds its own resistance`() throws {
        var file = ComposedFile(
            cathode: "lco", electrolyte: "li3ycl6", cathodeTreatment: nil,
            anodeTreatment: "lpscl-interlayer", voltage: "3.0 4.2")
        let cell = try file.load()
        // 30 um over 0.54 mS/cm and 20 um over 2 mS/cm, the second exactly at 30 degC.
        #expect(near(separator(cell), 30e-6 / 0.054 + 20e-6 / 0.2, 0.05))
        let layer = cell.parameters.resistance.electrolyte
        let first = layer.conductivity.value(at: 303.15)
        let second =
            0.2
            / Arrhenius.resistanceFactor(
                activationEnergy: 0.325 * 96_485.332_12, temperature: 303.15)
        #expect(near(layer.resistance(conductivity: first), 30e-6 / first + 20e-6 / second))
        #expect(near(cell.parameters.resistance.interface.referenceResistance, 25e-4))
        #expect(cell.parameters.contact.isActive)
        #expect(near(cell.physics?.plating.criticalCurrent ?? 0, 20))
        file.rest = "[separator.x]"
        #expect(file.problems.map(\.keyPath) == ["separator.x"])
    }

    @Test func `graphite grows along its curve, lithium along a line`() throws {
        let graphite = try ComposedFile(anode: "graphite", voltage: "2.0 4.3").load().parameters
        #expect(graphite.swelling.shape != nil)
        #expect(near(graphite.swelling.perCharge * 3.6e10, 0.63))
        #expect(
            graphite.swelling.slope(stateOfCharge: 0.1, arealCapacity: graphite.arealCapacity)
                != graphite.swelling.slope(
                    stateOfCharge: 0.5, arealCapacity: graphite.arealCapacity))
        #expect(try ComposedFile().load().parameters.swelling.shape == nil)
    }

    @Test func `a half cell runs its host the other way`() throws {
        let cell = try ComposedFile(
            cathode: "silicon", cathodeTreatment: nil, voltage: "0 1"
        ).load()
        let open = cell.parameters.openCircuit
        #expect(cell.physics?.cathodeFractionEmpty == 0.75)
        #expect(cell.physics?.cathodeFractionFull == 0.05)
        #expect(open.voltage.samples[0] < open.voltage.samples[512])
        #expect(open.hysteresis.rate == 20)
        #expect((open.hysteresisHalfGap.samples.max() ?? 0) > 0.1)
    }

    @Test(arguments: ["pegda", "pvdf-peo-llzto", "liquid-carbonate"])
    func `salt gradients make the slow pair where anions move`(slug: String) throws {
        let cell = try ComposedFile(
            cathode: "lfp", electrolyte: slug, cathodeTreatment: nil, voltage: "2.6 3.65",
            temperature: "20 60"
        ).load()
        let concentration = try #require(cell.physics?.concentration)
        #expect(concentration.transferenceNumber < 1)
        let area = cell.parameters.totalArea
        let layer = cell.parameters.resistance.electrolyte
        let slow = cell.parameters.polarisation.slowResistance
        for temperature in [298.15, 333.15] {
            let expected =
                layer.resistance(conductivity: layer.conductivity.value(at: temperature))
                * concentration.ratio / area
            #expect(
                near(slow.value(stateOfCharge: 0.5, temperature: temperature), expected, 0.02))
        }
        #expect(
            near(
                cell.parameters.polarisation.slowTimeConstant.value(
                    stateOfCharge: 0.5, temperature: 310), 9e-10 / concentration.saltDiffusivity))
    }

    @Test(arguments: [
        ("nmc622", "lithium", 3.60, 4.20), ("nmc532", "lithium", 3.63, 4.07),
        ("nca", "lithium", 3.39, 4.20), ("ni83", "lithium", 3.56, 4.20),
        ("lmo", "lithium", 3.59, 4.13), ("nmc811", "graphite", 2.26, 4.10),
        ("nmc622", "lto", 1.99, 2.66), ("nmc811", "si-carbon", 2.88, 4.00),
    ])
    func `a cell of these hosts spans its window`(
        cathode: String, anode: String, empty: Double, full: Double
    ) throws {
        let cell = try ComposedFile(
            cathode: cathode, anode: anode, voltage: anode == "lto" ? "1.5 2.7" : "1.5 4.3"
        ).load()
        let samples = cell.parameters.openCircuit.voltage.samples
        #expect((samples[0] - empty).magnitude < 0.02, "\(samples[0])")
        #expect((samples[512] - full).magnitude < 0.02, "\(samples[512])")
        #expect(zip(samples, samples.dropFirst()).allSatisfy { $1 - $0 > -1e-3 })
    }
}
