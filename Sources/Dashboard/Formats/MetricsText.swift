import Control
import Estimation
import Protection
import Quantities

/// A snapshot in the Prometheus text exposition format 0.0.4: base units, counters end in
/// `_total`. A missing reading has no sample; a `_missing` family says which and why.
struct MetricsText {
    /// Of the media type that Prometheus asks for.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private var text = ""
    /// The family being written.
    private var current = ""

    /// - Parameter frame: `nil` before the first step; then only the program is described.
    /// - Parameter age: since the dashboard first saw the snapshot.
    static func text(
        _ frame: PublishedFrame?, age: Duration, pack: PackOutline, status: DashboardStatus
    ) -> String {
        var metrics = MetricsText()
        metrics.text.reserveCapacity(16 * 1024)
        metrics.family("build_info", "The program and its pack.")
        metrics.sample(1, [("version", ProgramVersion.current), ("pack", pack.name)])
        metrics.putDashboard(status)
        guard let frame else { return metrics.text }
        metrics.single("snapshot_age_seconds", "Age of what follows.", age.inSeconds)
        metrics.putLoop(frame)
        metrics.putPack(frame.snapshot)
        metrics.putLimits(frame.snapshot.limits)
        metrics.putOutlook(frame.snapshot.outlook)
        metrics.putFlags(frame.snapshot.activeFlags)
        metrics.putStacks(frame.snapshot.stacks)
        metrics.putCells(frame.snapshot.cells)
        metrics.putEstimates(frame.snapshot.cells.map(\.estimate))
        metrics.putHealth(frame.snapshot.cells)
        return metrics.text
    }

    // MARK: Families

    private mutating func putDashboard(_ status: DashboardStatus) {
        counter("dashboard_requests_total", "Requests answered.", status.requests)
        single("dashboard_streams", "Event streams open.", Double(status.streams))
        counter(
            "dashboard_slow_streams_total", "Event streams closed for a slow reader.",
            status.slowStreams)
    }

    private mutating func putLoop(_ frame: PublishedFrame) {
        let snapshot = frame.snapshot
        counter("steps_total", "Steps of the control loop begun.", snapshot.sequence + 1)
        single(
            "time_seconds", "Time of the last step since the start.",
            NumberText.seconds(snapshot.now))
        counter("transfer_errors_total", "Bus transfers that failed.", snapshot.transferErrors)
        counter(
            "dropped_events_total", "Flag changes that found no room.", snapshot.droppedEvents)
        if let dropped = frame.droppedFrames {
            counter("log_dropped_frames_total", "Snapshots that the log has lost.", dropped)
        }
    }

    private mutating func putPack(_ snapshot: Snapshot) {
        family("contactor_state", "1 for the state of the contactor sequence.")
        for state in ContactorState.allCases {
            sample(state == snapshot.state ? 1 : 0, [("state", state.words)])
        }
        family("contactor_commanded_closed", "Whether the coil is energised.")
        for (name, contactor) in ContactorSet.named {
            sample(snapshot.commanded.contains(contactor) ? 1 : 0, [("contactor", name)])
        }
        family("contactor_reported_closed", "Whether the auxiliary contact is closed.")
        for (name, contactor) in ContactorSet.named {
            sample(snapshot.feedback.contains(contactor) ? 1 : 0, [("contactor", name)])
        }
        readings(
            "current_amperes", "Current; positive charges.", label: "sensor",
            [
                ("shunt", snapshot.current.map(\.amperes)),
                ("cell_monitor", snapshot.currentOfCellMonitor.map(\.amperes)),
            ])
        readings(
            "pack_voltage_volts", "Voltage on the cell side.", label: nil,
            [("", snapshot.packVoltage.map(\.volts))])
        readings(
            "bus_voltage_volts", "Voltage on the load side of the contactors.", label: nil,
            [("", snapshot.busVoltage.map(\.volts))])
        single(
            "charge_throughput_coulombs", "Charge put in since the start; negative if taken out.",
            snapshot.chargeThroughput.coulombs)
        single("interlock_closed", "Interlock loop.", snapshot.interlockIsClosed ? 1 : 0)
        single(
            "emergency_stop_pressed", "Emergency stop.", snapshot.emergencyStopIsPressed ? 1 : 0)
        if let time = snapshot.timeToOpen {
            single("time_to_open_seconds", "Until a fatal flag opens.", time.inSeconds)
        }
    }

    private mutating func putLimits(_ limits: CurrentLimits?) {
        guard let limits else { return }
        family("current_limit_amperes", "Largest current permitted, the magnitude.")
        sample(limits.charge.current.amperes, [("direction", "charge")])
        sample(limits.discharge.current.amperes, [("direction", "discharge")])
        family("current_limit_cause", "1 for what binds the limit.")
        let directions: KeyValuePairs = ["charge": limits.charge, "discharge": limits.discharge]
        for (direction, limit) in directions {
            sample(
                1,
                [
                    ("direction", direction), ("cause", limit.cause.snakeCaseName),
                    ("signal", limit.cause.boundName),
                    ("place", limit.place.words),
                ])
        }
    }

    private mutating func putFlags(_ flags: [FlagEvent]) {
        family("flag_active", "1 for every active flag.")
        for (index, flag) in flags.enumerated() {
            // Two rules of one diagnostic and grade may hold; a series may be given once only.
            let isRepeated = flags[..<index].contains {
                $0.diagnostic == flag.diagnostic && $0.grade == flag.grade
                    && $0.place == flag.place
            }
            if isRepeated { continue }
            sample(
                1,
                [
                    ("diagnostic", flag.diagnostic.snakeCaseName), ("grade", flag.grade.words),
                    ("place", flag.place.words),
                ])
        }
    }

    private mutating func putStacks(_ stacks: [StackSnapshot]) {
        readings(
            "stack_pressure_pascals", "Measured stack pressure.", label: "stack",
            numbered(stacks) { $0.pressure.map(\.pascals) })
        family("stack_pressure_expected_pascals", "Stack pressure the model expects.")
        for (index, stack) in stacks.enumerated() {
            sample(stack.pressureExpected.pascals, [("stack", String(index + 1))])
        }
    }

    private mutating func putCells(_ cells: [CellSnapshot]) {
        readings(
            "cell_voltage_volts", "Measured cell voltage.", label: "cell",
            numbered(cells) { $0.voltage.map(\.volts) })
        readings(
            "cell_temperature_celsius", "Measured cell temperature.", label: "cell",
            numbered(cells) { $0.temperature.map(\.celsius) })
        family("cell_balancing", "Whether the bleed resistor is on.")
        for (index, cell) in cells.enumerated() {
            sample(cell.isBalancing ? 1 : 0, [("cell", String(index + 1))])
        }
    }

    private mutating func putEstimates(_ estimates: [CellEstimate]) {
        estimate("state_of_charge_ratio", "Estimated state of charge.", estimates) {
            $0.stateOfCharge
        }
        estimate("state_of_charge_deviation_ratio", "Its standard deviation.", estimates) {
            $0.stateOfChargeDeviation
        }
        estimate("contact_fraction_ratio", "Estimated part of the interface in contact.", estimates)
        {
            $0.contactFraction
        }
        estimate("contact_fraction_deviation_ratio", "Its standard deviation.", estimates) {
            $0.contactFractionDeviation
        }
        estimate("interface_resistance_ohms", "Estimated interface resistance.", estimates) {
            $0.interfaceResistance
        }
        estimate("interface_resistance_deviation_ohms", "Its standard deviation.", estimates) {
            $0.interfaceResistanceDeviation
        }
        estimate("estimate_consistent", "Whether the model holds.", estimates) {
            $0.isConsistent ? 1 : 0
        }
    }
}

// MARK: - Exposition

extension MetricsText {
    private mutating func estimate(
        _ name: String, _ help: String, _ estimates: [CellEstimate],
        _ value: (CellEstimate) -> Double
    ) {
        family(name, help)
        for (index, estimate) in estimates.enumerated() {
            sample(value(estimate), [("cell", String(index + 1))])
        }
    }

    private func numbered<Element>(
        _ elements: [Element], _ reading: (Element) -> NumberReading
    ) -> [(String, NumberReading)] {
        elements.enumerated().map { (String($0.offset + 1), reading($0.element)) }
    }

    /// Values of the readings that are there, then a `_missing` family for those that are not.
    private mutating func readings(
        _ name: String, _ help: String, label: String?, _ readings: [(String, NumberReading)]
    ) {
        family(name, help)
        for case (let place, .value(let value)) in readings {
            sample(value, label.map { [($0, place)] } ?? [])
        }
        // The unit has no meaning for what is missing.
        let quantity = name.lastIndex(of: "_").map { String(name[..<$0]) } ?? name
        family(quantity + "_missing", "1 for every missing reading.")
        for case (let place, .missing(let reason)) in readings {
            sample(
                1, (label.map { [($0, place)] } ?? []) + [("reason", reason.snakeCaseName)])
        }
    }

    private mutating func single(_ name: String, _ help: String, _ value: Double) {
        family(name, help)
        sample(value, [])
    }

    private mutating func counter(_ name: String, _ help: String, _ value: UInt64) {
        family(name, help, type: "counter")
        text += "\(current) \(value)\n"
    }

    mutating func family(_ name: String, _ help: String, type: String = "gauge") {
        current = "solidbms_" + name
        text += "# HELP \(current) \(help)\n# TYPE \(current) \(type)\n"
    }

    mutating func sample(_ value: Double, _ labels: [(String, String)]) {
        text += current
        if !labels.isEmpty {
            let pairs = labels.map { "\($0)=\"\(escaped($1))\"" }
            text += "{" + pairs.joined(separator: ",") + "}"
        }
        text += " \(number(value))\n"
    }

    private func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return NumberText.shortest(value)
    }

    private func escaped(_ label: String) -> String {
        var result = ""
        for scalar in label.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// A reading without its unit and age.
private enum NumberReading {
    case value(Double)
    case missing(MissingReason)
}

extension Reading {
    fileprivate func map(_ number: (Value) -> Double) -> NumberReading {
        switch self {
        case .valid(let value, _): .value(number(value))
        case .missing(let reason): .missing(reason)
        }
    }
}
