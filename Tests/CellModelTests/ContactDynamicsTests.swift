import CellModel
import Testing

/// Critical currents and voiding of lithium on Li6PS5Cl.
@Suite struct ContactDynamicsTests {
    static let argyrodite = ContactDynamics(
        isActive: true, voidHeight: 1e-5, sustainableCurrent: 0.743, pressureExponent: 1.18,
        activationEnergy: 28_100, platingEfficiency: 0.5, unrecoverableFraction: 0.05)

    /// θ after `hours` at a current density, A/m², positive charges.
    func contact(
        _ density: Double, megapascals: Double, celsius: Double, hours: Double,
        from start: Double = 1
    ) -> (contact: Double, unrecoverable: Double) {
        let law = Self.argyrodite
        let sustainable: Double = law.sustainableCurrent(
            pressure: megapascals * 1e6, temperature: celsius + 273.15)
        var (theta, lost) = (start, 0.0)
        for _ in 0..<Int(hours * 3600) {
            let rates = law.rates(
                contactFraction: theta, unrecoverable: lost, currentDensity: density,
                sustainable: sustainable)
            theta = min(1, max(0.02, theta + rates.contact))
            lost += rates.unrecoverable
        }
        return (theta, lost)
    }

    // Milliamperes per square centimetre, MPa, °C, h, θ. The anchors stem from a law with more
    // digits than the three of the printed i₀, which is worth 0.002 near the threshold.
    @Test(arguments: [
        (0.2, 3.0, 25.0, 5.0, 1.000), (0.5, 3, 25, 1, 0.891), (1.0, 3, 25, 1, 0.652),
        (1.0, 7, 25, 1, 0.879), (0.25, 1, 25, 1, 0.915), (0.25, 1, 60, 5, 0.987),
        (2.5, 5, 80, 1, 1.000), (0.5, 5, 25, 3, 0.997),
    ])
    func `stripping leaves the contact of the regression anchors`(
        milliamperes: Double, megapascals: Double, celsius: Double, hours: Double, expected: Double
    ) {
        let theta = contact(
            -milliamperes * 10, megapascals: megapascals, celsius: celsius, hours: hours
        ).contact
        #expect(abs(theta - expected) < 0.0025)
    }

    // MPa, °C, measured critical stripping current.
    @Test(arguments: [
        (3.0, 25.0, 0.2), (7, 25, 1.0), (1, 25, 0.1), (1, 60, 0.25), (1, 80, 0.5),
    ])
    func `the sustainable current meets the measured limits within their scatter`(
        megapascals: Double, celsius: Double, milliamperes: Double
    ) {
        let current: Double = Self.argyrodite.sustainableCurrent(
            pressure: megapascals * 1e6, temperature: celsius + 273.15)
        let ratio = current / 10 / milliamperes
        // The point at 1 MPa and 25 °C is an upper bound of 0.25 only.
        #expect(ratio > 0.73 && ratio < 1.40)
    }

    @Test func `contact at 5 MPa and 80 °C carries 2,5 mA per square centimetre`() {
        let current: Double = Self.argyrodite.sustainableCurrent(
            pressure: 5e6, temperature: 353.15)
        #expect(current > 25)
    }

    // MPa, °C, hours of the time constant.
    @Test(arguments: [(1.0, 25.0, 28.0), (5, 25, 4.1), (5, 60, 1.3)])
    func `voids heal at rest with the stated time constant`(
        megapascals: Double, celsius: Double, hours: Double
    ) {
        let sustainable: Double = Self.argyrodite.sustainableCurrent(
            pressure: megapascals * 1e6, temperature: celsius + 273.15)
        let rate = Self.argyrodite.rates(
            contactFraction: 0.999, unrecoverable: 0, currentDensity: 0, sustainable: sustainable)
        #expect(abs(0.001 / rate.contact / 3600 / hours - 1) < 0.05)
    }

    @Test func `plating closes voids but leaves a part that does not come back`() {
        let (theta, lost) = contact(20, megapascals: 1, celsius: 25, hours: 20, from: 0.5)
        #expect(lost > 0.01)
        #expect(theta + lost < 1.000001)
        #expect(theta > 0.9)
    }

    @Test func `the slope of the contact rate is its derivative`() {
        let law = Self.argyrodite
        for density in [-40.0, -8, -3, -1, 0, 2, 30] {
            for theta in [0.1, 0.3, 0.6, 0.9, 0.97] {
                func rate(_ value: Double) -> Double {
                    law.rates(
                        contactFraction: value, unrecoverable: 0.01, currentDensity: density,
                        sustainable: 4.95
                    ).contact
                }
                let difference = (rate(theta + 1e-6) - rate(theta - 1e-6)) / 2e-6
                let slope = law.linearisedRates(
                    contactFraction: theta, unrecoverable: 0.01, currentDensity: density,
                    sustainable: 4.95
                ).slope
                #expect(abs(slope - difference) < 1e-4 * max(abs(difference), 1e-6))
            }
        }
    }
}
