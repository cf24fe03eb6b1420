import CellModel
import Configuration
import Foundation
import PackSimulation

/// One row per cycle, as CSV.
struct CycleTable {
    private(set) var text =
        "scenario,purpose,cycle,end_time_hour,charge_capacity_ah,discharge_capacity_ah,"
        + "areal_capacity_mah_per_cm2,capacity_retention,coulombic_efficiency,energy_efficiency,"
        + "mean_charge_voltage_volt,mean_discharge_voltage_volt,series_resistance_ohm_cm2,"
        + "interface_resistance_ohm_cm2,interphase_resistance_ohm_cm2,contact_fraction_minimum,"
        + "pressure_minimum_pa,pressure_maximum_pa,temperature_maximum_celsius,short_count\n"

    mutating func add(_ cycler: CellCycler) {
        let area = cycler.description.cell.parameters.totalArea
        for cycle in cycler.cycles {
            let numbers = [
                cycle.endTime / 3600, cycle.chargeCapacity / 3600, cycle.dischargeCapacity / 3600,
                cycle.dischargeCapacity / area / 3.6e4, cycle.capacityRetention,
                cycle.coulombicEfficiency, cycle.energyEfficiency, cycle.meanChargeVoltage,
                cycle.meanDischargeVoltage, cycle.seriesResistance * 1e4,
                cycle.interfaceResistance * 1e4, cycle.interphaseResistance * 1e4,
                cycle.contactFractionMinimum, cycle.pressureMinimum, cycle.pressureMaximum,
                cycle.temperatureMaximum - 273.15,
            ]
            let cells = numbers.map { $0.isFinite ? String(format: "%.8g", $0) : "" }
            text +=
                "\(csvField(cycler.description.name)),\(cycle.purpose.rawValue),\(cycle.number),"
            text += cells.joined(separator: ",") + ",\(cycle.shortCount)\n"
        }
    }
}

/// What happened over time in a few cycles, as CSV.
struct TraceTable {
    let wanted: TraceCycles
    private(set) var text =
        "scenario,cycle,phase,test_time_second,current_ampere,voltage_volt,state_of_charge,"
        + "temperature_celsius,applied_pressure_pa,contact_fraction,series_resistance_ohm\n"

    init(wanted: TraceCycles) { self.wanted = wanted }

    mutating func add(_ sample: CyclerSample, scenario: CyclingDescription) {
        guard wanted.contains(sample, of: scenario.plan.cycleCount) else { return }
        let numbers = [
            sample.time, sample.current, sample.voltage * Double(scenario.plan.seriesCount),
            sample.stateOfCharge, sample.temperature - 273.15, sample.pressure,
            sample.contactFraction, sample.seriesResistance * Double(scenario.plan.seriesCount),
        ]
        text += "\(csvField(scenario.name)),\(sample.cycle),\(sample.phase.rawValue),"
        text += numbers.map { String(format: "%.9g", $0) }.joined(separator: ",") + "\n"
    }
}

/// A text as one field of a line (RFC 4180, section 2).
private func csvField(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
}
