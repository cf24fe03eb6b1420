extension Diagnostic {
    /// What the diagnostic watches. Every diagnostic has a signal, so none can be declared and
    /// never raised.
    public var signal: Signal {
        switch self {
        case .cellOvervoltage, .cellUndervoltage, .cellDeepDischarge: .cellVoltage
        case .overtemperatureCharging, .overtemperatureDischarging, .undertemperatureCharging,
            .undertemperatureDischarging:
            .cellTemperature
        case .temperatureRiseRate: .cellTemperatureRate
        case .temperatureSpread: .temperatureSpread
        case .overcurrentCharging, .overcurrentDischarging: .packCurrent
        case .currentWithContactorsOpen: .currentWithContactorsOpen
        case .stackOverpressure, .stackUnderpressure: .stackPressure
        case .stackPressureRise, .stackPressureFall: .stackPressureRate
        case .stackPreloadLost: .stackPreloadDeficit
        case .stackPressureImbalance: .stackPressureImbalance
        case .cellVoltageMissing: .cellVoltageMissing
        case .temperatureMissing: .temperatureMissing
        case .currentMissing: .currentMissing
        case .stackPressureMissing: .stackPressureMissing
        case .cellVoltageFrozen: .cellVoltageFrozen
        case .temperatureFrozen: .temperatureFrozen
        case .currentFrozen: .currentFrozen
        case .stackPressureFrozen: .stackPressureFrozen
        case .cellSumMismatch: .cellSumMismatch
        case .redundantCurrentMismatch: .redundantCurrentMismatch
        case .cellVoltageImplausible: .cellVoltageImplausible
        case .positiveContactorFailsToClose: .positiveContactorFailsToClose
        case .positiveContactorFailsToOpen: .positiveContactorFailsToOpen
        case .negativeContactorFailsToClose: .negativeContactorFailsToClose
        case .negativeContactorFailsToOpen: .negativeContactorFailsToOpen
        case .prechargeContactorFailsToClose: .prechargeContactorFailsToClose
        case .prechargeContactorFailsToOpen: .prechargeContactorFailsToOpen
        case .prechargeFailed: .prechargeFailed
        case .openedUnderLoad: .openedUnderLoad
        case .contactorCyclesExceeded: .contactorCycles
        case .positiveContactorReplaced: .positiveContactorReplaced
        case .negativeContactorReplaced: .negativeContactorReplaced
        case .prechargeContactorReplaced: .prechargeContactorReplaced
        case .interlockOpen: .interlockOpen
        case .emergencyStop: .emergencyStopPressed
        case .frontEndTripped: .frontEndTripped
        case .frontEndConfigurationLost: .frontEndConfigurationLost
        case .deviceAbsent: .deviceAbsent
        case .busTransferErrors: .busErrorRate
        case .busStuckLow: .busHeld
        case .busRecovered: .busRecovered
        case .multiplexerStuck: .multiplexerStuck
        case .stepDeadlineMissed: .stepLateness
        case .stepOverran: .stepDuration
        case .clockJumped: .clockJump
        case .recordDropped: .recordDropped
        case .diskFull: .diskFull
        case .logRepaired: .logRepaired
        case .supplyBrownOut: .supplyLow
        case .watchdogResetSeen: .watchdogResetSeen
        case .sensorNotCalibrated: .loadCellNotCalibrated
        case .storedStateDamaged: .storedStateDamaged
        case .configurationChanged: .configurationChanged
        case .storedStateLost: .storedStateLost
        case .stateNotStored: .stateNotStored
        }
    }

    /// On which side of its thresholds the trouble lies.
    public var comparison: Rule.Comparison {
        switch self {
        case .cellUndervoltage, .cellDeepDischarge, .undertemperatureCharging,
            .undertemperatureDischarging, .overcurrentDischarging, .stackUnderpressure,
            .stackPressureFall:
            .below
        case .cellOvervoltage, .overtemperatureCharging, .overtemperatureDischarging,
            .temperatureRiseRate, .temperatureSpread, .overcurrentCharging,
            .currentWithContactorsOpen, .stackOverpressure, .stackPressureRise,
            .stackPreloadLost, .stackPressureImbalance, .cellVoltageMissing, .temperatureMissing,
            .currentMissing, .stackPressureMissing, .cellVoltageFrozen, .temperatureFrozen,
            .currentFrozen, .stackPressureFrozen, .cellSumMismatch, .redundantCurrentMismatch,
            .cellVoltageImplausible, .positiveContactorFailsToClose,
            .positiveContactorFailsToOpen, .negativeContactorFailsToClose,
            .negativeContactorFailsToOpen, .prechargeContactorFailsToClose,
            .prechargeContactorFailsToOpen, .prechargeFailed, .openedUnderLoad, .interlockOpen,
            .emergencyStop, .frontEndTripped, .frontEndConfigurationLost, .deviceAbsent,
            .busTransferErrors, .busStuckLow, .busRecovered, .multiplexerStuck,
            .stepDeadlineMissed, .stepOverran, .clockJumped, .watchdogResetSeen,
            .contactorCyclesExceeded, .storedStateDamaged, .configurationChanged,
            .storedStateLost, .stateNotStored, .recordDropped, .diskFull, .logRepaired,
            .supplyBrownOut, .sensorNotCalibrated, .positiveContactorReplaced,
            .negativeContactorReplaced, .prechargeContactorReplaced:
            .above
        }
    }
}
