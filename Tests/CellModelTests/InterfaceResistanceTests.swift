import CellModel
import Testing

@Suite struct InterfaceResistanceTests {
    static let argyrodite = InterfaceResistance(
        referenceResistance: 25e-4, referencePressure: 5e6, pressureExponent: 0.7,
        pressureMemory: 0.25, activationEnergy: 33_800, contactSpacing: 50e-6)

    // Constriction in Ω cm² at b = 50 µm and 2 mS/cm.
    @Test(arguments: [(0.9, 0.05), (0.7, 0.31), (0.5, 0.88), (0.3, 2.2), (0.1, 7.0)])
    func `constriction has the tabulated values`(contact: Double, expected: Double) {
        let resistance: Double = Self.argyrodite.constriction(
            contactFraction: contact, conductivity: 0.2)
        #expect(abs(resistance * 1e4 - expected) < max(0.006, 0.015 * expected))
    }

    @Test func `pressing to 25 MPa and back remembers as 10 MPa of a virgin interface`() {
        func resistance(_ pressure: Double, _ highest: Double) -> Double {
            Self.argyrodite.fullContactResistance(
                pressure: pressure, highestPressure: highest, temperature: 298.15)
        }
        let virgin = resistance(5e6, 5e6)
        let back = resistance(5e6, 25e6)
        #expect(abs(virgin - 25e-4) < 1e-9)
        #expect(abs(back - resistance(10e6, 10e6)) < 1e-9)
        #expect(abs(resistance(25e6, 25e6) * 1e4 - 8) < 0.2)
    }

    @Test func `no pressure at all stays finite`() {
        let resistance: Double = Self.argyrodite.fullContactResistance(
            pressure: -1e6, highestPressure: 0, temperature: 298.15)
        #expect(resistance.isFinite)
    }

    @Test func `lithium plated at one mAh per square centimetre is 4,85 µm thick`() {
        let growth = PhysicalConstants.lithiumMolarVolume / PhysicalConstants.faraday
        let swelling = Swelling(perCharge: growth, voidHeight: 1e-5)
        let thickness = swelling.thickness(
            stateOfCharge: 1.0, arealCapacity: 36_000, contactFraction: 1)
        #expect(abs(thickness * 1e6 / 4.85 - 1) < 0.005)
    }
}
