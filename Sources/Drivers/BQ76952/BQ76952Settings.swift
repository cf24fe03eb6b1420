public import HAL
public import Quantities

/// How a BQ76952 is set up; written to its memory at every start and read back.
///
/// Thresholds are rounded to what the chip can hold, always to the careful side: over-voltage and
/// over-current downwards, under-voltage upwards, delays downwards.
public struct BQ76952Settings: Sendable, Equatable {
    /// Whether the chip is switched to a CRC behind every byte.
    public var usesChecksums = true
    /// Which of the chip's 16 inputs carry a cell, bit 0 the lowest; 0 takes as many as there are
    /// cells from the lowest up. Unused inputs are shorted on the board.
    public var cellInputs: UInt16 = 0
    /// Over-voltage threshold of each cell.
    public var cellOvervoltage = Voltage.volts(4.3)
    /// How long a cell is too high before the chip trips.
    public var cellOvervoltageDelay = Duration.milliseconds(250)
    /// Under-voltage threshold of each cell.
    public var cellUndervoltage = Voltage.volts(2.5)
    /// How long a cell is too low before the chip trips.
    public var cellUndervoltageDelay = Duration.milliseconds(250)
    /// How far inside a threshold all cells must be for the chip to recover.
    public var cellHysteresis = Voltage.millivolts(101.2)
    /// The resistor between SRP and SRN.
    public var shuntResistance = Resistance.milliohms(1)
    /// Charging current that trips, as a magnitude.
    public var overcurrentCharge = Current.amperes(20)
    /// How long it must flow.
    public var overcurrentChargeDelay = Duration.milliseconds(50)
    /// Discharging current that trips, as a magnitude.
    public var overcurrentDischarge = Current.amperes(40)
    /// How long it must flow.
    public var overcurrentDischargeDelay = Duration.milliseconds(50)
    /// Discharging current that trips within microseconds, as a magnitude.
    public var shortCircuit = Current.amperes(100)
    /// How long it must flow.
    public var shortCircuitDelay = Duration.microseconds(60)
    /// Die temperature that trips.
    public var internalOvertemperature = Temperature.celsius(85)
    /// How long the chip waits for its host before it trips.
    public var hostWatchdogDelay = Duration.seconds(2)
    /// After how long without a new command the bleed resistors switch off.
    public var balancingInterval = Duration.seconds(20)
    /// Protections that act in the chip's own hardware.
    public var enabledProtections: CellMonitorTrips = [
        .cellOvervoltage, .cellUndervoltage, .overcurrentCharge, .overcurrentDischarge,
        .shortCircuit, .overtemperature, .hostWatchdog,
    ]
    /// What is latched into the alarm register; bit 1 (a scan is complete) must be in it.
    public var alarmMask: UInt16 = 0xF882
    /// Halves the scan time for two bits less of resolution.
    public var isFast = false
    /// Whether the chip may sleep when no current flows; its readings are then seconds apart.
    public var isSleepAllowed = false
    /// Step of the current register: its range is 32,767 steps either way.
    public var currentUnit = CurrentUnit.milliampere

    /// The prototype settings: cells of 2.5 to 4.3 V, a 1 mΩ shunt, 20 A in and 40 A out.
    public init() {}

    /// What one count of the current register means. Raw values are DA Configuration USER_AMPS.
    public enum CurrentUnit: UInt8, Sendable, CaseIterable {
        case tenthMilliampere = 0
        case milliampere = 1
        case tenMilliamperes = 2
        case hundredMilliamperes = 3

        /// One count.
        public var current: Current {
            switch self {
            case .tenthMilliampere: .milliamperes(0.1)
            case .milliampere: .milliamperes(1)
            case .tenMilliamperes: .milliamperes(10)
            case .hundredMilliamperes: .milliamperes(100)
            }
        }
    }

    // MARK: - What the chip can hold

    /// 20 to 110 steps of 50.6 mV.
    public static let cellOvervoltageRange = Voltage.millivolts(1012)...Voltage.millivolts(5566)
    /// 20 to 90 steps of 50.6 mV.
    public static let cellUndervoltageRange = Voltage.millivolts(1012)...Voltage.millivolts(4554)
    /// 2 to 20 steps of 50.6 mV.
    public static let cellHysteresisRange =
        Voltage.millivolts(101.2)...Voltage.millivolts(1012)
    /// 1 to 2047 steps of 3.3 ms behind the two that are always there.
    public static let cellDelayRange =
        Duration.microseconds(9_900)...Duration.microseconds(6_761_700)
    /// Over-current in charge, across the shunt: 2 to 62 steps of 2 mV.
    public static let overcurrentChargeDropRange = Voltage.millivolts(4)...Voltage.millivolts(124)
    /// Over-current in discharge, across the shunt: 2 to 100 steps of 2 mV.
    public static let overcurrentDischargeDropRange =
        Voltage.millivolts(4)...Voltage.millivolts(200)
    /// 1 to 127 steps of 3.3 ms behind the two that are always there.
    public static let overcurrentDelayRange =
        Duration.microseconds(9_900)...Duration.microseconds(425_700)
    /// Short circuit, across the shunt: one of 16 values.
    public static let shortCircuitDropRange = Voltage.millivolts(10)...Voltage.millivolts(500)
    /// 0 to 30 steps of 15 µs.
    public static let shortCircuitDelayRange = Duration.zero...Duration.microseconds(450)
    /// So that the gain and every threshold stay sensible; the chip itself takes more.
    public static let shuntResistanceRange = Resistance.milliohms(0.05)...Resistance.milliohms(20)
    /// Whole degrees Celsius; the release lies 5 °C below.
    public static let internalOvertemperatureRange =
        Temperature.celsius(-35)...Temperature.celsius(120)
    /// Whole seconds.
    public static let hostWatchdogDelayRange = Duration.seconds(1)...Duration.seconds(65_535)
    /// Whole seconds.
    public static let balancingIntervalRange = Duration.seconds(1)...Duration.seconds(255)
}
