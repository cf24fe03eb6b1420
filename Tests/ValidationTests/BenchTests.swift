import Testing

@testable import Validation

@Suite struct BenchTests {
    @Test func `bisection finds where something starts`() {
        let found = Bisection.onset(from: 1e-3, to: 1e3) { $0 >= 0.27 }
        #expect(abs(found / 0.27 - 1) < 1e-4)
    }

    @Test func `bisection finds nothing where nothing starts`() {
        #expect(Bisection.onset(from: 1, to: 10) { _ in false }.isNaN)
        #expect(Bisection.onset(from: 1, to: 10) { _ in true }.isNaN)
        #expect(abs(Bisection.onset(from: 1, to: 10) { $0 > 9.5 } - 9.5) < 1e-3)
    }

    @Test func `what happens far beyond the onset does not hide it`() {
        let found = Bisection.onset(from: 1e-3, to: 1e3) { (0.27...0.9).contains($0) }
        #expect(abs(found / 0.27 - 1) < 1e-4)
    }

    @Test func `the fit returns the exponent of a power law`() {
        let points = PowerLawFit.sweep(from: 2, to: 50).map { ($0, 3 / $0.squareRoot()) }
        #expect(abs(PowerLawFit.exponent(points) + 0.5) < 1e-12)
        #expect(points.count == 9)
        #expect(abs(points[8].0 - 50) < 1e-9)
    }

    @Test(arguments: [
        (0.2, "0.2"), (110, "110"), (0.075, "0.075"), (1000, "1000"), (39.9, "39.9"),
        (3.9e-4, "3.90e-4"), (14.7, "14.7"), (100, "100"),
    ])
    func `numbers lose zeros that say nothing`(value: Double, text: String) {
        #expect(PointWords.trimmed(value) == text)
    }

    @Test func `units are shown as people write them`() {
        #expect("ohm cm2".shownUnit == "Ω cm²")
        #expect("um per mAh/cm2".shownUnit == "µm cm²/mAh")
        #expect("mV/MPa".shownUnit == "mV/MPa")
    }
}
