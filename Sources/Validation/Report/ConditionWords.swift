import Configuration

/// What sets the points of one target apart, in words: "25 MPa", "60 °C", "5 MPa after 25 MPa".
struct ConditionWords {
    private let points: [PublishedPoint]

    init(_ target: PublishedTarget) { points = target.points }

    /// Empty where the target has one point only.
    func words(_ point: PublishedPoint) -> String {
        guard points.count > 1, point.label.isEmpty else { return point.label }
        var parts: [String] = []
        if differ(\.quantity) { parts.append(point.quantity.words) }
        parts += [
            pressure(point.conditions),
            part(\.temperature, point) { PointWords.trimmed($0 - 273.15) + " °C" },
            part(\.currentDensity, point) { PointWords.trimmed($0 / 10) + " mA/cm²" },
            part(\.charge, point) { PointWords.trimmed($0 / 3.6e4) + " mAh/cm²" },
        ].compactMap(\.self)
        return parts.joined(separator: ", ")
    }

    private func pressure(_ conditions: TestConditions) -> String? {
        guard differ(\.conditions.pressure) || differ(\.conditions.finalPressure),
            let pressure = conditions.pressure
        else { return nil }
        let last = conditions.finalPressure.map { " to " + PointWords.trimmed($0 / 1e6) } ?? ""
        return PointWords.trimmed(pressure / 1e6) + last + " MPa"
    }

    private func part(
        _ path: KeyPath<TestConditions, Double?>, _ point: PublishedPoint,
        _ words: (Double) -> String
    ) -> String? {
        guard differ((\PublishedPoint.conditions).appending(path: path)) else { return nil }
        return point.conditions[keyPath: path].map(words)
    }

    private func differ<Value: Equatable>(_ path: KeyPath<PublishedPoint, Value>) -> Bool {
        points.contains { $0[keyPath: path] != points[0][keyPath: path] }
    }
}

extension PublishedPoint.Quantity {
    /// In words.
    var words: String {
        switch self {
        case .voidHeight: "height of voids"
        case .stackGrowth: "growth of a layer"
        case .strippingLimit: "critical stripping current"
        case .contactAfterStripping: "contact after stripping"
        case .cellResistance: "resistance"
        case .timeToShort: "time to short"
        case .creepRate: "creep rate"
        case .pressureRise: "rise"
        case .pressureSlope: "rise per charge"
        case .pressureSlopeRatio: "ratio of rises"
        case .cathodeResistance: "cathode"
        case .anodeResistance: "anode"
        case .contactExponent: "contact area"
        case .cathodePressureExponent: "cathode"
        case .anodePressureExponent: "anode"
        case .conductivityRatio: "conductivity ratio"
        case .openCircuitPressure: "dU/dp"
        case .sustainingPressure: "critical pressure"
        case .retention: "retention"
        }
    }
}
