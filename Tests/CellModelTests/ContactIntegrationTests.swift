import CellModel
import Testing

struct ContactIntegrationTests {
    private let contact = ContactDynamics(
        isActive: true, voidHeight: 1e-5, sustainableCurrent: 0.743, pressureExponent: 1.18,
        activationEnergy: 28_100, platingEfficiency: 0.5, unrecoverableFraction: 0.05)

    /// Numbers of PHYSICS, section 3.4: contact after stripping from 1.
    @Test(arguments: [
        (2.0, 3e6, 25.0, 5.0, 1.000), (5, 3e6, 25, 1, 0.891), (10, 3e6, 25, 1, 0.652),
        (10, 7e6, 25, 1, 0.879), (2.5, 1e6, 25, 1, 0.915), (2.5, 1e6, 60, 5, 0.987),
        (25, 5e6, 80, 1, 1.000), (5, 5e6, 25, 3, 0.997),
    ])
    func `stripping for hours in one step ends at the published contact`(
        current: Double, pressure: Double, celsius: Double, hours: Double, expected: Double
    ) {
        let sustainable = contact.sustainableCurrent(
            pressure: pressure, temperature: celsius + 273.15)
        let end = contact.advanced(
            contactFraction: 1, unrecoverable: 0, currentDensity: -current,
            sustainable: sustainable, interval: hours * 3_600)
        #expect((end.contact - expected).magnitude < 3e-3, "\(end.contact)")
        #expect(end.unrecoverable == 0)
    }

    @Test(arguments: [-200.0, -8, 0, 3, 40], [1.0, 60, 3_600])
    func `long steps agree with a thousand short ones`(current: Double, interval: Double) {
        let long = contact.advanced(
            contactFraction: 0.7, unrecoverable: 0.02, currentDensity: current, sustainable: 5,
            interval: interval)
        var short = (contact: 0.7, unrecoverable: 0.02)
        for _ in 0..<1_000 {
            let rates = contact.rates(
                contactFraction: short.contact, unrecoverable: short.unrecoverable,
                currentDensity: current, sustainable: 5)
            short.unrecoverable += rates.unrecoverable * interval / 1_000
            short.contact = min(
                max(short.contact + rates.contact * interval / 1_000, 0.02),
                1 - short.unrecoverable)
        }
        #expect((long.contact - short.contact).magnitude < 2e-3)
        #expect((long.unrecoverable - short.unrecoverable).magnitude < 1e-3)
        #expect(long.contact >= 0.02 && long.contact <= 1 - long.unrecoverable)
    }

    @Test func `nothing happens in no time and to perfect contact at rest`() {
        let still = contact.advanced(
            contactFraction: 0.6, unrecoverable: 0.1, currentDensity: -50, sustainable: 1,
            interval: 0)
        #expect(still.contact == 0.6 && still.unrecoverable == 0.1)
        let whole = contact.advanced(
            contactFraction: 1, unrecoverable: 0, currentDensity: 0, sustainable: 1,
            interval: 1e6)
        #expect(whole.contact == 1)
    }
}
