import Control
import Estimation
import Protection
import Quantities

extension SnapshotJSON {
    /// Power, energy and time left; null where nothing is predicted.
    static func put(_ outlook: OutlookSnapshot?, into writer: inout JSONWriter) {
        guard let outlook else {
            writer.putNull("outlook")
            return
        }
        writer.object("outlook") { writer in
            put("charge_limits", outlook.charge, into: &writer)
            put("discharge_limits", outlook.discharge, into: &writer)
            let energy = outlook.energy
            writer.put("mean_current_ampere", energy.meanCurrent)
            let hours = 1 / 3600.0
            put("charge_to_empty", "ampere_hour", energy.chargeToEmpty, hours, into: &writer)
            put("charge_to_full", "ampere_hour", energy.chargeToFull, hours, into: &writer)
            put("energy_to_empty", "watt_hour", energy.energyToEmpty, hours, into: &writer)
            put("energy_to_full", "watt_hour", energy.energyToFull, hours, into: &writer)
            put("time_to_empty", "second", energy.timeToEmpty, 1, into: &writer)
            put("time_to_full", "second", energy.timeToFull, 1, into: &writer)
        }
    }

    private static func put(
        _ name: String, _ reports: HorizonReports, into writer: inout JSONWriter
    ) {
        writer.list(name) { writer in
            for horizon in PowerHorizon.allCases {
                writer.element { writer in
                    writer.put("horizon_second", horizon.seconds)
                    put(reports[horizon].limit, into: &writer)
                    writer.put("power_watt", reports[horizon].power)
                }
            }
        }
    }

    /// The members of a limit.
    static func put(_ limit: CurrentLimit, into writer: inout JSONWriter) {
        writer.put("current_ampere", limit.current.amperes)
        writer.put("cause", limit.cause.snakeCaseName)
        if let signal = limit.cause.signal {
            writer.put("signal", signal.snakeCaseName)
            writer.put("value", signal.shown(limit.value))
            writer.put("unit", signal.shownUnit)
        }
        if let quantity = limit.cause.quantity {
            writer.put("quantity", quantity.snakeCaseName)
            if let unit = quantity.shownUnit {
                writer.put("value", quantity.shown(limit.value))
                writer.put("threshold", quantity.shown(limit.threshold))
                writer.put("unit", unit)
            }
        }
        writer.put("place", limit.place.words)
        writer.put("is_recovering", limit.isRecovering)
        writer.put("reason", limit.reason)
    }

    private static func put(
        _ name: String, _ unit: String, _ value: BoundedValue?, _ factor: Double,
        into writer: inout JSONWriter
    ) {
        writer.put("\(name)_\(unit)", value.map { $0.value * factor })
        writer.put("\(name)_low_\(unit)", value.map { $0.low * factor })
        writer.put("\(name)_high_\(unit)", value.map { $0.high * factor })
    }

    /// Three figures, each null until readings have confirmed it.
    static func put(_ health: CellHealth, into writer: inout JSONWriter) {
        put("capacity_health", health.capacity, into: &writer)
        put("resistance_health", health.resistance, into: &writer)
        put("interface_health", health.interface, into: &writer)
    }

    private static func put(_ name: String, _ figure: HealthFigure, into writer: inout JSONWriter) {
        writer.put("\(name)_ratio", figure.isObserved ? figure.ratio : nil)
        writer.put("\(name)_deviation_ratio", figure.isObserved ? figure.deviation : nil)
    }
}
