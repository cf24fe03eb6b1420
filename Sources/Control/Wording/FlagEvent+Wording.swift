public import Protection

extension FlagEvent {
    /// What happened, to what, where and why: "raised: stack overpressure (safety) at stack 2,
    /// 9.120 MPa, limit 9.000 MPa". What is or is not so has no numbers.
    public var words: String {
        let change = kind == .raised ? "raised" : "cleared"
        let what = "\(change): \(diagnostic.words) (\(grade.words)) at \(place.words)"
        guard let measured, let limit else { return what }
        return "\(what), \(measured), limit \(limit)"
    }

    /// The measured value in the unit people use, by the diagnostic's group; `nil` where nothing is
    /// compared with a limit.
    public var measured: String? { Self.text(value, diagnostic) }

    /// The threshold, likewise.
    public var limit: String? { Self.text(threshold, diagnostic) }

    private static func text(_ value: Double, _ diagnostic: Diagnostic) -> String? {
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
        case .stepDeadlineMissed, .stepOverran: fixedDecimals(value * 1e3, 1) + " ms"
        case .clockJumped: fixedDecimals(value, 3) + " s"
        case .contactorCyclesExceeded: fixedDecimals(value, 0) + " cycles"
        default: nil
        }
    }
}
