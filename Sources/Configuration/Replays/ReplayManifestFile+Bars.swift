extension ReplayManifestFile {
    /// The bars, one for each group, variant and measure. A table without a group or a variant
    /// stands for all of them.
    func bars(groups: [ReplayGroup], variants: [ReplayVariant]) -> [ReplayBar] {
        var bars: [ReplayBar] = []
        for table in root.tables("bar") {
            let group = table.optionalText("group")
            let variant = table.optionalText("variant")
            let other = table.optionalText("compared_with")
            let names = variants.map(\.name)
            check(group ?? "", isAmong: groups.map(\.name), table, "group", "group")
            check(variant ?? "", isAmong: names, table, "variant", "variant")
            check(other ?? "", isAmong: names, table, "compared_with", "variant")
            let limits = limits(table, comparedWith: other)
            for chosen in variants where variant == nil || variant == chosen.name {
                for name in chosen.groups where group == nil || group == name {
                    for (measure, limit) in limits {
                        let bar = ReplayBar(
                            group: name, variant: chosen.name, measure: measure, limit: limit,
                            comparedWith: measure == .increase ? other : nil)
                        add(bar, to: &bars, table)
                    }
                }
            }
        }
        return bars
    }

    private func add(_ bar: ReplayBar, to bars: inout [ReplayBar], _ table: TableReader) {
        let isTaken = bars.contains {
            ($0.group, $0.variant) == (bar.group, bar.variant) && $0.measure == bar.measure
        }
        if isTaken {
            table.add(
                bar.measure.rawValue, "an earlier bar has it for the same group and variant",
                found: "group \"\(bar.group)\", variant \"\(bar.variant)\"")
        }
        bars.append(bar)
    }

    private func limits(
        _ table: TableReader, comparedWith other: String?
    ) -> [(ReplayBar.Measure, Double)] {
        var limits: [(ReplayBar.Measure, Double)] = []
        for measure in ReplayBar.Measure.allCases {
            let (dimension, allowed) = measure.scale
            if let limit = table.optionalValue(measure.rawValue, dimension, in: allowed) {
                limits.append((measure, limit))
            }
        }
        let needsOther = limits.contains { $0.0 == .increase }
        if needsOther, other == nil {
            table.add("compared_with", "missing key", allowed: "the name of a variant")
        }
        if !needsOther, other != nil {
            table.add("compared_with", "means nothing without \"rmse_increase\"")
        }
        if limits.isEmpty {
            table.add(
                "", "asks for nothing",
                allowed: ReplayBar.Measure.allCases.map { "\"\($0.rawValue)\"" }
                    .joined(separator: ", "))
        }
        return limits
    }
}

extension ReplayBar.Measure {
    /// What a limit is written in, and what it may be.
    fileprivate var scale: (Dimension, ClosedRange<Double>) {
        switch self {
        case .meanRootMeanSquare, .worstMaximum, .insideThreeDeviations: (.ratio, 0...1)
        case .hourlyExcess, .increase: (.ratio, -1...1)
        case .convergence, .lost, .distrust: (.duration, 0...1e6)
        }
    }
}
