import Protection
import Quantities

/// Checks of balancing against the limits and the cell monitor.
extension PackChecks {
    func check(_ balancing: BalancingDescription?, limits: [LimitEntry]) {
        guard let balancing else { return }
        let settings = balancing.settings
        if settings.stopDifference >= settings.startDifference {
            complain(
                "stop_difference", "not below the start difference",
                millivolts(settings.stopDifference),
                "below \(millivolts(settings.startDifference))")
        }
        // One command may be lost.
        if settings.refreshPeriod > balancing.timeOut / 2, balancing.timeOut > .zero {
            complain(
                "refresh_period", "longer than half the time-out of the cell monitor",
                text(settings.refreshPeriod), "up to \(text(balancing.timeOut / 2))")
        }
        check(settings.cellVoltageMinimum, limits)
        for diagnostic in [Diagnostic.overtemperatureCharging, .overtemperatureDischarging] {
            guard let limit = threshold(limits, diagnostic, .operating) else { continue }
            let set = limit.rule.setThreshold
            if settings.temperatureMaximum.kelvins > set {
                complain(
                    "temperature_maximum", "above an operating limit of the temperature",
                    celsius(settings.temperatureMaximum.kelvins), "up to \(celsius(set))")
            }
        }
    }

    /// Bleeding ends before a cell is near either end of its window.
    private func check(_ minimum: Voltage, _ limits: [LimitEntry]) {
        let key = "cell_voltage_minimum"
        if let limit = threshold(limits, .cellUndervoltage, .operating),
            minimum.volts < limit.rule.releaseThreshold
        {
            complain(
                key, "a cell may be bled into the operating limit of under-voltage",
                "\(shortText(minimum.volts)) V",
                "from \(shortText(limit.rule.releaseThreshold)) V")
        }
        if let limit = threshold(limits, .cellOvervoltage, .operating),
            minimum.volts >= limit.rule.setThreshold
        {
            complain(
                key, "not below the operating limit of over-voltage, so nothing is ever bled",
                "\(shortText(minimum.volts)) V", "below \(shortText(limit.rule.setThreshold)) V")
        }
    }

    private func complain(_ key: String, _ message: String, _ found: String, _ allowed: String) {
        root.add("balancing.\(key)", message, found: found, allowed: allowed)
    }

    private func millivolts(_ voltage: Voltage) -> String {
        "\(shortText(voltage.millivolts)) mV"
    }

    private func celsius(_ kelvins: Double) -> String { "\(shortText(kelvins - 273.15)) degC" }
}
