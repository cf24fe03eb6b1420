import CellModel
import Testing

@Suite struct LithiumIntrusionTests {
    /// ln t[h] = 8.0 − p / 6.54 MPa.
    static let argyrodite = LithiumIntrusion(
        timeAtZeroPressure: 2981 * 3600, pressureScale: 6.54e6)

    // MPa, hours to short at 75 µA/cm² of Doux et al. 2020.
    @Test(arguments: [(25.0, 48.0), (20, 190), (15, 272), (10, 474)])
    func `the time to short lies within 1,4 of the published one`(
        megapascals: Double, hours: Double
    ) {
        let rate: Double = Self.argyrodite.rate(pressure: megapascals * 1e6)
        let ratio = 1 / rate / 3600 / hours
        #expect(ratio < 1.4 && ratio > 1 / 1.4)
    }

    @Test func `5 MPa last a thousand hours and 75 MPa minutes`() {
        #expect(1 / Self.argyrodite.rate(pressure: 5e6) > 1000 * 3600)
        #expect(1 / Self.argyrodite.rate(pressure: 75e6) < 200)
    }

    @Test func `one pressure scale is worth a factor of e`() {
        let ratio = Self.argyrodite.rate(pressure: 16.54e6) / Self.argyrodite.rate(pressure: 10e6)
        #expect(abs(Double.log(ratio) - 1) < 1e-12)
    }

    @Test func `nothing flows through a separator without pores, and no pressure overflows`() {
        #expect(LithiumIntrusion.none.rate(pressure: 75e6) == 0)
        #expect(Self.argyrodite.rate(pressure: 1e12).isFinite)
    }
}
