import Control
import Estimation
import Protection
import Quantities

/// A snapshot as JSON: members in snake case with their unit word, 1-based places, and for a
/// missing reading null with its reason. Positive current charges.
enum SnapshotJSON {
    /// - Parameter age: since the dashboard first saw the snapshot.
    /// - Parameter pack: put in front when given.
    static func text(_ frame: PublishedFrame, age: Duration, pack: PackOutline?) -> String {
        let snapshot = frame.snapshot
        return JSONWriter.object { writer in
            if let pack { writer.object("pack") { PackJSON.put(pack, into: &$0) } }
            putPack(snapshot, into: &writer)
            writer.put("log_dropped_frames", frame.droppedFrames)
            writer.put("age_second", age.inSeconds)
            put("charge_limit", snapshot.limits?.charge, into: &writer)
            put("discharge_limit", snapshot.limits?.discharge, into: &writer)
            put(snapshot.outlook, into: &writer)
            putFlags(snapshot.activeFlags, into: &writer)
            putStacks(snapshot.stacks, into: &writer)
            putCells(snapshot.cells, into: &writer)
        }
    }

    private static func putPack(_ snapshot: Snapshot, into writer: inout JSONWriter) {
        writer.put("sequence", snapshot.sequence)
        writer.put("time_second", NumberText.seconds(snapshot.now))
        writer.put("state", snapshot.state.words)
        writer.object("contactors") { writer in
            for (name, contactor) in ContactorSet.named {
                writer.object(name) { writer in
                    writer.put("commanded_closed", snapshot.commanded.contains(contactor))
                    writer.put("reported_closed", snapshot.feedback.contains(contactor))
                }
            }
        }
        put("current", "ampere", snapshot.current, into: &writer) { $0.amperes }
        put("current_of_cell_monitor", "ampere", snapshot.currentOfCellMonitor, into: &writer) {
            $0.amperes
        }
        put("pack_voltage", "volt", snapshot.packVoltage, into: &writer) { $0.volts }
        put("bus_voltage", "volt", snapshot.busVoltage, into: &writer) { $0.volts }
        writer.put("charge_throughput_ampere_hour", snapshot.chargeThroughput.ampereHours)
        writer.put("interlock_is_closed", snapshot.interlockIsClosed)
        writer.put("emergency_stop_is_pressed", snapshot.emergencyStopIsPressed)
        writer.put("time_to_open_second", snapshot.timeToOpen?.inSeconds)
        writer.put("refusal", snapshot.refusal?.snakeCaseName)
        writer.put("transfer_errors", snapshot.transferErrors)
        writer.put("dropped_events", snapshot.droppedEvents)
    }

    private static func put(
        _ name: String, _ limit: CurrentLimit?, into writer: inout JSONWriter
    ) {
        guard let limit else {
            writer.putNull(name)
            return
        }
        writer.object(name) { put(limit, into: &$0) }
    }

    private static func putFlags(_ flags: [FlagEvent], into writer: inout JSONWriter) {
        writer.list("active_flags") { writer in
            for flag in flags {
                let signal = flag.diagnostic.signal
                writer.element { writer in
                    writer.put("number", Int(flag.diagnostic.rawValue))
                    writer.put("diagnostic", flag.diagnostic.snakeCaseName)
                    writer.put("grade", flag.grade.words)
                    writer.put("place", flag.place.words)
                    writer.put("value", signal.shown(flag.value))
                    writer.put("threshold", signal.shown(flag.threshold))
                    writer.put("unit", signal.shownUnit)
                    writer.put("comparison", "\(flag.diagnostic.comparison)")
                    writer.put("time_second", NumberText.seconds(flag.time))
                    writer.put("since_second", NumberText.seconds(flag.since))
                }
            }
        }
    }

    private static func putStacks(_ stacks: [StackSnapshot], into writer: inout JSONWriter) {
        writer.list("stacks") { writer in
            for (index, stack) in stacks.enumerated() {
                writer.element { writer in
                    writer.put("stack", index + 1)
                    put("applied_pressure", "pa", stack.pressure, into: &writer) { $0.pascals }
                    writer.put("applied_pressure_expected_pa", stack.pressureExpected.pascals)
                    writer.put("applied_pressure_rate_pa_per_second", stack.pressureRate)
                }
            }
        }
    }

    private static func putCells(_ cells: [CellSnapshot], into writer: inout JSONWriter) {
        writer.list("cells") { writer in
            for (index, cell) in cells.enumerated() {
                writer.element { writer in
                    writer.put("cell", index + 1)
                    put("cell_voltage", "volt", cell.voltage, into: &writer) { $0.volts }
                    put("cell_temperature", "degree_celsius", cell.temperature, into: &writer) {
                        $0.celsius
                    }
                    put(cell.estimate, into: &writer)
                    put(cell.health, into: &writer)
                    writer.put("is_balancing", cell.isBalancing)
                }
            }
        }
    }

    private static func put(_ estimate: CellEstimate, into writer: inout JSONWriter) {
        writer.put("state_of_charge_ratio", estimate.stateOfCharge)
        writer.put("state_of_charge_deviation_ratio", estimate.stateOfChargeDeviation)
        writer.put("contact_fraction_ratio", estimate.contactFraction)
        writer.put("contact_fraction_deviation_ratio", estimate.contactFractionDeviation)
        writer.put("interface_resistance_ohm", estimate.interfaceResistance)
        writer.put("interface_resistance_deviation_ohm", estimate.interfaceResistanceDeviation)
        writer.put("series_resistance_ohm", estimate.seriesResistance)
        writer.put("open_circuit_voltage_volt", estimate.openCircuitVoltage)
        writer.put("pressure_bias_pa", estimate.pressureBias)
        writer.put("mechanical_channel", estimate.mechanicalChannel.snakeCaseName)
        writer.put("estimate_is_consistent", estimate.isConsistent)
    }

    private static func put<Value>(
        _ name: String, _ unit: String, _ reading: Reading<Value>, into writer: inout JSONWriter,
        _ number: (Value) -> Double
    ) {
        switch reading {
        case .valid(let value, let age):
            writer.put("\(name)_\(unit)", number(value))
            writer.put("\(name)_age_second", age.inSeconds)
        case .missing(let reason):
            writer.putNull("\(name)_\(unit)")
            writer.put("\(name)_missing_reason", reason.snakeCaseName)
        }
    }
}
