import Configuration
import PackSimulation

/// An expectation and what came of it, in words.
struct ExpectationWords {
    let quantity: String
    let published: String
    let simulated: String
    let source: String

    init(_ verdict: CyclingVerdict) {
        let expectation = verdict.expectation
        let subject = expectation.quantity
        let place =
            switch (expectation.purpose, expectation.cycle) {
            case (.cycling, let cycle?): ", cycle \(cycle)"
            case (.checkUp, let cycle?): ", check-up at \(cycle)"
            case (.formation, let cycle?): ", formation \(cycle)"
            case (.cycling, nil): ""
            case (.checkUp, nil): ", last check-up"
            case (.formation, nil): ", formation"
            }
        quantity = subject.words + place
        let unit = subject.unitSymbol == "1" ? "" : " " + Self.shown(subject.unitSymbol)
        func number(_ si: Double) -> String { fixed(subject.shown(si), subject.decimals) }
        switch expectation.criterion {
        case .near(let value, let tolerance):
            let width = subject.shown(value + tolerance) - subject.shown(value)
            published = "\(number(value)) ± \(fixed(width, subject.decimals))\(unit)"
        case .atLeast(let bound): published = "≥ \(number(bound))\(unit)"
        case .atMost(let bound): published = "≤ \(number(bound))\(unit)"
        }
        simulated = verdict.simulated.map { number($0) + unit } ?? "not reached"
        source = expectation.source
    }

    /// Units as people write them.
    private static func shown(_ symbol: String) -> String {
        switch symbol {
        case "mAh/cm2": "mAh/cm²"
        case "ohm cm2": "Ω cm²"
        case "degC": "°C"
        default: symbol
        }
    }
}
