import Control
import Estimation
import OperatorChannel
import Protection
import Quantities

/// A snapshot as lines of a status. Cells, stacks and flags count from 1.
struct StatusFields {
    private var list = FieldList()

    var all: [OperatorReply.Field] { list.all }

    init(_ snapshot: Snapshot, stateBegan: Instant, facts: StatusFacts, now: Instant) {
        list.addText("program", facts.program)
        list.addName("pack", facts.pack)
        list.addText("configuration", facts.configuration)
        list.addText("drives_outputs", facts.isDryRun ? "no" : "yes")
        list.addText("state", snapshot.state.words)
        list.add("time_in_state_s", max(0, (snapshot.now - stateBegan).inSeconds), 1)
        list.add("uptime_s", (now - .start).inSeconds, 1)
        list.add("snapshot_age_s", (now - snapshot.now).inSeconds, 3)
        list.addText("steps", "\(snapshot.sequence)")
        addPack(snapshot)
        addCells(snapshot)
        addStacks(snapshot, facts)
        addLimits(snapshot)
        addFlags(snapshot, facts)
        list.addText("transfer_errors", "\(snapshot.transferErrors)")
        list.add(Self.buses(snapshot, facts.names))
        for source in facts.more { list.add(source()) }
    }

    private mutating func addPack(_ snapshot: Snapshot) {
        list.add("pack_voltage", "volt", snapshot.packVoltage, 3) { $0.volts }
        list.add("current", "ampere", snapshot.current, 4) { $0.amperes }
        list.add("bus_voltage", "volt", snapshot.busVoltage, 3) { $0.volts }
        list.addText("contactors_commanded", contactorText(snapshot.commanded))
        list.addText("contactors_feedback", contactorText(snapshot.feedback))
        list.add(Self.closings(snapshot.contactorCycles))
        list.addText("interlock", snapshot.interlockIsClosed ? "closed" : "open")
        list.addText("emergency_stop", snapshot.emergencyStopIsPressed ? "pressed" : "released")
        if let time = snapshot.timeToOpen { list.add("time_to_open_s", time.inSeconds, 1) }
    }

    /// How often each contactor has closed.
    static func closings(_ cycles: ContactorCycles) -> [OperatorReply.Field] {
        [
            .init("closings.negative_count", "\(cycles.negative)"),
            .init("closings.precharge_count", "\(cycles.precharge)"),
            .init("closings.positive_count", "\(cycles.positive)"),
        ]
    }

    // MARK: - Cells

    private mutating func addCells(_ snapshot: Snapshot) {
        list.addText("cells", "\(snapshot.cells.count)")
        addExtremes("voltage", "volt", 4, snapshot.cells.map { $0.voltage.value?.volts })
        addExtremes(
            "temperature", "celsius", 2, snapshot.cells.map { $0.temperature.value?.celsius })
        guard !snapshot.cells.isEmpty else { return }
        // The mean of what is believed, with the least sure cell's deviation: cells err alike.
        let charges = snapshot.cells.map { $0.estimate.stateOfCharge }
        let mean = charges.reduce(0, +) / Double(charges.count)
        let deviation = snapshot.cells.map { $0.estimate.stateOfChargeDeviation }.max() ?? 1
        list.add("state_of_charge_percent", mean * 100, 2)
        list.add("state_of_charge_deviation_percent", deviation * 100, 2)
        list.add("lowest_state_of_charge_percent", (charges.min() ?? 0) * 100, 2)
        list.add("highest_state_of_charge_percent", (charges.max() ?? 0) * 100, 2)
        let balancing = snapshot.cells.indices.filter { snapshot.cells[$0].isBalancing }
        if !balancing.isEmpty {
            list.addText("balancing_cells", balancing.map { "\($0 + 1)" }.joined(separator: " "))
        }
    }

    private mutating func addExtremes(
        _ quantity: String, _ unit: String, _ decimals: Int, _ values: [Double?]
    ) {
        var lowest: (value: Double, cell: Int)?
        var highest: (value: Double, cell: Int)?
        for (index, value) in values.enumerated() {
            guard let value else { continue }
            if value < lowest?.value ?? .infinity { lowest = (value, index) }
            if value > highest?.value ?? -.infinity { highest = (value, index) }
        }
        let missing = values.filter { $0 == nil }.count
        if missing > 0 { list.addText("cell_\(quantity)s_missing", "\(missing)") }
        guard let lowest, let highest else { return }
        list.add("lowest_cell_\(quantity)_\(unit)", lowest.value, decimals)
        list.addText("lowest_cell_\(quantity)_cell", "\(lowest.cell + 1)")
        list.add("highest_cell_\(quantity)_\(unit)", highest.value, decimals)
        list.addText("highest_cell_\(quantity)_cell", "\(highest.cell + 1)")
    }

    // MARK: - Stacks

    private mutating func addStacks(_ snapshot: Snapshot, _ facts: StatusFacts) {
        list.addText("stacks", "\(snapshot.stacks.count)")
        for (index, stack) in snapshot.stacks.enumerated() {
            let key = "stack.\(index + 1)"
            if index < facts.stackNames.count {
                list.addName("\(key).name", facts.stackNames[index])
            }
            list.add("\(key).pressure", "megapascal", stack.pressure, 4) { $0.megapascals }
            list.add("\(key).pressure_expected_megapascal", stack.pressureExpected.megapascals, 4)
            list.add(Self.tare(stack.tare, stack: index))
        }
    }

    /// How a load cell is tared.
    static func tare(_ status: TareStatus, stack: Int) -> [OperatorReply.Field] {
        let key = "stack.\(stack + 1).tare"
        var fields: [OperatorReply.Field] = []
        if let tare = status.tare {
            fields.append(.init("\(key)_source", "taken at the rig"))
            fields.append(
                .init("\(key)_offset_megapascal", fixedDecimals(status.offset.megapascals, 4)))
            if let time = tare.takenUnixSeconds {
                fields.append(.init("\(key)_unix_s", "\(time)"))
            }
        } else {
            fields.append(.init("\(key)_source", status.isInFile ? "pack file" : "none"))
        }
        switch status.latest {
        case nil: break
        case .measuring: fields.append(.init("\(key)_latest", "measuring"))
        case .stored: fields.append(.init("\(key)_latest", "stored"))
        case .refused(let reason): fields.append(.init("\(key)_latest", "refused: \(reason.words)"))
        }
        return fields
    }

    // MARK: - Limits and flags

    private mutating func addLimits(_ snapshot: Snapshot) {
        guard let limits = snapshot.limits else { return }
        list.add("charge_limit_ampere", limits.charge.current.amperes, 3)
        list.addText("charge_limit_reason", limits.charge.reason)
        list.add("discharge_limit_ampere", limits.discharge.current.amperes, 3)
        list.addText("discharge_limit_reason", limits.discharge.reason)
    }

    private mutating func addFlags(_ snapshot: Snapshot, _ facts: StatusFacts) {
        list.addText("flags", "\(snapshot.activeFlags.count)")
        for (index, flag) in snapshot.activeFlags.enumerated() {
            let key = "flag.\(index + 1)"
            list.addText("\(key).name", flag.diagnostic.words)
            list.addText("\(key).number", "\(flag.diagnostic.rawValue)")
            list.addText("\(key).grade", flag.grade.words)
            list.addText("\(key).place", flag.place.words)
            if let measured = flag.measured { list.addText("\(key).value", measured) }
            if let limit = flag.limit { list.addText("\(key).limit", limit) }
            list.add("\(key).active_s", max(0, (snapshot.now - flag.time).inSeconds), 1)
            list.addText("\(key).acknowledgement", facts.acknowledgement(flag))
        }
        if snapshot.droppedEvents > 0 {
            list.addText("flag_changes_dropped", "\(snapshot.droppedEvents)")
        }
    }

    private func contactorText(_ set: ContactorSet) -> String {
        var names: [String] = []
        if set.contains(.negative) { names.append("negative") }
        if set.contains(.precharge) { names.append("precharge") }
        if set.contains(.positive) { names.append("positive") }
        return names.isEmpty ? "open" : names.joined(separator: " ") + " closed"
    }
}
