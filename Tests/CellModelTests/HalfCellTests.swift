import CellModel
import Testing

@Suite struct HalfCellTests {
    @Test(arguments: [
        (HalfCell.nmc811, 0.261, 4.30), (.nmc811, 0.305, 4.20), (.nmc811, 0.9084, 3.56),
        (.lco, 0.495, 4.2), (.nmc622, 0.127, 4.3), (.nmc622, 0.190, 4.2), (.nmc622, 0.513, 3.8),
        (.nmc622, 0.94, 3.6), (.nmc532, 0.15, 4.129), (.nmc532, 0.5, 3.815), (.nmc532, 0.95, 3.598),
        (.lto, 0.1, 1.55), (.lto, 0.5, 1.55), (.lto, 0.9, 1.55),
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

    // Lithium fraction, distance between the branches, V.
    @Test(arguments: [(0.5, 0.24), (0.2, 0.33)])
    func `silicon has the published distance between its branches`(
        fraction: Double, volts: Double
    ) {
        let gap = 2 * HalfCell.silicon.hysteresisHalfGap(fraction)
        #expect(abs(gap - volts) < 0.006)
    }

    @Test func `only silicon has two branches`() {
        for host in HalfCell.formulas where host != .silicon {
            #expect(host.hysteresisHalfGap(0.4) == 0)
        }
    }

    // Lithium fraction, mV/K.
    @Test(arguments: [(0.45, -0.16), (0.6, -0.31), (0.8, -0.54), (0.98, -0.43)])
    func `the entropy of LCO is as tabulated`(fraction: Double, expected: Double) {
        let coefficient = HalfCell.lco.entropicCoefficient(fraction) * 1e3
        #expect(abs(coefficient - expected) < 0.006)
    }

    // Host, lithium fraction, mV/K by hand from the published forms; NMC622 at its 3.8 V.
    @Test(arguments: [
        (HalfCell.nmc811, 0.2828, 0.0401), (.nmc811, 0.8032, -0.0666), (.graphite, 0.08309, 0.3760),
        (.graphite, 0.5, -0.0265), (.nmc622, 0.513, -0.486), (.silicon, 0.4, -0.1),
        (.lto, 0.5, 0.05), (.lfp, 0.5, 0), (.lithium, 0.5, 0), (.lithiumIndium, 0.5, 0),
    ])
    func `the entropy of a host is as published`(
        host: HalfCell, fraction: Double, expected: Double
    ) {
        #expect(abs(host.entropicCoefficient(fraction) * 1e3 - expected) < 0.01)
    }

    @Test func `the entropy of LCO is held where the fit ends`() {
        let inside = HalfCell.lco.entropicCoefficient(0.43)
        #expect(HalfCell.lco.entropicCoefficient(0.1) == inside)
    }

    @Test func `a table gives its points back and lines between them`() {
        let table = HalfCell.tabulated(
            HalfCellTable(
                window: 0.2...0.8, potentials: [4.0, 3.6, 3.5], entropicCoefficient: -1e-4))
        #expect(table.window == 0.2...0.8)
        #expect(abs(table.potential(0.2) - 4.0) < 1e-12)
        #expect(abs(table.potential(0.35) - 3.8) < 1e-12)
        #expect(abs(table.potential(0.8) - 3.5) < 1e-12)
        #expect(table.entropicCoefficient(0.5) == -1e-4)
    }
}
