import Configuration
import Reports

/// What a variant does, in words.
struct ReplayVariantWords {
    private let variant: ReplayVariant

    init(_ variant: ReplayVariant) { self.variant = variant }

    /// Names and values for a page.
    var facts: [(name: String, value: String)] {
        let error = Number.fixed(variant.startError.magnitude * 100, decimals: 0)
        let side = variant.startError < 0 ? "low" : "high"
        let place =
            variant.startReference.map {
                "in the middle, at \(Number.fixed($0 * 100, decimals: 0)) % true"
            } ?? "with the first row"
        var facts = [(name: "Start", value: "\(place), \(error) % of capacity too \(side)")]
        for channel in SensorFaults.Channel.allCases {
            let words = words(of: variant.faults[channel], channel)
            if !words.isEmpty {
                facts.append((name: "Fault of the \(channel.rawValue)", value: words))
            }
        }
        if !variant.usesThickness {
            facts.append((name: "Thickness", value: "kept from the estimator"))
        }
        return facts
    }

    private func words(
        of fault: SensorFaults.Fault, _ channel: SensorFaults.Channel
    ) -> String {
        var words: [String] = []
        if fault.bias != 0 {
            words.append("bias \(Number.text(fault.bias, unit: channel.unit))")
        }
        if fault.gainError != 0 {
            words.append("gain error \(Number.fixed(fault.gainError * 100, decimals: 1)) %")
        }
        if fault.noise > 0 {
            words.append(
                "noise \(Number.text(fault.noise, unit: channel.unit)), seed "
                    + "\(variant.faults.seed)")
        }
        if let dropout = fault.dropout {
            words.append(
                "lost every \(Number.text(dropout.interval)) s for "
                    + "\(Number.text(dropout.duration)) s")
        }
        return words.joined(separator: ", ")
    }
}

extension SensorFaults.Channel {
    fileprivate var unit: String {
        switch self {
        case .current: "A"
        case .voltage: "V"
        case .temperature: "K"
        case .thickness: "m"
        }
    }
}
