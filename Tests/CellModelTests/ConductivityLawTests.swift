import CellModel
import Testing

/// Conductivity over temperature, against the tabulated factors and values.
@Suite struct ConductivityLawTests {
    static let electronvolt = PhysicalConstants.joulePerMolePerElectronvolt
    static let argyrodite = ConductivityLaw.arrhenius(
        reference: 0.2, activationEnergy: 0.325 * electronvolt)
    static let garnet = ConductivityLaw.arrhenius(
        reference: 0.1, activationEnergy: 0.298 * electronvolt)
    static let polymer = ConductivityLaw.vogel(
        prefactor: 215, slope: 1200, zero: 188, kneeTemperature: 328,
        kneeEnergy: 0.6 * electronvolt)

    // °C, σ(T)/σ(25 °C). The table has two digits.
    @Test(arguments: [
        (argyrodite, -20.0, 0.106), (argyrodite, 0, 0.31), (argyrodite, 25, 1),
        (argyrodite, 45, 2.2), (argyrodite, 60, 3.8), (argyrodite, 80, 7.2),
        (garnet, -20, 0.127), (garnet, 0, 0.35), (garnet, 25, 1), (garnet, 45, 2.1),
        (garnet, 60, 3.4), (garnet, 80, 6.1),
    ])
    func `ceramics follow the tabulated temperature factors`(
        law: ConductivityLaw, celsius: Double, expected: Double
    ) {
        let ratio = law.value(at: celsius + 273.15) / law.value(at: 298.15)
        #expect(abs(ratio / expected - 1) < 0.02)
    }

    // °C, mS/cm.
    @Test(arguments: [(60.0, 0.55), (70, 0.94), (80, 1.5), (90, 2.3)])
    func `molten PEO has the tabulated conductivities`(celsius: Double, expected: Double) {
        let value = Self.polymer.value(at: celsius + 273.15) * 10
        #expect(abs(value / expected - 1) < 0.015)
    }

    @Test func `PEO loses another factor of eight below the knee on the way to 25 °C`() {
        let withoutKnee = ConductivityLaw.vogel(
            prefactor: 215, slope: 1200, zero: 188, kneeTemperature: 1, kneeEnergy: 0)
        let crystallised = Self.polymer.value(at: 298.15)
        let amorphous = withoutKnee.value(at: 298.15)
        #expect(amorphous / crystallised > 7.5 && amorphous / crystallised < 9)
        // 1e-6 to 1e-5 S/cm.
        #expect(crystallised > 1e-4 && crystallised < 1e-3)
    }

    @Test func `the knee bends the curve without a step`() {
        let below = Self.polymer.value(at: 328 - 1e-6)
        let above = Self.polymer.value(at: 328 + 1e-6)
        #expect(abs(below / above - 1) < 1e-6)
        let slopeBelow = below / Self.polymer.value(at: 327)
        let slopeAbove = Self.polymer.value(at: 329) / above
        #expect(slopeBelow > slopeAbove * 1.05)
    }

    @Test func `conductivity stays finite and positive at the zero of the Vogel law`() {
        for kelvin in [150.0, 188, 190] {
            let value = Self.polymer.value(at: kelvin)
            #expect(value.isFinite && value > 0)
        }
    }
}
