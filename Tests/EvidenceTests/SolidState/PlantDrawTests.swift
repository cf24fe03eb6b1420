import CellModel
import Configuration
import Quantities
import Testing

@testable import Evidence
@testable import PackSimulation

@Suite struct PlantDrawTests {
    static let sweep = TestSweep.shipped

    static func draw(
        _ label: String, _ selection: MismatchSelection, seed: UInt64 = 1
    ) -> PlantDraw {
        let index = TestSweep.index(label)
        return PlantDraw(
            sweep.cells[index], index: index, perturbations: sweep.perturbations,
            selection: selection, seed: seed)
    }

    /// A cell in which each parameter means something.
    static func label(_ parameter: SweepParameter) -> String {
        switch parameter {
        case .hysteresisGap, .hysteresisRate: "C"
        case .transference: "D"
        default: "A"
        }
    }

    @Test(arguments: SweepParameter.allCases)
    func `each parameter of the sweep shifts the plant, alone`(parameter: SweepParameter) {
        let label = Self.label(parameter)
        let nominal = Self.draw(label, .structure)
        let shifted = Self.draw(label, .only(parameter))
        #expect(shifted.values.map(\.parameter) == [parameter])
        #expect(
            shifted.design != nominal.design || shifted.mechanics != nominal.mechanics,
            "\(parameter) changes nothing.")
    }

    @Test(arguments: SweepParameter.allCases)
    func `a parameter is drawn alike alone and among others, and by each seed anew`(
        parameter: SweepParameter
    ) throws {
        let label = Self.label(parameter)
        func value(_ selection: MismatchSelection, _ seed: UInt64) throws -> Double {
            try #require(
                Self.draw(label, selection, seed: seed).values
                    .first { $0.parameter == parameter }
            ).value
        }
        #expect(try value(.only(parameter), 3) == value(.all, 3))
        #expect(try value(.all, 3) == value(.all, 3))
        #expect(try value(.all, 3) != value(.all, 4))
    }

    @Test func `draws have the deviation of the file and stay within their bounds`() throws {
        let logarithms = (1...2000).map { seed in
            Double.log(Self.draw("A", .only(.capacity), seed: UInt64(seed)).values[0].value)
        }
        let mean = logarithms.reduce(0, +) / 2000
        let squares = logarithms.reduce(0) { $0 + $1 * $1 } / 2000
        #expect(mean.magnitude < 0.0015)
        // 2 %, a little less for what is cut off.
        #expect((squares.squareRoot() - 0.0195).magnitude < 0.001)
        #expect(logarithms.allSatisfy { $0.magnitude <= 0.05 + 1e-12 })
        let factors = (1...500).map {
            Self.draw("A", .only(.strippingLimit), seed: UInt64($0)).values[0].value
        }
        #expect(factors.allSatisfy { (0.74...1.36).contains($0) })
        #expect(factors.contains { $0 < 0.78 } && factors.contains { $0 > 1.3 })
    }

    @Test func `without mismatch the plant is the design, without ageing and shorts`() {
        let cell = Self.sweep.cells[0]
        var expected = SimulatedCellDesign(cell.cell)
        expected.physics.ageing = .none
        expected.physics.plating.rateAtLimit = 0
        expected.physics.intrusion = .none
        let nominal = Self.draw("A", .structure)
        #expect(nominal.design == expected)
        #expect(nominal.mechanics == cell.fixture.stackMechanics)
        #expect(nominal.values.isEmpty)
    }

    @Test func `a shifted curve is off by the offset at half charge and by the tilt between ends`()
    {
        var design = Self.draw("A", .structure).design
        func voltage(_ charge: Double) -> Double {
            design.equilibrium.voltage(
                stateOfCharge: charge, surface: charge, temperature: 298.15, branch: 0)
        }
        let before = [0.0, 0.5, 1.0].map(voltage)
        design.equilibriumDeviation.offset = 2e-3
        design.equilibriumDeviation.tilt = 10e-3
        let after = [0.0, 0.5, 1.0].map(voltage)
        let expected = [-3e-3, 2e-3, 7e-3]
        for index in 0..<3 {
            #expect((after[index] - before[index] - expected[index]).magnitude < 1e-9)
        }
    }
}
