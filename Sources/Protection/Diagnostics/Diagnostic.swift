/// Everything that can be wrong, each with a stable number that logs and operators refer to.
///
/// The hundreds name the group: 1 cell voltage, 2 temperature, 3 current, 4 stack pressure,
/// 5 measurement, 6 contactors and precharge, 7 inputs, 8 front end and buses, 9 system.
@frozen
public enum Diagnostic: UInt16, Sendable, CaseIterable {
    case cellOvervoltage = 101
    case cellUndervoltage = 102
    case cellDeepDischarge = 103

    case overtemperatureCharging = 201
    case overtemperatureDischarging = 202
    case undertemperatureCharging = 203
    case undertemperatureDischarging = 204
    case temperatureRiseRate = 205
    case temperatureSpread = 206

    case overcurrentCharging = 301
    case overcurrentDischarging = 302
    case currentWithContactorsOpen = 303

    case stackOverpressure = 401
    case stackUnderpressure = 402
    case stackPressureRise = 403
    case stackPressureFall = 404
    case stackPreloadLost = 405
    case stackPressureImbalance = 406

    case cellVoltageMissing = 501
    case temperatureMissing = 502
    case currentMissing = 503
    case stackPressureMissing = 504
    case cellVoltageFrozen = 505
    case temperatureFrozen = 506
    case currentFrozen = 507
    case stackPressureFrozen = 508
    case cellSumMismatch = 509
    case redundantCurrentMismatch = 510
    case cellVoltageImplausible = 511

    case positiveContactorFailsToClose = 601
    case positiveContactorFailsToOpen = 602
    case negativeContactorFailsToClose = 603
    case negativeContactorFailsToOpen = 604
    case prechargeContactorFailsToClose = 605
    case prechargeContactorFailsToOpen = 606
    case prechargeFailed = 607
    case openedUnderLoad = 608
    case contactorCyclesExceeded = 609
    case positiveContactorReplaced = 610
    case negativeContactorReplaced = 611
    case prechargeContactorReplaced = 612

    case interlockOpen = 701
    case emergencyStop = 702

    case frontEndTripped = 801
    case frontEndConfigurationLost = 802
    case deviceAbsent = 803
    case busTransferErrors = 804
    case busStuckLow = 805
    case busRecovered = 806
    case multiplexerStuck = 807

    case stepDeadlineMissed = 901
    case stepOverran = 902
    case clockJumped = 903
    case recordDropped = 904
    case diskFull = 905
    case logRepaired = 906
    case storedStateDamaged = 907
    case supplyBrownOut = 908
    case watchdogResetSeen = 909
    case configurationChanged = 910
    case sensorNotCalibrated = 911
    case storedStateLost = 912
    case stateNotStored = 913
}
