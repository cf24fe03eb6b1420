import CellModel
import Testing

@Suite struct AgeingLawTests {
    static let cell = AgeingLaw(
        calendarLoss: 0.02 / (365.0 * 86_400).squareRoot(), calendarActivationEnergy: 40_000,
        cycleLoss: 2e-4, resistanceGrowth: 5e-4)

    @Test func `two per cent go in the first year and four in four years`() {
        let year = Self.cell.calendarLoss(
            after: 0.0, temperature: 298.15, interval: 365.0 * 86_400)
        let four = Self.cell.calendarLoss(
            after: 0.0, temperature: 298.15, interval: 4 * 365.0 * 86_400)
        #expect(abs(year - 0.02) < 1e-12)
        #expect(abs(four - 0.04) < 1e-12)
    }

    @Test func `a year in days loses what a year at once loses`() {
        var loss = 0.0
        for _ in 0..<365 {
            loss = Self.cell.calendarLoss(after: loss, temperature: 298.15, interval: 86_400)
        }
        #expect(abs(loss - 0.02) < 1e-12)
    }

    @Test func `a hot year costs more`() {
        let hot = Self.cell.calendarLoss(
            after: 0.0, temperature: 333.15, interval: 365.0 * 86_400)
        #expect(hot > 0.045 && hot < 0.055)
    }

    @Test func `a cell without ageing keeps what it has`() {
        #expect(AgeingLaw.none.calendarLoss(after: 0.1, temperature: 350, interval: 1e9) == 0.1)
    }
}
