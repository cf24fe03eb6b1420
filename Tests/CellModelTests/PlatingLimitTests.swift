import CellModel
import Testing

@Suite struct PlatingLimitTests {
    /// 2 mA/cm² at 25 °C, 5 mAh/cm².
    static let argyrodite = PlatingLimit(
        criticalCurrent: 20, activationEnergy: 28_900, thresholdCapacity: 180_000,
        rateAtLimit: 1e-3)

    func rate(
        _ density: Double, contact: Double = 1, plated: Double = 0, celsius: Double = 25
    ) -> Double {
        Self.argyrodite.shortRate(
            currentDensity: density, contactFraction: contact, platedCharge: plated,
            temperature: celsius + 273.15)
    }

    @Test func `shorts become likelier with every milliampere`() {
        var previous = rate(0.1)
        for density in stride(from: 1.0, through: 60, by: 1) {
            let next = rate(density)
            #expect(next > previous)
            previous = next
        }
    }

    @Test func `the limit is sharp: half of it is 28 times safer, half more 28 times worse`() {
        let limit = rate(20)
        #expect(abs(limit - 1e-3) < 2e-5)
        #expect(limit / rate(10) > 20)
        #expect(rate(30) / limit > 20)
    }

    @Test func `neither rest nor stripping drives lithium through`() {
        #expect(rate(0, plated: 1e6) == 0)
        #expect(rate(-100, plated: 1e6) == 0)
    }

    @Test func `lost contact concentrates the current`() {
        #expect(abs(rate(10, contact: 0.5) / rate(20) - 1) < 1e-12)
    }

    @Test func `warmth raises the critical current`() {
        let cold: Double = Self.argyrodite.criticalCurrent(temperature: 298.15)
        let warm: Double = Self.argyrodite.criticalCurrent(temperature: 333.15)
        #expect(cold == 20)
        #expect(warm > 60 && warm < 70)
        #expect(rate(30, celsius: 60) < rate(30) / 100)
    }

    @Test func `a cell shorts below its critical current once enough has been plated`() {
        #expect(rate(5, plated: 270_000) > rate(5) * 20)
        // Above the critical current less charge is enough.
        #expect(rate(40, plated: 90_000) > rate(40) * 1.0005)
    }

    @Test func `an anode without lithium metal never shorts and extremes stay finite`() {
        #expect(
            PlatingLimit.none.shortRate(
                currentDensity: 1e5, contactFraction: 0.02, platedCharge: 1e9, temperature: 250)
                == 0)
        #expect(rate(1e9, contact: 0, plated: 1e12, celsius: -60).isFinite)
    }

    @Test func `without a threshold capacity the charge does not matter`() {
        let limit = PlatingLimit(criticalCurrent: 20, activationEnergy: 0, rateAtLimit: 1e-3)
        func rate(_ plated: Double) -> Double {
            limit.shortRate(
                currentDensity: 15, contactFraction: 1, platedCharge: plated, temperature: 298.15)
        }
        #expect(rate(0) == rate(1e9))
    }
}
