/// Addresses and bits of the BQ76952. SLUUBY2B: direct commands, subcommands, data memory summary.
enum BQ76952Registers {
    // MARK: - Direct commands

    static let safetyAlertA: UInt8 = 0x02
    static let permanentFailAlertA: UInt8 = 0x0A
    static let batteryStatus: UInt8 = 0x12
    static let cellVoltages: UInt8 = 0x14
    static let stackVoltage: UInt8 = 0x34
    static let subcommand: UInt8 = 0x3E
    static let transferBuffer: UInt8 = 0x40
    static let checksum: UInt8 = 0x60
    static let alarmStatus: UInt8 = 0x62
    static let alarmEnable: UInt8 = 0x66
    static let driverStatus: UInt8 = 0x7F

    // MARK: - Subcommands

    static let deviceNumber: UInt16 = 0x0001
    static let driverEnableToggle: UInt16 = 0x0022
    static let manufacturingStatus: UInt16 = 0x0057
    static let balancingActiveCells: UInt16 = 0x0083
    static let enterConfiguration: UInt16 = 0x0090
    static let exitConfiguration: UInt16 = 0x0092
    static let allDriversOn: UInt16 = 0x0096
    static let sleepEnable: UInt16 = 0x0099
    static let sleepDisable: UInt16 = 0x009A
    static let swapCommunication: UInt16 = 0x29BC

    // MARK: - Bits

    static let batteryStatusConfigUpdate: UInt16 = 1 << 0
    static let batteryStatusPowerOnReset: UInt16 = 1 << 3
    static let batteryStatusSecurity: UInt16 = 3 << 8
    static let batteryStatusSealed: UInt16 = 3 << 8
    static let batteryStatusPermanentFail: UInt16 = 1 << 12
    static let alarmADScan: UInt16 = 1 << 1
    static let manufacturingDriversEnabled: UInt16 = 1 << 4

    // MARK: - Data memory

    static let currentGain: UInt16 = 0x91A8
    static let capacityGain: UInt16 = 0x91AC
    static let powerConfig: UInt16 = 0x9234
    static let regulator12Config: UInt16 = 0x9236
    static let regulator0Config: UInt16 = 0x9237
    static let watchdogRegulatorOptions: UInt16 = 0x9238
    static let communicationType: UInt16 = 0x9239
    static let enabledProtectionsA: UInt16 = 0x9261
    static let chargeDriverProtectionsA: UInt16 = 0x9265
    static let dischargeDriverProtectionsA: UInt16 = 0x9269
    static let defaultAlarmMask: UInt16 = 0x926D
    static let undervoltageThreshold: UInt16 = 0x9275
    static let undervoltageDelay: UInt16 = 0x9276
    static let overvoltageThreshold: UInt16 = 0x9278
    static let overvoltageDelay: UInt16 = 0x9279
    static let undervoltageHysteresis: UInt16 = 0x927B
    static let overvoltageHysteresis: UInt16 = 0x927C
    static let overcurrentChargeThreshold: UInt16 = 0x9280
    static let overcurrentChargeDelay: UInt16 = 0x9281
    static let overcurrentDischargeThreshold: UInt16 = 0x9282
    static let overcurrentDischargeDelay: UInt16 = 0x9283
    static let shortCircuitThreshold: UInt16 = 0x9286
    static let shortCircuitDelay: UInt16 = 0x9287
    static let internalOvertemperatureThreshold: UInt16 = 0x92A3
    static let internalOvertemperatureRecovery: UInt16 = 0x92A5
    static let hostWatchdogDelay: UInt16 = 0x92B2
    static let thermistor1Pin: UInt16 = 0x92FD
    static let chargeFaultPin: UInt16 = 0x9301
    static let dischargeFaultPin: UInt16 = 0x9302
    static let measurementUnits: UInt16 = 0x9303
    static let cellInputs: UInt16 = 0x9304
    static let driverOptions: UInt16 = 0x9308
    static let openWireCheckTime: UInt16 = 0x9314
    static let balancingConfig: UInt16 = 0x9335
    static let balancingInterval: UInt16 = 0x9339

    // MARK: - Scales

    /// Cell voltage registers. SLUUBY2B, direct commands.
    static let cellMillivoltsPerCount = 1.0
    /// Stack, PACK and LD pin voltages with the USER_VOLTS_CV bit set. SLUUBY2B, DA Configuration.
    static let stackMillivoltsPerCount = 10.0
    /// Temperatures. SLUUBY2B, direct commands.
    static let kelvinsPerCount = 0.1
    /// Cell over- and undervoltage thresholds and hysteresis. SLUUBY2B, COV and CUV protection.
    static let thresholdMillivoltsPerCount = 50.6
    /// Delays of the voltage and current protections. SLUUBY2B, protections.
    static let delayMillisecondsPerCount = 3.3
    /// Those delays count from two steps. SLUUBY2B, OCC protection.
    static let delayCountOffset = 2.0
    /// Over-current thresholds across the shunt. SLUUBY2B, OCC and OCD protection.
    static let shuntMillivoltsPerCount = 2.0
    /// Short-circuit delays; a setting of 1 is no delay. SLUUBY2B, SCD protection.
    static let shortCircuitMicrosecondsPerCount = 15.0
    /// CC gain times milliohms. SLUUBY2B, current calibration.
    static let currentGainMilliohms = 7.5684
    /// Capacity gain over CC gain. SLUUBY2B, current calibration.
    static let capacityGainRatio = 298_261.6178
}
