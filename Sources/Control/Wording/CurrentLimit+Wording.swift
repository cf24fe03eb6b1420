public import Protection
public import Quantities

extension CurrentLimit {
    /// Why the limit is what it is: "stack 2 pressure 5.120 MPa, limit 5.000 MPa", or where it has
    /// been crossed and nothing may flow "stack 2 pressure 4.200 MPa < 5.000 MPa".
    public var reason: String {
        let words =
            switch cause {
            case .rating: "rated current"
            case .curve(let signal): Self.curve(signal, place, value)
            case .missing(let signal): "\(place.words) \(signal.quantityWords) missing"
            case .deratingFlag: "derating flag"
            case .stopRequest: "warning: load asked to stop"
            case .fatalFlag: "fatal flag"
            case .prediction(let quantity): prediction(quantity)
            }
        return isRecovering ? "recovering from \(words)" : words
    }

    private static func curve(_ signal: Signal, _ place: Place, _ value: Double) -> String {
        let quantity: String? =
            switch signal {
            case .cellVoltage: LimitingQuantity.voltage.text(value)
            case .cellTemperature: LimitingQuantity.temperature.text(value)
            case .stackPressure: LimitingQuantity.pressure.text(value)
            case .temperatureSpread: fixedDecimals(value, 1) + " K"
            default: nil
            }
        let what = "\(place.words) \(signal.quantityWords)"
        return quantity.map { "\(what) \($0)" } ?? what
    }

    private func prediction(_ quantity: LimitingQuantity) -> String {
        let what = "\(place.words) \(quantity.words)"
        guard let value = quantity.text(value), let limit = quantity.text(threshold) else {
            return what
        }
        if quantity == .criticalCurrent { return "\(what) \(limit)" }
        guard current == .zero, self.value != threshold else {
            return "\(what) \(value), limit \(limit)"
        }
        return "\(what) \(value) \(self.value < threshold ? "<" : ">") \(limit)"
    }
}

extension LimitingQuantity {
    /// The quantity in words.
    public var words: String {
        switch self {
        case .rating: "rated current"
        case .voltage: "voltage"
        case .stateOfCharge: "state of charge"
        case .contactFraction: "contact fraction"
        case .criticalCurrent: "critical current"
        case .platedCharge: "plated charge"
        case .pressure: "pressure"
        case .temperature: "temperature"
        case .unknownState: "state unknown"
        }
    }

    /// A value in the unit people use; `nil` where there is none.
    public func text(_ value: Double) -> String? {
        switch self {
        case .rating, .unknownState: nil
        case .voltage: fixedDecimals(value, 3) + " V"
        case .stateOfCharge: fixedDecimals(value * 100, 1) + " %"
        case .contactFraction: fixedDecimals(value, 3)
        case .criticalCurrent: fixedDecimals(value / 10, 2) + " mA/cm²"
        case .platedCharge: fixedDecimals(value / 36_000, 2) + " mAh/cm²"
        case .pressure: fixedDecimals(value / 1e6, 3) + " MPa"
        case .temperature: fixedDecimals(value - 273.15, 1) + " °C"
        }
    }
}

extension Signal {
    /// What is measured, without the place it is measured at: "pressure" of a stack.
    fileprivate var quantityWords: String {
        switch self {
        case .cellVoltage: "voltage"
        case .cellTemperature: "temperature"
        case .stackPressure: "pressure"
        case .temperatureSpread: "temperature spread"
        default: "measurement"
        }
    }
}
