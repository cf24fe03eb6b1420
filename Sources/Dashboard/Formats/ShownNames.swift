import Control
import Estimation
import Protection
import Quantities

// How cases are spelled in JSON members and metric labels: snake case, as in files.

/// "stackOverpressure" as "stack_overpressure".
func snakeCase(_ name: String) -> String {
    var result = ""
    for character in name {
        if character.isUppercase { result += "_" }
        result += character.lowercased()
    }
    return result
}

extension Diagnostic {
    var snakeCaseName: String { snakeCase("\(self)") }
}

extension Signal {
    var snakeCaseName: String { snakeCase("\(self)") }
}

extension MissingReason {
    var snakeCaseName: String { snakeCase("\(self)") }
}

extension MechanicalChannel {
    var snakeCaseName: String { snakeCase("\(self)") }
}

extension RequestRefusal {
    var snakeCaseName: String { snakeCase("\(self)") }
}

extension LimitCause {
    /// Name of the case without the signal.
    var snakeCaseName: String {
        switch self {
        case .rating: "rating"
        case .curve: "curve"
        case .missing: "missing"
        case .deratingFlag: "derating_flag"
        case .stopRequest: "stop_request"
        case .fatalFlag: "fatal_flag"
        case .prediction: "prediction"
        }
    }

    /// The signal that binds, when one does.
    var signal: Signal? {
        switch self {
        case .curve(let signal), .missing(let signal): signal
        case .rating, .deratingFlag, .stopRequest, .fatalFlag, .prediction: nil
        }
    }
}

extension LimitCause {
    /// What a prediction says binds, when one does.
    var quantity: LimitingQuantity? {
        if case .prediction(let quantity) = self { quantity } else { nil }
    }
}

extension LimitingQuantity {
    var snakeCaseName: String { snakeCase("\(self)") }

    /// The unit word of the values it has on screens; `nil` where it has none.
    var shownUnit: String? {
        switch self {
        case .rating, .unknownState: nil
        case .voltage: "volt"
        case .stateOfCharge, .contactFraction: "ratio"
        case .criticalCurrent: "milliampere_per_square_centimetre"
        case .platedCharge: "milliampere_hour_per_square_centimetre"
        case .pressure: "pascal"
        case .temperature: "degree_celsius"
        }
    }

    /// A value in the SI unit as it is shown.
    func shown(_ value: Double) -> Double {
        switch self {
        case .temperature: Temperature.kelvins(value).celsius
        case .criticalCurrent: value / 10
        case .platedCharge: value / 36_000
        default: value
        }
    }
}

extension ContactorSet {
    /// Every contactor with its name.
    static var named: KeyValuePairs<String, ContactorSet> {
        ["negative": .negative, "precharge": .precharge, "positive": .positive]
    }
}

extension Signal {
    /// The unit word of the values this signal has on screens.
    var shownUnit: String {
        if isYesOrNo { return "yes_or_no" }
        switch self {
        case .cellVoltage, .cellSumMismatch: return "volt"
        case .cellTemperature: return "degree_celsius"
        case .cellTemperatureRate: return "kelvin_per_second"
        case .temperatureSpread: return "kelvin"
        case .packCurrent, .currentWithContactorsOpen, .redundantCurrentMismatch: return "ampere"
        case .stackPressure, .stackPreloadDeficit, .stackPressureImbalance: return "pascal"
        case .stackPressureRate: return "pascal_per_second"
        default: preconditionFailure("A signal that is not yes or no has a unit.")
        }
    }

    /// A value in the SI unit as it is shown: temperatures in degrees Celsius, the rest as it is.
    func shown(_ value: Double) -> Double {
        self == .cellTemperature ? Temperature.kelvins(value).celsius : value
    }
}
