import CellModel
import Testing

@Suite struct InterphaseGrowthTests {
    /// 0.6 Ω cm² per root of hour, 0.4 eV.
    static let argyrodite = InterphaseGrowth(
        law: .parabolic(rate: 0.6e-4 / 60),
        activationEnergy: 0.4 * PhysicalConstants.joulePerMolePerElectronvolt,
        initialResistance: 0)
    /// 0.2 Ω cm² per hour.
    static let mixedConducting = InterphaseGrowth(
        law: .linear(rate: 0.2e-4 / 3600),
        activationEnergy: 0.4 * PhysicalConstants.joulePerMolePerElectronvolt,
        initialResistance: 0)
    static let month = 30.0 * 86_400

    @Test func `a month at 25 °C grows 16 Ω cm² on argyrodite`() {
        let grown = Self.argyrodite.advanced(
            resistance: 0, temperature: 298.15, interval: Self.month)
        #expect(abs(grown * 1e4 - 16) < 0.2)
    }

    @Test func `what the product limits slows down and what the reaction limits does not`() {
        func ratio(_ law: InterphaseGrowth) -> Double {
            let once = law.advanced(resistance: 0, temperature: 298.15, interval: Self.month)
            return law.advanced(resistance: 0, temperature: 298.15, interval: 4 * Self.month)
                / once
        }
        #expect(abs(ratio(Self.argyrodite) - 2) < 1e-12)
        #expect(abs(ratio(Self.mixedConducting) - 4) < 1e-12)
    }

    @Test(arguments: [argyrodite, mixedConducting])
    func `one long step is as good as many short ones`(law: InterphaseGrowth) {
        let whole = law.advanced(resistance: 3e-4, temperature: 318.15, interval: 3.6e6)
        var parts = 3e-4
        for _ in 0..<10_000 {
            parts = law.advanced(resistance: parts, temperature: 318.15, interval: 360)
        }
        #expect(abs(parts / whole - 1) < 1e-11)
        #expect(whole > 3e-4)
    }

    @Test func `the square of a parabolic resistance follows the activation energy`() {
        let cold = Self.argyrodite.advanced(resistance: 0, temperature: 298.15, interval: 3600)
        let warm = Self.argyrodite.advanced(resistance: 0, temperature: 333.15, interval: 3600)
        let factor = Arrhenius.resistanceFactor(
            activationEnergy: Self.argyrodite.activationEnergy, temperature: 333.15)
        #expect(abs((warm / cold) * (warm / cold) * factor - 1) < 1e-12)
    }

    @Test func `a linear resistance follows the activation energy itself`() {
        let cold = Self.mixedConducting.advanced(
            resistance: 0, temperature: 298.15, interval: 3600)
        let warm = Self.mixedConducting.advanced(
            resistance: 0, temperature: 333.15, interval: 3600)
        let factor = Arrhenius.resistanceFactor(
            activationEnergy: Self.mixedConducting.activationEnergy, temperature: 333.15)
        #expect(abs(warm / cold * factor - 1) < 1e-12)
        #expect(warm > 4 * cold)
    }

    @Test func `a stable interface stays as it is`() {
        #expect(
            InterphaseGrowth.none.advanced(
                resistance: 2e-4, temperature: 400, interval: Self.month) == 2e-4)
    }
}
