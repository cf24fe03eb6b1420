/// Divisions at powers of ten, and between them where there are few.
struct LogarithmicTicks {
    private let low: Double
    private let high: Double

    /// Equal ends are moved a factor of three apart to either side.
    init(low: Double, high: Double) {
        precondition(low > 0 && low <= high, "A logarithmic axis has its lower end first.")
        let isSpan = high / low > 1 + 1e-9
        self.low = isSpan ? low : low / 3
        self.high = isSpan ? high : high * 3
    }

    func ticks(rounds: Bool) -> Ticks {
        let ends = rounds ? rounded : (low: low, high: high)
        let decades = Logarithm.decade(ends.low)...Logarithm.decade(ends.high) + 1
        func values(_ digits: [Int], every stride: Int = 1) -> [Double] {
            decades.filter { $0 % stride == 0 }.flatMap { decade in
                digits.map { Self.value($0, decade) }
            }.filter { Self.isWithin($0, ends.low, ends.high) }
        }
        let all = Array(1...9)
        // The coarsest division that still has four values; powers of ten may leave some out.
        var stride = 1
        while values([1], every: stride).count > 9 { stride += 1 }
        let coarse = values([1], every: stride)
        let choices = [coarse, values([1, 3]), values([1, 2, 5]), values(all)]
        let chosen = choices.first { (4...9).contains($0.count) } ?? choices[3]
        guard chosen.count >= 3 else {
            // Less than a third of a decade: equal steps serve better than the digits.
            let equal = LinearTicks(low: ends.low, high: ends.high).ticks(rounds: false)
            return Ticks(
                low: ends.low, high: ends.high, major: equal.major, minor: [],
                labels: equal.labels, exponent: equal.exponent)
        }
        let finer = stride > 1 ? values([1]) : decades.count > 8 ? [] : values(all)
        return Ticks(
            low: ends.low, high: ends.high, major: chosen,
            minor: finer.filter { !chosen.contains($0) }, labels: Self.labels(chosen), exponent: 0)
    }

    /// The nearest one, two or five times a power of ten outside each end.
    private var rounded: (low: Double, high: Double) {
        var ends = (low: low, high: high)
        let below = Logarithm.decade(low)
        for digit in [1, 2, 5] {
            let value = Self.value(digit, below)
            if value > 0, value <= low * (1 + 1e-9) { ends.low = value }
        }
        let above = Logarithm.decade(high)
        for (digit, decade) in [(1, above + 1), (5, above), (2, above), (1, above)] {
            let value = Self.value(digit, decade)
            if value >= high * (1 - 1e-9), value.isFinite { ends.high = value }
        }
        return ends
    }

    /// Plain from 0.001 to 10,000, powers of ten when one of the values lies outside.
    private static func labels(_ values: [Double]) -> [String] {
        let isPlain = values.allSatisfy { isWithin($0, 1e-3, 1e4) }
        return values.map { value in
            let digits = DecimalDigits(value).rounded(toDigits: 1)
            if isPlain { return digits.plain(decimals: max(0, -digits.exponent)) }
            let power = Number.powerOfTen(digits.exponent)
            return digits.digits == [1] ? power : digits.mantissa(decimals: 0) + "·" + power
        }
    }

    private static func value(_ digit: Int, _ decade: Int) -> Double {
        Double("\(digit)e\(decade)") ?? 0
    }

    private static func isWithin(_ value: Double, _ low: Double, _ high: Double) -> Bool {
        value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)
    }
}
