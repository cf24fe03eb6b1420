import CellModel
import Quantities
import Testing

@testable import Configuration

/// The cell files of the repository: what they derive is what the tables of their sources say.
@Suite struct ShippedCellTests {
    static let folder = ShippedFiles.root + "/Configs/Cells"

    static func cell(_ path: String) throws -> CellDescription {
        try CellDescription(contentsOf: "\(folder)/\(path).toml")
    }

    static let composed = [
        "reference-a", "reference-b", "reference-c", "reference-d", "reference-e",
        "reference-e-lto", "reference-f", "Symmetric/li-lpscl-li",
        "Symmetric/li-lpscl-li-first-compression", "Symmetric/li-llzo-li",
        "Published/liin-lgps-lco", "Published/lto-lgps-lco", "Published/liin-lpscl-nmc83",
        "Published/si-lpscl-nmc811-low-pressure", "Symmetric/li-artificial-sei-sym",
        "Symmetric/li-seeded-sym",
    ]

    @Test(arguments: composed)
    func `a shipped cell is composed and says what was assumed`(path: String) throws {
        let cell = try Self.cell(path)
        #expect(path.hasSuffix(cell.name))
        #expect(cell.kind == .composed)
        #expect(cell.composition != nil)
        #expect(cell.physics != nil)
        #expect(cell.evidence?.status == .assumed)
        #expect(cell.evidence?.assumed.isEmpty == false)
    }

    @Test func `no cell file is left out of these tests`() throws {
        var found: [String] = []
        for sub in ["", "Symmetric/", "Published/"] {
            for name in try FileText.list("\(Self.folder)/\(sub)") where name.hasSuffix(".toml") {
                let path = "\(Self.folder)/\(sub)\(name)"
                let cell = try CellDescription(contentsOf: path)
                if cell.kind == .composed { found.append(sub + String(name.dropLast(5))) }
            }
        }
        #expect(Set(found) == Set(Self.composed))
    }

    struct Row: Sendable {
        var name: String
        /// mAh/cm²; Ω cm² of separator and grain boundaries at 25 °C.
        var arealCapacity: Double
        var separator: Double
        var interface: Double
        /// µm per mAh/cm²; mV/MPa.
        var swelling: Double
        var pressureCoefficient: Double
        var swing: Double
        var window: ClosedRange<Double>
        /// mA/cm².
        var criticalCurrent: Double
    }

    /// The reference cells as their table gives them.
    static let rows = [
        Row(
            name: "reference-a", arealCapacity: 3, separator: 1.5, interface: 25, swelling: 4.32,
            pressureCoefficient: 0.12, swing: 2.59, window: 2.8...4.2, criticalCurrent: 2),
        Row(
            name: "reference-b", arealCapacity: 2, separator: 20, interface: 10, swelling: 5.12,
            pressureCoefficient: 0.14, swing: 2.05, window: 3.0...4.2, criticalCurrent: 1),
        Row(
            name: "reference-c", arealCapacity: 3, separator: 1.5, interface: 10, swelling: 2.83,
            pressureCoefficient: 0.08, swing: 1.7, window: 2.6...4.2,
            criticalCurrent: .infinity),
        Row(
            name: "reference-d", arealCapacity: 2, separator: 635, interface: 119,
            swelling: 3.77, pressureCoefficient: 0.105, swing: 0.38, window: 2.6...3.65,
            criticalCurrent: 0.126),
        Row(
            name: "reference-e", arealCapacity: 2, separator: 11.3, interface: 9, swelling: 3.63,
            pressureCoefficient: 0.10, swing: 1.96, window: 2.0...3.6,
            criticalCurrent: .infinity),
        Row(
            name: "reference-e-lto", arealCapacity: 2, separator: 11.3, interface: 9,
            swelling: 0.27, pressureCoefficient: 0.0075, swing: 0.15, window: 1.5...2.7,
            criticalCurrent: .infinity),
        Row(
            name: "reference-f", arealCapacity: 0.2, separator: 52, interface: 5, swelling: 5.12,
            pressureCoefficient: 0.14, swing: 0, window: 3.0...4.2, criticalCurrent: 10),
    ]

    @Test(arguments: rows)
    func `a reference cell derives the figures of its table`(row: Row) throws {
        let cell = try Self.cell(row.name)
        let parameters = cell.parameters
        func near(_ value: Double, _ expected: Double, _ relative: Double) -> Bool {
            (value - expected).magnitude <= relative * expected.magnitude + 1e-12
        }
        #expect(near(parameters.arealCapacity / 3.6e4, row.arealCapacity, 1e-9))
        let layer = parameters.resistance.electrolyte
        let separator = layer.resistance(conductivity: layer.conductivity.value(at: 298.15))
        #expect(near(separator * 1e4, row.separator, 0.01), "\(separator * 1e4)")
        #expect(
            near(parameters.resistance.interface.referenceResistance * 1e4, row.interface, 1e-9))
        #expect(near(parameters.swelling.perCharge * 3.6e10, row.swelling, 1e-3))
        let coefficient = parameters.openCircuit.pressureCoefficient * 1e9
        #expect(near(coefficient, row.pressureCoefficient, 0.03))
        let fixture = try #require(cell.fixture?.mechanics)
        let swing =
            fixture.stiffness * parameters.layerCount * parameters.swelling.perCharge
            * parameters.arealCapacity
        #expect(near(swing / 1e6, row.swing, 0.03), "\(swing)")
        #expect(near(cell.voltageRange.lowerBound.volts, row.window.lowerBound, 1e-9))
        #expect(near(cell.voltageRange.upperBound.volts, row.window.upperBound, 1e-9))
        #expect(cell.physics?.plating.criticalCurrent == row.criticalCurrent * 10)
        #expect(parameters.openCircuit.referencePressure == fixture.preload)
    }

    @Test func `PEO of cell D conducts as its table says, and worse below its melting`() throws {
        let layer = try Self.cell("reference-d").parameters.resistance.electrolyte
        func resistance(_ celsius: Double) -> Double {
            layer.resistance(conductivity: layer.conductivity.value(at: celsius + 273.15)) * 1e4
        }
        #expect((resistance(70) - 3.2).magnitude < 0.1)
        #expect((resistance(60) - 5.4).magnitude < 0.2)
        // 75 ohm cm2 if it stayed amorphous.
        #expect(resistance(25) > 5 * 75)
    }

    @Test func `cell D at 70 degC has the interfaces of its table`() throws {
        let series = try Self.cell("reference-d").parameters.resistance
        func value(_ interface: InterfaceResistance) -> Double {
            interface.fullContactResistance(
                pressure: 0.5e6, highestPressure: 0.5e6, temperature: 343.15) * 1e4
        }
        #expect((value(series.interface) - 20).magnitude < 0.2)
        #expect((value(series.cathode) - 30).magnitude < 0.3)
    }

    @Test func `only metal loses contact and shorts`() throws {
        for (name, isMetal) in [
            ("reference-a", true), ("reference-b", true), ("reference-c", false),
            ("reference-e", false), ("reference-d", false), ("reference-f", false),
        ] {
            #expect(try Self.cell(name).parameters.contact.isActive == isMetal, "\(name)")
        }
        #expect(try Self.cell("reference-a").physics?.intrusion != LithiumIntrusion.none)
        #expect(try Self.cell("reference-b").physics?.intrusion == LithiumIntrusion.none)
        #expect(try Self.cell("reference-c").physics?.hysteresis.rate == 20)
        #expect(try Self.cell("reference-f").physics?.particle == nil)
        #expect(try Self.cell("reference-a").creep?.exponent == 6.56)
    }

    @Test func `a symmetric cell has no voltage, no swelling and two interfaces`() throws {
        for name in ["li-lpscl-li", "li-lpscl-li-first-compression", "li-llzo-li"] {
            let cell = try Self.cell("Symmetric/\(name)")
            #expect(cell.parameters.openCircuit.voltage.samples.allSatisfy { $0 == 0 })
            #expect(cell.parameters.swelling.perCharge == 0)
            #expect(cell.parameters.openCircuit.pressureCoefficient == 0)
            #expect(cell.physics?.particle == nil)
            var second = cell.parameters.resistance.interface
            second.contactSpacing = 0
            #expect(cell.parameters.resistance.cathode == second)
            #expect(cell.composition?.isSymmetric == true)
            #expect(cell.voltageRange == .volts(-1) ... .volts(1))
        }
    }

    /// Doux et al. 2020, from figures: the first compression, and back to 5 MPa after 25 MPa.
    @Test(arguments: [
        (5.0, 5.0, 110.0), (10, 10, 50), (15, 15, 40), (20, 20, 35), (25, 25, 32), (5, 25, 50),
    ])
    func `the first compression of lithium on argyrodite is as published`(
        pressure: Double, highest: Double, published: Double
    ) throws {
        let resistance = try firstCompression(pressure, highest)
        #expect((resistance / published - 1).magnitude < 0.03, "\(resistance)")
    }

    @Test func `before that the cell hardly conducts`() throws {
        #expect(try firstCompression(1, 1) > 500)
    }

    /// Ω.
    private func firstCompression(_ pressure: Double, _ highest: Double) throws -> Double {
        let cell = try Self.cell("Symmetric/li-lpscl-li-first-compression")
        return EquivalentCircuit<Double>(
            parameters: cell.parameters, stateOfCharge: 0.5, contactFraction: 1,
            interphaseResistance: 0, temperature: 298.15, pressure: pressure * 1e6,
            highestPressure: highest * 1e6
        ).seriesResistance
    }

    @Test func `the published fixtures press as their papers say`() throws {
        func swing(_ name: String) throws -> Double {
            let cell = try Self.cell("Published/\(name)")
            let fixture = try #require(cell.fixture?.mechanics)
            return fixture.stiffness * cell.parameters.swelling.perCharge
                * cell.parameters.arealCapacity / 1e6
        }
        let indium = try swing("liin-lgps-lco")
        #expect((indium / 1.25 - 1).magnitude < 0.15, "\(indium)")
        let ratio = try indium / swing("lto-lgps-lco")
        #expect((ratio / 14.7 - 1).magnitude < 0.2, "\(ratio)")
        let silicon = try swing("si-lpscl-nmc811-low-pressure")
        #expect((silicon / 1.51 - 1).magnitude < 0.2, "\(silicon)")
        #expect(
            try Self.cell("Published/liin-lgps-lco").accepted.map(\.rule) == ["oxidised-by-cathode"]
        )
    }

    @Test func `times to a short follow Doux et al. 2020 within a factor of 1.5`() throws {
        let law = try #require(try Self.cell("Symmetric/li-lpscl-li").physics?.intrusion)
        for (pressure, hours) in [(25.0, 48.0), (20, 190), (15, 272), (10, 474)] {
            let modelled = 1 / law.rate(pressure: pressure * 1e6) / 3600
            #expect(max(modelled / hours, hours / modelled) < 1.5, "\(pressure) \(modelled)")
        }
        #expect(1 / law.rate(pressure: 5e6) > 1000 * 3600)
        #expect(1 / law.rate(pressure: 75e6) < 600)
    }
}
