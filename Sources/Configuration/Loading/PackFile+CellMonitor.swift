import Quantities

/// What the cell monitor guards on its own, in SI units; not-a-number where there is a problem.
struct CellMonitorEntry {
    var wiredCells: Int?
    var usesChecksum: Bool
    var shunt: Double
    var undervoltage: Double
    var undervoltageDelay: Duration
    var overvoltage: Double
    var overvoltageDelay: Duration
    var voltageHysteresis: Double
    var overcurrentCharge: Double
    var overcurrentChargeDelay: Duration
    var overcurrentDischarge: Double
    var overcurrentDischargeDelay: Duration
    var shortCircuit: Double
    var shortCircuitDelay: Duration
    var hostWatchdog: Duration
}

/// The thresholds a BQ76952 can hold (SLUUBY2B, data memory 0x9275 to 0x9287 and 0x92B2).
extension PackFile {
    func readCellMonitor() -> CellMonitorEntry {
        let table = root.table("cell_monitor")
        let shunt = table.value("shunt", .resistance, in: 5e-5...2e-2)
        let cellDelay: ClosedRange<Duration> = .microseconds(9_900) ... .microseconds(6_761_700)
        let currentDelay: ClosedRange<Duration> = .microseconds(9_900) ... .microseconds(425_700)
        let reader = table
        func current(_ key: String, _ drop: ClosedRange<Double>) -> Double {
            // The chip compares the drop across the shunt.
            guard shunt > 0 else { return reader.value(key, .current) }
            return reader.value(
                key, .current, in: drop.lowerBound / shunt...drop.upperBound / shunt)
        }
        return CellMonitorEntry(
            wiredCells: table.integer("wired_cells", in: 3...16),
            usesChecksum: table.boolean("checksum"), shunt: shunt,
            undervoltage: table.value("undervoltage", .voltage, in: 1.012...4.554),
            undervoltageDelay: table.duration("undervoltage_delay", in: cellDelay),
            overvoltage: table.value("overvoltage", .voltage, in: 1.012...5.566),
            overvoltageDelay: table.duration("overvoltage_delay", in: cellDelay),
            voltageHysteresis: table.value("voltage_hysteresis", .voltage, in: 0.1012...1.012),
            overcurrentCharge: current("overcurrent_charge", 0.004...0.124),
            overcurrentChargeDelay: table.duration("overcurrent_charge_delay", in: currentDelay),
            overcurrentDischarge: current("overcurrent_discharge", 0.004...0.2),
            overcurrentDischargeDelay: table.duration(
                "overcurrent_discharge_delay", in: currentDelay),
            shortCircuit: current("short_circuit", 0.01...0.5),
            shortCircuitDelay: table.duration(
                "short_circuit_delay", in: .zero ... .microseconds(450)),
            hostWatchdog: table.duration("host_watchdog", in: .seconds(1) ... .seconds(65_535)))
    }
}
