public import Protection

extension FlagEvent {
    /// What happened, to what, where and why: "raised: stack overpressure (safety) at stack 2,
    /// 9.120 MPa, limit 9.000 MPa".
    public var words: String {
        "\(kind == .raised ? "raised" : "cleared"): \(diagnostic.words) (\(grade.words)) "
            + "at \(place.words), \(measured), limit \(limit)"
    }

    /// The measured value in the unit people use, by the diagnostic's group.
    public var measured: String { Self.text(value, diagnostic) }

    /// The threshold, likewise.
    public var limit: String { Self.text(threshold, diagnostic) }

    private static func text(_ value: Double, _ diagnostic: Diagnostic) -> String {
        switch diagnostic {
        case .cellOvervoltage, .cellUndervoltage, .cellDeepDischarge, .cellSumMismatch:
            fixedDecimals(value, 3) + " V"
        case .overtemperatureCharging, .overtemperatureDischarging, .undertemperatureCharging,
            .undertemperatureDischarging:
            fixedDecimals(value - 273.15, 1) + " °C"
        case .temperatureRiseRate: fixedDecimals(value, 3) + " K/s"
        case .temperatureSpread: fixedDecimals(value, 1) + " K"
        case .overcurrentCharging, .overcurrentDischarging, .currentWithContactorsOpen,
            .redundantCurrentMismatch:
            fixedDecimals(value, 3) + " A"
        case .stackOverpressure, .stackUnderpressure, .stackPreloadLost, .stackPressureImbalance:
            fixedDecimals(value / 1e6, 3) + " MPa"
        case .stackPressureRise, .stackPressureFall: fixedDecimals(value / 1e6, 3) + " MPa/s"
        default: value == 0 ? "no" : "yes"
        }
    }
}
