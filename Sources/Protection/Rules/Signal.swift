/// Every scalar that a ``Rule`` can watch, one value per place.
///
/// Raw values are positions in a ``SignalTable``; they are contiguous and are not stored in logs.
/// Signals marked *yes or no* are 1 when the condition holds and 0 when it does not.
@frozen
public enum Signal: UInt8, Sendable, CaseIterable {
    /// Volts.
    case cellVoltage = 0
    /// Kelvins, measured at the cell.
    case cellTemperature
    /// Kelvins per second.
    case cellTemperatureRate
    /// Kelvins between the warmest and the coldest cell.
    case temperatureSpread
    /// Amperes; positive charges.
    case packCurrent
    /// Amperes, the magnitude; 0 unless every coil has been off for the contactors' confirm time.
    case currentWithContactorsOpen
    /// Pascals.
    case stackPressure
    /// Pascals per second; positive while the pressure rises.
    case stackPressureRate
    /// Pascals by which the pressure is below the preload floor; negative above it.
    case stackPreloadDeficit
    /// Pascals between the stack with the highest and the one with the lowest pressure.
    case stackPressureImbalance

    /// Yes or no: missing for any reason but frozen.
    case cellVoltageMissing
    /// Yes or no: missing for any reason but frozen.
    case temperatureMissing
    /// Yes or no: missing for any reason but frozen.
    case currentMissing
    /// Yes or no: missing for any reason but frozen.
    case stackPressureMissing
    /// Yes or no.
    case cellVoltageFrozen
    /// Yes or no.
    case temperatureFrozen
    /// Yes or no.
    case currentFrozen
    /// Yes or no.
    case stackPressureFrozen
    /// Yes or no: outside what a cell can be.
    case cellVoltageImplausible
    /// Volts between the sum of the cells and the pack voltage, the magnitude.
    case cellSumMismatch
    /// Amperes between the two current measurements, the magnitude.
    case redundantCurrentMismatch

    /// Yes or no: commanded closed, evidence says open.
    case negativeContactorFailsToClose
    /// Yes or no: commanded closed, evidence says open.
    case prechargeContactorFailsToClose
    /// Yes or no: commanded closed, evidence says open.
    case positiveContactorFailsToClose
    /// Yes or no: commanded open, evidence says closed.
    case negativeContactorFailsToOpen
    /// Yes or no: commanded open, evidence says closed.
    case prechargeContactorFailsToOpen
    /// Yes or no: commanded open, evidence says closed.
    case positiveContactorFailsToOpen
    /// Yes or no: the last permitted precharge attempt timed out.
    case prechargeFailed
    /// Yes or no: opened above the break-current limit.
    case openedUnderLoad
    /// How often the contactor that has closed most often has closed.
    case contactorCycles
    /// Yes or no: an operator said in this step that it is a new one.
    case negativeContactorReplaced
    /// Yes or no: an operator said in this step that it is a new one.
    case prechargeContactorReplaced
    /// Yes or no: an operator said in this step that it is a new one.
    case positiveContactorReplaced

    /// Yes or no.
    case interlockOpen
    /// Yes or no.
    case emergencyStopPressed
    /// Yes or no: the cell monitor opened its own protection.
    case frontEndTripped
    /// Yes or no: a reset or a failed read-back was seen.
    case frontEndConfigurationLost
    /// Yes or no: at least one configured device does not answer.
    case deviceAbsent
    /// The part of its transfers that failed lately, 0 to 1, of the bus on which it is largest.
    case busErrorRate
    /// Yes or no: a line of some bus is held, and the bus is being brought back.
    case busHeld
    /// Yes or no: some bus came back since the step before.
    case busRecovered
    /// Yes or no: a channel of the multiplexer holds its bus and is left out, or the multiplexer
    /// does not take selections.
    case multiplexerStuck

    /// Seconds from the moment a step was due to its start, a suspended machine's sleep included.
    case stepLateness
    /// Seconds that the step before took.
    case stepDuration
    /// Seconds by which another clock of the machine moved away from the monotonic one since the
    /// step before, the magnitude.
    case clockJump
    /// Yes or no: the machine was last reset by its watchdog. Yes in a program's first step only.
    case watchdogResetSeen

    /// Yes or no: a copy of what survives a restart was damaged at the start.
    case storedStateDamaged
    /// Yes or no: the configuration is not that of the last run.
    case configurationChanged
    /// Yes or no: both copies of what survives a restart were damaged at the start.
    case storedStateLost
    /// Yes or no: what should survive a restart cannot be written at present.
    case stateNotStored

    /// Yes or no: something that was to be recorded did not reach the log since the step before.
    case recordDropped
    /// Yes or no: there is no room for the log at present.
    case diskFull
    /// Yes or no: a damaged log was set aside since the step before.
    case logRepaired
    /// Yes or no: the board's supply is too low at present.
    case supplyLow
    /// Yes or no: nobody vouches for the zero or the scale of the stack's load cell at present.
    case loadCellNotCalibrated

    /// What kind of place the signal has one value for.
    public var scope: Place.Scope {
        switch self {
        case .cellVoltage, .cellTemperature, .cellTemperatureRate, .cellVoltageMissing,
            .temperatureMissing, .cellVoltageFrozen, .temperatureFrozen, .cellVoltageImplausible:
            .cell
        case .stackPressure, .stackPressureRate, .stackPreloadDeficit, .stackPressureMissing,
            .stackPressureFrozen, .loadCellNotCalibrated:
            .stack
        case .temperatureSpread, .packCurrent, .currentWithContactorsOpen, .stackPressureImbalance,
            .currentMissing, .currentFrozen, .cellSumMismatch, .redundantCurrentMismatch,
            .negativeContactorFailsToClose, .prechargeContactorFailsToClose,
            .positiveContactorFailsToClose, .negativeContactorFailsToOpen,
            .prechargeContactorFailsToOpen, .positiveContactorFailsToOpen, .prechargeFailed,
            .openedUnderLoad, .contactorCycles, .negativeContactorReplaced,
            .prechargeContactorReplaced, .positiveContactorReplaced:
            .pack
        case .interlockOpen, .emergencyStopPressed, .frontEndTripped, .frontEndConfigurationLost,
            .deviceAbsent, .busErrorRate, .busHeld, .busRecovered, .multiplexerStuck,
            .stepLateness, .stepDuration, .clockJump, .watchdogResetSeen,
            .storedStateDamaged, .configurationChanged, .storedStateLost, .stateNotStored,
            .recordDropped, .diskFull, .logRepaired, .supplyLow:
            .system
        }
    }

    /// Whether the value is 0 or 1 rather than a measured quantity.
    public var isYesOrNo: Bool {
        switch self {
        case .cellVoltage, .cellTemperature, .cellTemperatureRate, .temperatureSpread,
            .packCurrent, .currentWithContactorsOpen, .stackPressure, .stackPressureRate,
            .stackPreloadDeficit, .stackPressureImbalance, .cellSumMismatch,
            .redundantCurrentMismatch, .busErrorRate, .stepLateness, .stepDuration, .clockJump,
            .contactorCycles:
            false
        case .cellVoltageMissing, .temperatureMissing, .currentMissing, .stackPressureMissing,
            .cellVoltageFrozen, .temperatureFrozen, .currentFrozen, .stackPressureFrozen,
            .cellVoltageImplausible, .negativeContactorFailsToClose,
            .prechargeContactorFailsToClose, .positiveContactorFailsToClose,
            .negativeContactorFailsToOpen, .prechargeContactorFailsToOpen,
            .positiveContactorFailsToOpen, .prechargeFailed, .openedUnderLoad, .interlockOpen,
            .emergencyStopPressed, .frontEndTripped, .frontEndConfigurationLost, .deviceAbsent,
            .busHeld, .busRecovered, .multiplexerStuck, .watchdogResetSeen,
            .storedStateDamaged, .configurationChanged, .storedStateLost, .stateNotStored,
            .recordDropped, .diskFull, .logRepaired, .supplyLow, .loadCellNotCalibrated,
            .negativeContactorReplaced, .prechargeContactorReplaced, .positiveContactorReplaced:
            true
        }
    }

    /// How many values the signal has in a pack of this size.
    public func count(cellCount: Int, stackCount: Int) -> Int {
        switch scope {
        case .cell: cellCount
        case .stack: stackCount
        case .pack, .system: 1
        }
    }
}
