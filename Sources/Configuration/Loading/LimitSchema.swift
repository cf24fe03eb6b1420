import Protection

/// What the pack file's `limits` may contain: one row per diagnostic.
struct LimitSchema {
    /// What a limit needs to be measured by.
    enum Device: String {
        case cellMonitor = "cell-monitor"
        case currentSensor = "current"
        case temperatureSensor = "temperature"
        case pressureSensor = "pressure"
    }

    /// Name of the table below `limits`.
    let key: String
    let diagnostic: Diagnostic
    let signal: Signal
    var comparison = Rule.Comparison.above
    /// Nil for a yes-or-no signal, which has no thresholds.
    var dimension: Dimension?
    /// The file gives magnitudes; the signal counts downwards.
    var isNegated = false
    var directions = CurrentDirections.all
    var devices: [Device] = []
    /// Whether all three grades must be there.
    var needsAllGrades = true

    /// Every diagnostic, in the order of the numbers.
    static let all: [LimitSchema] =
        voltage + temperature + current + pressure + missing + frozen + mismatch + contactors
        + inputs + buses + system

    private static let voltage: [LimitSchema] = [
        .init(
            key: "cell_overvoltage", diagnostic: .cellOvervoltage, signal: .cellVoltage,
            dimension: .voltage, devices: [.cellMonitor]),
        .init(
            key: "cell_undervoltage", diagnostic: .cellUndervoltage, signal: .cellVoltage,
            comparison: .below, dimension: .voltage, devices: [.cellMonitor]),
        .init(
            key: "cell_deep_discharge", diagnostic: .cellDeepDischarge, signal: .cellVoltage,
            comparison: .below, dimension: .voltage, devices: [.cellMonitor],
            needsAllGrades: false),
    ]

    private static let temperature: [LimitSchema] = [
        .init(
            key: "overtemperature_charging", diagnostic: .overtemperatureCharging,
            signal: .cellTemperature, dimension: .temperature, directions: [.charging],
            devices: [.temperatureSensor]),
        .init(
            key: "overtemperature_discharging", diagnostic: .overtemperatureDischarging,
            signal: .cellTemperature, dimension: .temperature,
            directions: [.discharging, .resting], devices: [.temperatureSensor]),
        .init(
            key: "undertemperature_charging", diagnostic: .undertemperatureCharging,
            signal: .cellTemperature, comparison: .below, dimension: .temperature,
            directions: [.charging], devices: [.temperatureSensor]),
        .init(
            key: "undertemperature_discharging", diagnostic: .undertemperatureDischarging,
            signal: .cellTemperature, comparison: .below, dimension: .temperature,
            directions: [.discharging, .resting], devices: [.temperatureSensor]),
        .init(
            key: "temperature_rise_rate", diagnostic: .temperatureRiseRate,
            signal: .cellTemperatureRate, dimension: .temperatureRate,
            devices: [.temperatureSensor]),
        .init(
            key: "temperature_spread", diagnostic: .temperatureSpread,
            signal: .temperatureSpread, dimension: .temperatureDifference,
            devices: [.temperatureSensor]),
    ]

    private static let current: [LimitSchema] = [
        .init(
            key: "overcurrent_charging", diagnostic: .overcurrentCharging, signal: .packCurrent,
            dimension: .current, devices: [.currentSensor]),
        .init(
            key: "overcurrent_discharging", diagnostic: .overcurrentDischarging,
            signal: .packCurrent, comparison: .below, dimension: .current, isNegated: true,
            devices: [.currentSensor]),
        .init(
            key: "current_with_contactors_open", diagnostic: .currentWithContactorsOpen,
            signal: .currentWithContactorsOpen, dimension: .current, devices: [.currentSensor],
            needsAllGrades: false),
    ]

    private static let pressure: [LimitSchema] = [
        .init(
            key: "stack_overpressure", diagnostic: .stackOverpressure, signal: .stackPressure,
            dimension: .pressure, devices: [.pressureSensor]),
        .init(
            key: "stack_underpressure", diagnostic: .stackUnderpressure, signal: .stackPressure,
            comparison: .below, dimension: .pressure, devices: [.pressureSensor]),
        .init(
            key: "stack_pressure_rise", diagnostic: .stackPressureRise,
            signal: .stackPressureRate, dimension: .pressureRate, devices: [.pressureSensor]),
        .init(
            key: "stack_pressure_fall", diagnostic: .stackPressureFall,
            signal: .stackPressureRate, comparison: .below, dimension: .pressureRate,
            isNegated: true, devices: [.pressureSensor]),
        .init(
            key: "stack_preload_lost", diagnostic: .stackPreloadLost,
            signal: .stackPreloadDeficit, dimension: .pressure, devices: [.pressureSensor]),
        .init(
            key: "stack_pressure_imbalance", diagnostic: .stackPressureImbalance,
            signal: .stackPressureImbalance, dimension: .pressure, devices: [.pressureSensor]),
    ]

    private static let missing: [LimitSchema] = [
        .yesNo("cell_voltage_missing", .cellVoltageMissing, .cellVoltageMissing, .cellMonitor),
        .yesNo("temperature_missing", .temperatureMissing, .temperatureMissing, .temperatureSensor),
        .yesNo("current_missing", .currentMissing, .currentMissing, .currentSensor),
        .yesNo(
            "stack_pressure_missing", .stackPressureMissing, .stackPressureMissing,
            .pressureSensor),
    ]

    private static let frozen: [LimitSchema] = [
        .yesNo("cell_voltage_frozen", .cellVoltageFrozen, .cellVoltageFrozen, .cellMonitor),
        .yesNo("temperature_frozen", .temperatureFrozen, .temperatureFrozen, .temperatureSensor),
        .yesNo("current_frozen", .currentFrozen, .currentFrozen, .currentSensor),
        .yesNo(
            "stack_pressure_frozen", .stackPressureFrozen, .stackPressureFrozen, .pressureSensor),
    ]

    private static let mismatch: [LimitSchema] = [
        .init(
            key: "cell_sum_mismatch", diagnostic: .cellSumMismatch, signal: .cellSumMismatch,
            dimension: .voltage, devices: [.cellMonitor]),
        .init(
            key: "redundant_current_mismatch", diagnostic: .redundantCurrentMismatch,
            signal: .redundantCurrentMismatch, dimension: .current,
            devices: [.cellMonitor, .currentSensor]),
        .yesNo(
            "cell_voltage_implausible", .cellVoltageImplausible, .cellVoltageImplausible,
            .cellMonitor),
    ]

    private static let contactors: [LimitSchema] = [
        .yesNo(
            "positive_contactor_fails_to_close", .positiveContactorFailsToClose,
            .positiveContactorFailsToClose),
        .yesNo(
            "positive_contactor_fails_to_open", .positiveContactorFailsToOpen,
            .positiveContactorFailsToOpen),
        .yesNo(
            "negative_contactor_fails_to_close", .negativeContactorFailsToClose,
            .negativeContactorFailsToClose),
        .yesNo(
            "negative_contactor_fails_to_open", .negativeContactorFailsToOpen,
            .negativeContactorFailsToOpen),
        .yesNo(
            "precharge_contactor_fails_to_close", .prechargeContactorFailsToClose,
            .prechargeContactorFailsToClose),
        .yesNo(
            "precharge_contactor_fails_to_open", .prechargeContactorFailsToOpen,
            .prechargeContactorFailsToOpen),
        .yesNo("precharge_failed", .prechargeFailed, .prechargeFailed),
        .yesNo("opened_under_load", .openedUnderLoad, .openedUnderLoad),
        .init(
            key: "contactor_cycles_exceeded", diagnostic: .contactorCyclesExceeded,
            signal: .contactorCycles, dimension: .ratio, needsAllGrades: false),
        .yesNo(
            "positive_contactor_replaced", .positiveContactorReplaced, .positiveContactorReplaced),
        .yesNo(
            "negative_contactor_replaced", .negativeContactorReplaced, .negativeContactorReplaced),
        .yesNo(
            "precharge_contactor_replaced", .prechargeContactorReplaced,
            .prechargeContactorReplaced),
    ]

    private static let inputs: [LimitSchema] = [
        .yesNo("interlock_open", .interlockOpen, .interlockOpen),
        .yesNo("emergency_stop", .emergencyStop, .emergencyStopPressed),
        .yesNo("front_end_tripped", .frontEndTripped, .frontEndTripped, .cellMonitor),
        .yesNo(
            "front_end_configuration_lost", .frontEndConfigurationLost,
            .frontEndConfigurationLost, .cellMonitor),
        .yesNo("device_absent", .deviceAbsent, .deviceAbsent),
    ]

    private static let buses: [LimitSchema] = [
        .init(
            key: "bus_transfer_errors", diagnostic: .busTransferErrors, signal: .busErrorRate,
            dimension: .ratio, needsAllGrades: false),
        .yesNo("bus_stuck_low", .busStuckLow, .busHeld),
        .yesNo("bus_recovered", .busRecovered, .busRecovered),
        .yesNo("multiplexer_stuck", .multiplexerStuck, .multiplexerStuck),
    ]

    private static let system: [LimitSchema] = [
        .init(
            key: "step_deadline_missed", diagnostic: .stepDeadlineMissed, signal: .stepLateness,
            dimension: .duration),
        .init(
            key: "step_overran", diagnostic: .stepOverran, signal: .stepDuration,
            dimension: .duration, needsAllGrades: false),
        .init(
            key: "clock_jumped", diagnostic: .clockJumped, signal: .clockJump,
            dimension: .duration, needsAllGrades: false),
        .yesNo("record_dropped", .recordDropped, .recordDropped),
        .yesNo("disk_full", .diskFull, .diskFull),
        .yesNo("log_repaired", .logRepaired, .logRepaired),
        .yesNo("supply_brown_out", .supplyBrownOut, .supplyLow),
        .yesNo("watchdog_reset_seen", .watchdogResetSeen, .watchdogResetSeen),
        .yesNo(
            "sensor_not_calibrated", .sensorNotCalibrated, .loadCellNotCalibrated,
            .pressureSensor),
        .yesNo("stored_state_damaged", .storedStateDamaged, .storedStateDamaged),
        .yesNo("configuration_changed", .configurationChanged, .configurationChanged),
        .yesNo("stored_state_lost", .storedStateLost, .storedStateLost),
        .yesNo("state_not_stored", .stateNotStored, .stateNotStored),
    ]

    private static func yesNo(
        _ key: String, _ diagnostic: Diagnostic, _ signal: Signal, _ device: Device? = nil
    ) -> LimitSchema {
        LimitSchema(
            key: key, diagnostic: diagnostic, signal: signal,
            devices: device.map { [$0] } ?? [], needsAllGrades: false)
    }

    /// The name of a diagnostic in files.
    static func key(of diagnostic: Diagnostic) -> String {
        all.first { $0.diagnostic == diagnostic }?.key ?? "\(diagnostic.rawValue)"
    }
}
