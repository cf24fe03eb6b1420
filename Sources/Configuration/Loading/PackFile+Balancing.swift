import Protection
import Quantities

/// The optional table `[balancing]`; without it nothing is bled.
extension PackFile {
    func readBalancing() -> BalancingDescription? {
        guard let table = root.optionalTable("balancing") else { return nil }
        func voltage(_ key: String, in allowed: ClosedRange<Double>) -> Voltage {
            .volts(table.value(key, .voltage, in: allowed))
        }
        func temperature(_ key: String) -> Temperature {
            .kelvins(table.value(key, .temperature, in: 233.15...393.15))
        }
        let settings = BalancingSettings(
            startDifference: voltage("start_difference", in: 1e-3...0.5),
            stopDifference: voltage("stop_difference", in: 1e-3...0.5),
            cellVoltageMinimum: voltage("cell_voltage_minimum", in: 0.5...5),
            temperatureMaximum: temperature("temperature_maximum"),
            monitorTemperatureMaximum: temperature("monitor_temperature_maximum"),
            restTime: table.duration("rest_time", in: .seconds(1) ... .seconds(86_400)),
            onTime: table.duration("on_time", in: .seconds(1) ... .seconds(3_600)),
            // The chip may take a second to act, and then it scans (SLUUBY2B, CB_ACTIVE_CELLS).
            pauseTime: table.duration("pause_time", in: .milliseconds(1_500) ... .seconds(3_600)),
            refreshPeriod: table.duration("refresh_period", in: .seconds(1) ... .seconds(255)),
            cellsAtOnce: table.integer("cells_at_once", in: 1...8) ?? 1)
        return BalancingDescription(
            settings: settings,
            // Whole seconds in one byte (SLUUBY2B, 0x9339).
            timeOut: table.duration("time_out", in: .seconds(1) ... .seconds(255)),
            seriesResistance: .ohms(table.value("series_resistance", .resistance, in: 0...1e4)))
    }
}
