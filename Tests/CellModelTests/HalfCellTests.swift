import CellModel
import Testing

@Suite struct HalfCellTests {
    @Test(arguments: [
        (HalfCell.nmc811, 0.261, 4.30), (.nmc811, 0.305, 4.20), (.nmc811, 0.9084, 3.56),
        (.lco, 0.495, 4.2),
    ])
    func `the windows of the table end at their voltages`(
        host: HalfCell, fraction: Double, volts: Double
    ) {
        #expect(abs(host.potential(fraction) - volts) < 0.01)
    }

    @Test func `the plateau of LFP falls by 20 mV over its whole length`() {
        let slope = (HalfCell.lfp.potential(0.6) - HalfCell.lfp.potential(0.4)) / 0.2
        #expect(abs(slope + 0.020) < 0.001)
    }

    @Test func `lithium is the reference and lithium indium lies 0,62 V above it`() {
        #expect(HalfCell.lithium.potential(0.3) == 0)
        #expect(HalfCell.lithiumIndium.potential(0.3) == 0.62)
    }

    @Test(arguments: HalfCell.formulas)
    func `potentials fall as lithium enters the host`(host: HalfCell) {
        let window = host.window
        let width = window.upperBound - window.lowerBound
        var previous = host.potential(window.lowerBound)
        for step in 1...200 {
            let next = host.potential(window.lowerBound + width * Double(step) / 200)
            #expect(next <= previous)
            previous = next
        }
    }

    @Test func `entropic coefficients stay within the published range`() {
        for step in 0...100 {
            let x = 0.25 + 0.7 * Double(step) / 100
            let coefficient = HalfCell.nmc811.entropicCoefficient(x)
            #expect(coefficient > -0.068e-3 && coefficient < 0.041e-3)
        }
    }
}
