import Quantities

extension ReplayManifestFile {
    func variants(groups: [ReplayGroup]) -> [ReplayVariant] {
        let tables = root.tables("variant")
        if tables.isEmpty { root.add("variant", "no variants", allowed: "at least one") }
        var names: [String] = []
        return tables.map { table in
            let name = unusedName(of: table, among: &names)
            let some = table.has("groups") ? table.texts("groups") : nil
            for group in some ?? [] {
                check(group, isAmong: groups.map(\.name), table, "groups", "group")
            }
            return ReplayVariant(
                name: name,
                startError: table.value("start_error", .ratio, in: -1...1, default: -0.2),
                startReference: table.optionalValue("start_at_reference", .ratio, in: 0...1),
                usesThickness: table.boolean("uses_thickness", default: true),
                faults: faults(table), groups: some ?? groups.map(\.name))
        }
    }

    /// Complains unless a name is one of those given; says nothing while none is known.
    func check(
        _ name: String, isAmong names: [String], _ table: TableReader, _ key: String,
        _ what: String
    ) {
        guard !name.isEmpty, !names.isEmpty, !names.contains(name) else { return }
        let guess = Spelling.suggestion(for: name, among: names)
        table.add(
            key, "no such \(what)" + (guess.map { "; did you mean \"\($0)\"?" } ?? ""),
            found: "\"\(name)\"", allowed: names.map { "\"\($0)\"" }.joined(separator: ", "))
    }

    private func faults(_ table: TableReader) -> SensorFaults {
        var faults = SensorFaults()
        if table.has("seed"), let seed = table.integer("seed", in: 0...Int.max) {
            faults.seed = UInt64(seed)
        }
        for channel in SensorFaults.Channel.allCases {
            if let fault = table.optionalTable(channel.rawValue) {
                faults[channel] = self.fault(fault, channel)
            }
        }
        return faults
    }

    private func fault(_ table: TableReader, _ channel: SensorFaults.Channel) -> SensorFaults.Fault
    {
        let (dimension, most) = channel.scale
        var fault = SensorFaults.Fault(
            bias: table.optionalValue("bias", dimension, in: -most...most) ?? 0,
            gainError: table.optionalValue("gain_error", .ratio, in: -0.99...10) ?? 0,
            noise: table.optionalValue("noise", dimension, in: 0...most) ?? 0)
        if let dropout = table.optionalTable("dropout") {
            let interval = dropout.value("every", .duration, in: 1e-3...1e6)
            let duration = dropout.value("lasting", .duration, in: 1e-3...1e6)
            if duration >= interval {
                dropout.add("lasting", "not below \"every\", so that nothing would be left")
            }
            fault.dropout = SensorFaults.Dropout(interval: interval, duration: duration)
        }
        return fault
    }
}

extension SensorFaults.Channel {
    /// What a fault is measured in, and the largest that makes sense.
    fileprivate var scale: (Dimension, Double) {
        switch self {
        case .current: (.current, 1e5)
        case .voltage: (.voltage, 10)
        case .temperature: (.temperatureDifference, 300)
        case .thickness: (.length, 1)
        }
    }
}
