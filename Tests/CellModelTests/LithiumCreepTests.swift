import CellModel
import Testing

@Suite struct LithiumCreepTests {
    static let lithium = LithiumCreep(
        rateAtOneMegapascal: 7.7e-3, exponent: 6.56, activationEnergy: 37_000)

    // MPa, 1/s, Masias et al. 2019. The law runs below the faster point by a third.
    @Test(arguments: [(0.2, 2.0e-7), (0.6, 3.9e-4)])
    func `tension creeps at the measured rates`(megapascals: Double, expected: Double) {
        let rate = Self.lithium.strainRate(stress: megapascals * 1e6, temperature: 298.15)
        #expect(rate / expected < 1.5 && rate / expected > 1 / 1.5)
    }

    @Test func `twice the stress is ninety-four times the rate`() {
        let ratio =
            Self.lithium.strainRate(stress: 1e6, temperature: 298.15)
            / Self.lithium.strainRate(stress: 0.5e6, temperature: 298.15)
        #expect(abs(ratio / 94.35 - 1) < 0.01)
    }

    @Test func `60 °C creep five times as fast as 25 °C`() {
        let ratio =
            Self.lithium.strainRate(stress: 0.5e6, temperature: 333.15)
            / Self.lithium.strainRate(stress: 0.5e6, temperature: 298.15)
        #expect(ratio > 4.5 && ratio < 5.1)
    }

    @Test func `no stress creeps at no noticeable rate`() {
        let rate = Self.lithium.strainRate(stress: 0.0, temperature: 298.15)
        #expect(rate >= 0 && rate < 1e-30)
    }
}
