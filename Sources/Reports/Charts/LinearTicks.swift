/// Divisions at equal steps of one, two or five times a power of ten.
struct LinearTicks {
    private let low: Double
    private let high: Double

    /// Ends that are equal, or too close for the numbers between to differ, are moved apart.
    init(low: Double, high: Double) {
        precondition(low <= high, "An axis has its lower end first.")
        let largest = max(low.magnitude, high.magnitude)
        if high - low > largest * 1e-12, high - low > 1e-280 {
            self.low = low
            self.high = high
        } else if largest < 1e-280 {
            self.low = -1
            self.high = 1
        } else {
            let margin = largest * 0.1
            self.low = low - margin
            self.high = high + margin
        }
    }

    func ticks(rounds: Bool) -> Ticks {
        var step = Step(atMost: high - low)
        // Ever larger steps, until nine divisions are enough.
        while count(step, rounds: rounds) > 9 { step = step.next }
        if !rounds, count(step, rounds: false) < 4 { step = step.previous }
        let indices = indices(step, rounds: rounds)
        let values = indices.map(step.multiple)
        let first = values.first ?? low
        let last = values.last ?? high
        // Values that differ in late places only are read more easily as they are.
        let scaled = Self.exponent(ofLargest: max(first.magnitude, last.magnitude))
        let exponent = scaled > 0 && scaled - step.exponent > 4 ? 0 : scaled
        let decimals = max(0, exponent - step.exponent)
        let labels = values.map { value in
            let shifted = DecimalDigits(value).shifted(by: exponent).rounded(toDecimals: decimals)
            return (value < 0 ? "−" : "") + shifted.plain(decimals: decimals)
        }
        return Ticks(
            low: rounds ? first : low, high: rounds ? last : high, major: values, minor: [],
            labels: labels, exponent: exponent)
    }

    /// Numbers from 0.001 to 99,999 are written out. Others leave to the heading a power that is a
    /// multiple of three, as prefixes are.
    private static func exponent(ofLargest magnitude: Double) -> Int {
        guard magnitude > 0 else { return 0 }
        let decade = Logarithm.decade(magnitude)
        return (-2...4).contains(decade) ? 0 : Number.floorDivision(decade, 3) * 3
    }

    private func count(_ step: Step, rounds: Bool) -> Int {
        indices(step, rounds: rounds).count
    }

    /// The multiples of the step within the ends or, rounding, around them. The slack keeps an end
    /// that lies on a multiple but for rounding from being taken for one beyond it.
    private func indices(_ step: Step, rounds: Bool) -> ClosedRange<Int> {
        let slack = 1e-9
        let (low, high) = (low / step.size, high / step.size)
        if rounds {
            return Int((low + slack).rounded(.down))...Int((high - slack).rounded(.up))
        }
        let first = Int((low - slack).rounded(.up))
        return first...max(first, Int((high + slack).rounded(.down)))
    }

    /// One, two or five times a power of ten.
    private struct Step {
        private(set) var digit: Int
        private(set) var exponent: Int

        /// A step of at least a hundredth of a span and so never more than a hundred divisions.
        init(atMost span: Double) {
            digit = 1
            exponent = Logarithm.decade(span) - 1
        }

        var size: Double { multiple(1) }

        /// Multiplies or divides by a power of ten that is exact, so 3 × 0.1 is 0.3.
        func multiple(_ index: Int) -> Double {
            let whole = Double(index * digit)
            return exponent < 0
                ? whole / Logarithm.power(-exponent) : whole * Logarithm.power(exponent)
        }

        var next: Step {
            var step = self
            switch digit {
            case 1: step.digit = 2
            case 2: step.digit = 5
            default:
                step.digit = 1
                step.exponent += 1
            }
            return step
        }

        var previous: Step {
            var step = self
            switch digit {
            case 5: step.digit = 2
            case 2: step.digit = 1
            default:
                step.digit = 5
                step.exponent -= 1
            }
            return step
        }
    }
}
