import Configuration
import Control
import Drivers
import Estimation
import Quantities

// One initialiser per settings type: the pack file's words on the right, the program's on the left.

extension ControlSettings {
    init(_ pack: PackDescription) {
        self.init(
            stackOfCell: PackAssembly.stackOfCell(pack),
            loadCells: pack.stacks.map { LoadCellCalibration($0.loadCell) },
            preloadFloor: pack.preloadFloor,
            plausible: pack.plausible, ageLimits: pack.ageBudgets,
            frozenLimits: pack.frozenBudgets,
            temperaturesPerStep: Self.temperaturesPerStep(pack),
            restCurrent: pack.contactors.restCurrent, balancing: pack.balancing?.settings,
            bleedResistance: (pack.balancing?.seriesResistance ?? .zero) + BQ76952.bleedResistance)
    }

    /// As few as keep every reading younger than half its age budget, so that one failed turn does
    /// not make it missing.
    private static func temperaturesPerStep(_ pack: PackDescription) -> Int {
        let turns = pack.ageBudgets.temperature.inSeconds / 2 / pack.loopPeriod.inSeconds
        let count = Double(pack.cellCount) / max(1, turns.rounded(.down))
        return max(1, Int(count.rounded(.up)))
    }
}

extension LoadCellCalibration {
    init(_ loadCell: LoadCellDescription) {
        let zero = loadCell.ratio(pressure: .zero)
        self.init(
            zeroRatio: zero,
            pascalsPerRatio: 1e6 / (loadCell.ratio(pressure: .megapascals(1)) - zero),
            range: loadCell.calibratedRange)
        isZeroKnown = loadCell.isTareKnown
        expiryUnixSeconds = loadCell.calibratedUntil?.endUnixSeconds
    }
}

extension EstimatorSettings {
    /// The defaults, but for what the pack file overrides.
    init(_ description: EstimatorDescription) {
        self.init()
        // The file gives walks per root of a second, the filter per root of an hour.
        let perRootHour = 60.0
        initialStateOfChargeDeviation =
            description.stateOfChargeDeviation ?? initialStateOfChargeDeviation
        initialContactDeviation = description.contactFractionDeviation ?? initialContactDeviation
        initialPressureBiasDeviation =
            description.pressureBiasDeviation?.pascals ?? initialPressureBiasDeviation
        voltageDeviation = description.voltageNoise?.volts ?? voltageDeviation
        pressureDeviation = description.pressureNoise?.pascals ?? pressureDeviation
        stateOfChargeWalk = description.stateOfChargeWalk ?? stateOfChargeWalk
        contactWalk = description.contactFractionWalk.map { $0 * perRootHour } ?? contactWalk
        pressureBiasWalk = description.pressureBiasWalk.map { $0 * perRootHour } ?? pressureBiasWalk
        usesPressure = description.usesPressure
    }
}

extension BQ76952Settings {
    init(_ monitor: CellMonitorDescription, balancing: BalancingDescription?) {
        self.init()
        usesChecksums = monitor.usesChecksum
        shuntResistance = monitor.shunt
        cellUndervoltage = monitor.undervoltage
        cellUndervoltageDelay = monitor.undervoltageDelay
        cellOvervoltage = monitor.overvoltage
        cellOvervoltageDelay = monitor.overvoltageDelay
        cellHysteresis = monitor.voltageHysteresis
        overcurrentCharge = monitor.overcurrentCharge
        overcurrentChargeDelay = monitor.overcurrentChargeDelay
        overcurrentDischarge = monitor.overcurrentDischarge
        overcurrentDischargeDelay = monitor.overcurrentDischargeDelay
        shortCircuit = monitor.shortCircuit
        shortCircuitDelay = monitor.shortCircuitDelay
        hostWatchdogDelay = monitor.hostWatchdog
        if let balancing { balancingInterval = balancing.timeOut }
    }
}

extension INA228.ShuntRange {
    /// The smallest range that the full scale fits (±40.96 mV or ±163.84 mV across the shunt).
    init(_ sensor: CurrentSensorDescription) {
        let drop = sensor.fullScale.amperes * sensor.shunt.ohms
        self = drop <= 0.04096 ? .narrow : .wide
    }
}
