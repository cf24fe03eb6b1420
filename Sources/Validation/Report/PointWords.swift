import Configuration
import Reports

/// A point in words and numbers for a table.
struct PointWords {
    let result: PointResult

    private var published: WrittenValue { result.point.published }

    /// "≥ 500 ohm".
    var publishedText: String {
        let sign =
            switch result.point.comparison {
            case .value: ""
            case .atLeast: "≥ "
            case .atMost: "≤ "
            }
        return sign + number(published.value) + unit
    }

    /// "110", in the unit of the published figure.
    var simulatedText: String {
        if result.simulated.isNaN { return "none" }
        if result.simulated.isInfinite { return "never" }
        return number(result.simulated)
    }

    /// How far apart the two are, in the manner of the tolerance.
    var deviationText: String {
        let ratio = result.simulated / published.value
        guard ratio.isFinite else { return "–" }
        switch (result.point.comparison, result.point.tolerance) {
        case (.atLeast, _), (.atMost, _), (_, .factor):
            guard ratio > 0 else { return "sign" }
            return (ratio < 1 ? "÷" : "×") + Number.fixed(result.factor, decimals: 2)
        case (.value, .relative):
            return signed(result.relativeDeviation * 100, decimals: 1) + " %"
        case (.value, .absolute):
            return signed(published.written(result.difference), decimals: 2) + shortUnit
        }
    }

    var toleranceText: String {
        if result.point.notJudged != nil { return "–" }
        switch (result.point.comparison, result.point.tolerance) {
        case (.atLeast, _), (.atMost, _): return "bound"
        case (.value, .relative(let limit)): return "± " + trimmed(limit * 100) + " %"
        case (.value, .factor(let limit)): return "× " + trimmed(limit)
        case (.value, .absolute(let limit)): return "± " + number(limit) + shortUnit
        }
    }

    /// " ohm"; nothing for a plain number.
    private var unit: String { published.unit == "1" ? "" : " " + published.unit.shownUnit }

    /// A difference in per cent of something is one of points.
    private var shortUnit: String { published.unit == "%" ? " pt" : unit }

    private func number(_ value: Double) -> String { trimmed(published.written(value)) }

    private func trimmed(_ value: Double) -> String { Self.trimmed(value) }

    private func signed(_ value: Double, decimals: Int) -> String {
        let text = Number.fixed(value, decimals: decimals)
        return text.hasPrefix("-") || value == 0 ? text : "+" + text
    }

    /// Three digits without zeros that say nothing: 0.2, not 0.200.
    static func trimmed(_ value: Double) -> String {
        let text = Number.text(value, digits: 3)
        guard text.contains("."), !text.contains("e") else { return text }
        var digits = Substring(text)
        while digits.hasSuffix("0") { digits = digits.dropLast() }
        return String(digits.hasSuffix(".") ? digits.dropLast() : digits)
    }
}

extension String {
    /// A unit of a file as people write it: "mA/cm²", "°C", "µm".
    var shownUnit: String {
        var text = self
        let perCharge = " per mAh/cm2"
        if text.hasSuffix(perCharge) { text = text.dropLast(perCharge.count) + " cm2/mAh" }
        for (written, shown) in [
            ("degC", "°C"), ("cm2", "cm²"), ("m2", "m²"), ("um", "µm"), ("uA", "µA"), ("ohm", "Ω"),
        ] {
            text = text.split(separator: written, omittingEmptySubsequences: false)
                .joined(separator: shown)
        }
        return text
    }
}
