import Quantities

extension BQ76952Settings {
    /// A setting that the chip cannot hold.
    public struct Problem: Sendable, Equatable {
        /// The name of the property.
        public let setting: String
        /// The value asked for, in `unit`.
        public let value: Double
        /// What the chip can hold, in `unit`; one value when there is no choice.
        public let allowed: ClosedRange<Double>
        /// V, s, A, ohm, degC, or empty for a count or a mask.
        public let unit: String
    }

    /// Everything in these settings that a chip with `cellCount` cells cannot hold; empty when a
    /// driver may be made from them.
    public func problems(cellCount: Int) -> [Problem] {
        var found: [Problem] = []
        func check(
            _ setting: String, _ value: Double, _ low: Double, _ high: Double, _ unit: String
        ) {
            // The edges of the ranges are products of decimal fractions.
            let slack = (high - low).magnitude * 1e-9
            if !(value >= low - slack && value <= high + slack) {
                found.append(
                    Problem(setting: setting, value: value, allowed: low...high, unit: unit))
            }
        }
        func check(_ setting: String, _ value: Voltage, _ range: ClosedRange<Voltage>) {
            check(setting, value.volts, range.lowerBound.volts, range.upperBound.volts, "V")
        }
        func check(_ setting: String, _ value: Duration, _ range: ClosedRange<Duration>) {
            check(
                setting, value.inSeconds, range.lowerBound.inSeconds, range.upperBound.inSeconds,
                "s")
        }
        func check(_ setting: String, _ value: Current, _ range: ClosedRange<Voltage>) {
            let ohms = shuntResistance.ohms
            guard ohms > 0 else { return }
            check(
                setting, value.amperes, range.lowerBound.volts / ohms,
                range.upperBound.volts / ohms, "A")
        }
        check("cellCount", Double(cellCount), 3, 16, "")
        if cellInputs != 0 {
            let wired = Double(cellInputs.nonzeroBitCount)
            check("cellInputs", wired, Double(cellCount), Double(cellCount), "")
        }
        check("cellOvervoltage", cellOvervoltage, Self.cellOvervoltageRange)
        check("cellOvervoltageDelay", cellOvervoltageDelay, Self.cellDelayRange)
        check("cellUndervoltage", cellUndervoltage, Self.cellUndervoltageRange)
        check("cellUndervoltageDelay", cellUndervoltageDelay, Self.cellDelayRange)
        check("cellHysteresis", cellHysteresis, Self.cellHysteresisRange)
        let shunts = Self.shuntResistanceRange
        check(
            "shuntResistance", shuntResistance.ohms, shunts.lowerBound.ohms,
            shunts.upperBound.ohms, "ohm")
        check("overcurrentCharge", overcurrentCharge, Self.overcurrentChargeDropRange)
        check("overcurrentChargeDelay", overcurrentChargeDelay, Self.overcurrentDelayRange)
        check("overcurrentDischarge", overcurrentDischarge, Self.overcurrentDischargeDropRange)
        check("overcurrentDischargeDelay", overcurrentDischargeDelay, Self.overcurrentDelayRange)
        check("shortCircuit", shortCircuit, Self.shortCircuitDropRange)
        check("shortCircuitDelay", shortCircuitDelay, Self.shortCircuitDelayRange)
        let temperatures = Self.internalOvertemperatureRange
        check(
            "internalOvertemperature", internalOvertemperature.celsius,
            temperatures.lowerBound.celsius, temperatures.upperBound.celsius, "degC")
        check("hostWatchdogDelay", hostWatchdogDelay, Self.hostWatchdogDelayRange)
        check("balancingInterval", balancingInterval, Self.balancingIntervalRange)
        let scanBit = Double(alarmMask & BQ76952Registers.alarmADScan)
        let needed = Double(BQ76952Registers.alarmADScan)
        check("alarmMask", scanBit, needed, needed, "")
        return found
    }
}
