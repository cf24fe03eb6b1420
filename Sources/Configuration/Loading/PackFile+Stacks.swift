import CellModel
import Quantities

/// A stack of the pack file; values in SI units, not-a-number where there is a problem.
struct StackEntry {
    var name: String
    var cellCount: Int
    var kind: FixtureDescription.Kind?
    var preload: Double
    var stiffness: Double
    var thermalExpansion: Double
    var settling: Settling
    var neighbourConductance: Double
    var endPlateConductance: Double
    var capacity: Double
    var sensitivity: Double
    var plateArea: Double
    /// `nil`: to be taken at the rig.
    var tare: Double?
    var calibrated: ClosedRange<Double>?
    var calibratedUntil: CalendarDay?
}

/// Stacks, their fixtures and load cells; and putting the parts together.
extension PackFile {
    /// One entry per `[[stacks]]`. A stack without a `fixture` or `load_cell` of its own has the
    /// pack's.
    func readStacks() -> [StackEntry] {
        if !root.has("stacks") { root.add("stacks", "missing key", allowed: "an array of tables") }
        let readers = root.tables("stacks")
        return readers.map { reader in
            let fixture = reader.optionalTable("fixture") ?? root.table("fixture")
            let loadCell = reader.optionalTable("load_cell") ?? root.table("load_cell")
            return readStack(reader, fixture: fixture, loadCell: loadCell)
        }
    }

    private func readStack(
        _ reader: TableReader, fixture: TableReader, loadCell: TableReader
    ) -> StackEntry {
        func conductance(_ key: String) -> Double {
            reader.value(
                key, .thermalConductance, in: 0...1e4, default: StackThermal.assumedConductance)
        }
        return StackEntry(
            name: reader.text("name"), cellCount: reader.integer("cells", in: 1...64) ?? 0,
            kind: fixture.choice("kind"),
            preload: fixture.value("preload", .pressure, in: 0...1e9),
            stiffness: fixture.value("stiffness", .stiffness, in: 0...1e14),
            thermalExpansion: fixture.thermalExpansion(), settling: fixture.settling(),
            neighbourConductance: conductance("neighbour_conductance"),
            endPlateConductance: conductance("end_plate_conductance"),
            capacity: loadCell.value("capacity", .force, in: 1...1e7),
            sensitivity: loadCell.value("sensitivity", .bridgeSensitivity, in: 1e-4...1e-2),
            plateArea: loadCell.value("plate_area", .area, in: 1e-6...10),
            tare: loadCell.tare(),
            calibrated: loadCell.range(
                "calibrated_minimum", "calibrated_maximum", .pressure, in: 0...1e9),
            calibratedUntil: loadCell.optionalDay("calibrated_until"))
    }

    /// The described stacks and devices; nil when a device is missing, which has been said.
    func assemble(
        _ stacks: [StackEntry], _ entries: [DeviceEntry], _ monitor: CellMonitorEntry,
        _ currentSensor: (shunt: Double, fullScale: Double)
    ) -> (stacks: [StackDescription], devices: PackDevices)? {
        func device(_ role: DeviceEntry.Role, _ target: Int = 0) -> DeviceDescription? {
            entries.first { $0.role == role && $0.target == target }?.device
        }
        var described: [StackDescription] = []
        var firstCell = 0
        for (index, stack) in stacks.enumerated() {
            guard let sensor = device(.pressure, index), let kind = stack.kind,
                let calibrated = stack.calibrated
            else {
                return nil
            }
            described.append(
                StackDescription(
                    name: stack.name, cells: firstCell..<(firstCell + stack.cellCount),
                    fixture: FixtureDescription(
                        mechanics: StackFixture(
                            kind: kind, preload: stack.preload, stiffness: stack.stiffness),
                        thermalExpansion: stack.thermalExpansion, settling: stack.settling),
                    thermal: StackThermal(
                        neighbourConductance: stack.neighbourConductance,
                        endPlateConductance: stack.endPlateConductance),
                    loadCell: LoadCellDescription(
                        capacity: stack.capacity, sensitivity: stack.sensitivity,
                        plateArea: stack.plateArea, tare: stack.tare,
                        calibratedRange: .pascals(calibrated.lowerBound)
                            ... .pascals(calibrated.upperBound),
                        calibratedUntil: stack.calibratedUntil),
                    pressureSensor: sensor))
            firstCell += stack.cellCount
        }
        let thermometers = (0..<firstCell).compactMap { device(.temperature, $0) }
        guard thermometers.count == firstCell, let front = device(.cellMonitor),
            let ammeter = device(.current), let wired = monitor.wiredCells
        else {
            return nil
        }
        let devices = PackDevices(
            cellMonitor: describe(monitor, front, wired),
            currentSensor: CurrentSensorDescription(
                device: ammeter, shunt: .ohms(currentSensor.shunt),
                fullScale: .amperes(currentSensor.fullScale)),
            temperatureSensors: thermometers, multiplexer: device(.multiplexer),
            settingsMemory: device(.memory))
        return (described, devices)
    }

    private func describe(
        _ entry: CellMonitorEntry, _ device: DeviceDescription, _ wired: Int
    ) -> CellMonitorDescription {
        CellMonitorDescription(
            device: device, wiredCellCount: wired, usesChecksum: entry.usesChecksum,
            shunt: .ohms(entry.shunt), undervoltage: .volts(entry.undervoltage),
            undervoltageDelay: entry.undervoltageDelay, overvoltage: .volts(entry.overvoltage),
            overvoltageDelay: entry.overvoltageDelay,
            voltageHysteresis: .volts(entry.voltageHysteresis),
            overcurrentCharge: .amperes(entry.overcurrentCharge),
            overcurrentChargeDelay: entry.overcurrentChargeDelay,
            overcurrentDischarge: .amperes(entry.overcurrentDischarge),
            overcurrentDischargeDelay: entry.overcurrentDischargeDelay,
            shortCircuit: .amperes(entry.shortCircuit),
            shortCircuitDelay: entry.shortCircuitDelay, hostWatchdog: entry.hostWatchdog)
    }
}

extension TableReader {
    /// The force a load cell shows with nothing pressed; nil when it is to be taken at the rig.
    fileprivate func tare() -> Double? {
        if let tare = optionalValue("tare", .force, in: -1e6...1e6) { return tare }
        document.record(keyPath("tare"), "none", source: "to be taken at the rig")
        return nil
    }
}
