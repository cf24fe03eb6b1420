import Testing

@testable import Reports

struct TicksTests {
    static let ranges: [(Double, Double)] = [
        (0, 1), (0, 0.97), (-3, 8), (2.5, 4.2), (1e-9, 7e-9), (-1e6, 1e6), (0, 86_400),
        (1_700_000_000, 1_700_000_100), (-1e300, 1e300), (3e-270, 9e-270), (0.1, 0.100_001),
        (99, 101), (-0.3, -0.1), (1, 9.999), (0, 12.1), (5, 5), (0, 0), (-2e-5, -2e-5),
        (1e15, 1e15 + 1),
    ]

    @Test(arguments: ranges)
    func `rounded divisions cover the data with four to nine`(low: Double, high: Double) throws {
        let ticks = Ticks.automatic(low: low, high: high, scale: .linear, rounds: true)
        #expect(ticks.low <= low + (ticks.high - ticks.low) * 1e-8)
        #expect(ticks.high >= high - (ticks.high - ticks.low) * 1e-8)
        #expect(ticks.low < ticks.high)
        #expect((4...9).contains(ticks.major.count))
        #expect(ticks.major.first == ticks.low && ticks.major.last == ticks.high)
        expectSound(ticks)
    }

    @Test(arguments: ranges)
    func `divisions within fixed ends stay within`(low: Double, high: Double) {
        let ticks = Ticks.automatic(low: low, high: high, scale: .linear, rounds: false)
        if low < high, (high - low) > high.magnitude * 1e-12 {
            #expect(ticks.low == low && ticks.high == high)
        }
        #expect((4...11).contains(ticks.major.count))
        expectSound(ticks)
    }

    @Test func `every step is one, two or five times a power of ten`() throws {
        for tenth in 10..<400 {
            let ticks = Ticks.automatic(
                low: 0, high: Double(tenth) / 10, scale: .linear, rounds: true)
            let step = DecimalDigits(ticks.major[1]).digits
            #expect([[1], [2], [5]].contains(step))
            #expect((4...9).contains(ticks.major.count))
        }
    }

    @Test func `labels are as short as they can be and powers go to the heading`() {
        func labels(_ low: Double, _ high: Double) -> [String] {
            Ticks.automatic(low: low, high: high, scale: .linear, rounds: true).labels
        }
        #expect(
            labels(-0.1, 0.3) == [
                "−0.10", "−0.05", "0.00", "0.05", "0.10", "0.15", "0.20",
                "0.25", "0.30",
            ])
        let small = Ticks.automatic(low: 0, high: 4e-6, scale: .linear, rounds: true)
        #expect(small.exponent == -6)
        #expect(small.labels.first == "0.0" && small.labels.last == "4.0")
        let axis = Axis("Leakage", unit: "A")
        #expect(axis.heading(exponent: small.exponent) == "Leakage (10⁻⁶ A)")
        #expect(axis.heading(exponent: 0) == "Leakage (A)")
        #expect(Axis("State of charge").heading(exponent: 0) == "State of charge")
    }

    @Test(arguments: [
        (1.0, 1000.0), (3, 40), (2, 5000), (0.02, 7e4), (1e-12, 1e12), (1e-290, 1e290), (8, 9),
        (5, 5), (1, 5), (0.9, 1.1), (2.5, 45),
    ])
    func `a logarithmic axis covers the data and is divided enough`(low: Double, high: Double) {
        let ticks = Ticks.automatic(low: low, high: high, scale: .logarithmic, rounds: true)
        #expect(ticks.low <= low * (1 + 1e-8) && ticks.high >= high * (1 - 1e-8))
        #expect((3...11).contains(ticks.major.count))
        expectSound(ticks)
    }

    @Test func `decades have their minor divisions and their powers`() {
        let ticks = Ticks.automatic(low: 1e-5, high: 0.1, scale: .logarithmic, rounds: true)
        #expect(ticks.labels == ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹"])
        #expect(ticks.minor.count == 4 * 8)
        let plain = Ticks.automatic(low: 1, high: 1000, scale: .logarithmic, rounds: true)
        #expect(plain.labels == ["1", "10", "100", "1000"])
    }

    private func expectSound(_ ticks: Ticks) {
        #expect(ticks.labels.count == ticks.major.count)
        #expect(zip(ticks.major, ticks.major.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Set(ticks.labels).count == ticks.labels.count, "\(ticks.labels)")
        let slack = (ticks.high - ticks.low) * 1e-8
        #expect(
            (ticks.major + ticks.minor).allSatisfy {
                $0 >= ticks.low - slack && $0 <= ticks.high + slack
            })
    }
}
