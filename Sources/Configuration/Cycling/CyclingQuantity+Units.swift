extension CyclingQuantity {
    /// What kind of value the quantity has.
    var dimension: Dimension {
        switch self {
        case .dischargeCapacity: .charge
        case .arealCapacity: .arealCapacity
        case .specificCapacity: .specificCapacity
        case .capacityRetention, .coulombicEfficiency, .energyEfficiency, .contactFraction,
            .shortCount, .cyclesCompleted:
            .ratio
        case .meanChargeVoltage, .meanDischargeVoltage, .polarisation: .voltage
        case .seriesResistance, .interfaceResistance: .arealResistance
        case .pressureSwing, .highestPressure: .pressure
        case .highestTemperature: .temperature
        case .lifeWithoutShort: .duration
        }
    }

    /// The unit people use for it, its factor to SI, and how many decimals make sense.
    var shownUnit: (symbol: String, decimals: Int) {
        switch self {
        case .dischargeCapacity: ("mAh", 2)
        case .arealCapacity: ("mAh/cm2", 3)
        case .specificCapacity: ("mAh/g", 1)
        case .capacityRetention, .coulombicEfficiency, .energyEfficiency, .contactFraction:
            ("%", 2)
        case .shortCount, .cyclesCompleted: ("1", 0)
        case .meanChargeVoltage, .meanDischargeVoltage, .polarisation: ("V", 3)
        case .seriesResistance, .interfaceResistance: ("ohm cm2", 1)
        case .pressureSwing, .highestPressure: ("MPa", 2)
        case .highestTemperature: ("degC", 1)
        case .lifeWithoutShort: ("h", 1)
        }
    }

    /// The value in the unit people use.
    ///
    /// - Parameter si: In SI units.
    public func shown(_ si: Double) -> Double {
        guard let unit = dimension.units.first(where: { $0.symbol == shownUnit.symbol }) else {
            return si
        }
        return unit.fromSI(si)
    }

    /// The unit people use, "1" for a plain number, and the decimals to show.
    public var unitSymbol: String { shownUnit.symbol }
    public var decimals: Int { shownUnit.decimals }

    /// The quantity in words: "capacity retention".
    public var words: String {
        String(rawValue.map { $0 == "_" ? " " : $0 })
    }
}
