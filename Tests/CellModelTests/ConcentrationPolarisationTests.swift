import CellModel
import Testing

@Suite struct ConcentrationPolarisationTests {
    static let polymer = ConcentrationPolarisation(
        transferenceNumber: 0.3, saltDiffusivity: 4e-12)

    @Test func `a transference number of 0,3 more than triples the resistance of a separator`() {
        #expect(abs(Self.polymer.ratio - 7.0 / 3) < 1e-12)
    }

    @Test func `30 µm settle in minutes and twice the thickness takes four times as long`() {
        let time = Self.polymer.timeConstant(thickness: 30e-6)
        #expect(time > 100 && time < 1000)
        #expect(abs(Self.polymer.timeConstant(thickness: 60e-6) / time - 4) < 1e-12)
    }

    @Test func `where only lithium moves nothing piles up`() {
        #expect(ConcentrationPolarisation.none.ratio == 0)
    }

    @Test func `a transference number of zero is our mistake`() async {
        await #expect(processExitsWith: .failure) {
            _ = ConcentrationPolarisation(transferenceNumber: 0, saltDiffusivity: 1e-12)
        }
    }
}
