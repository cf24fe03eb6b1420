import CellModel
import Testing

@Suite struct ArrheniusTests {
    @Test func `every activated quantity stands at its reference at 25 °C`() {
        for energy in [0.0, 28_100, 60_000] {
            let factor = Arrhenius.resistanceFactor(
                activationEnergy: energy, temperature: PhysicalConstants.referenceTemperature)
            #expect(factor == 1)
        }
    }

    @Test func `a resistance falls when warmed, the more the higher its activation energy`() {
        let low = Arrhenius.resistanceFactor(activationEnergy: 20_000, temperature: 333.15)
        let high = Arrhenius.resistanceFactor(activationEnergy: 40_000, temperature: 333.15)
        #expect(low < 1 && high < low)
        // Twice the energy is the square of the factor.
        #expect(abs(low * low / high - 1) < 1e-12)
    }
}
