public import Configuration
import Quantities
import SimulatedChips

extension SimulatedBoard {
    /// What the physics face of a chip holds, each name with its unit; empty for chips that measure
    /// nothing.
    public func physics(of device: DeviceDescription) -> [(name: String, value: Double)] {
        switch device.part {
        case .tmp117:
            return temperatureSensors.filter { $0.name == device.name }.map {
                ("temperature_celsius", $0.temperature.celsius)
            }
        case .nau7802:
            return bridgeSensors.filter { $0.name == device.name }.map {
                ("bridge_ratio_volt_per_volt", $0.bridgeRatio)
            }
        case .ina228:
            return [
                ("shunt_voltage_volt", currentSensor.shuntVoltage.volts),
                ("bus_voltage_volt", currentSensor.busVoltage.volts),
                ("die_temperature_celsius", currentSensor.dieTemperature.celsius),
            ]
        case .bq76952:
            return cellMonitor.cellVoltages.enumerated().map {
                ("cell_\($0 + 1)_voltage_volt", $1.volts)
            } + [
                ("current_ampere", cellMonitor.current.amperes),
                ("pack_pin_voltage_volt", cellMonitor.packPinVoltage.volts),
                ("die_temperature_celsius", cellMonitor.dieTemperature.celsius),
            ]
        case .tca9548a, .eeprom24AA025E48:
            return []
        }
    }

    /// Lets a chip feel a value, until the world next moves on; for oracles that need the ends of a
    /// range.
    ///
    /// - Parameter name: As ``physics(of:)`` names it.
    /// - Returns: Whether the chip can be made to feel that.
    public func feel(_ name: String, _ value: Double, by device: DeviceDescription) -> Bool {
        switch (device.part, name) {
        case (.tmp117, "temperature_celsius"):
            for sensor in temperatureSensors where sensor.name == device.name {
                sensor.temperature = .celsius(value)
            }
        case (.ina228, "shunt_voltage_volt"): currentSensor.shuntVoltage = .volts(value)
        case (.ina228, "bus_voltage_volt"): currentSensor.busVoltage = .volts(value)
        case (.ina228, "die_temperature_celsius"):
            currentSensor.dieTemperature = .celsius(value)
        default: return false
        }
        return true
    }
}
