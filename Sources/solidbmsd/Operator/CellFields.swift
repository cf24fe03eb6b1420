import Control
import Estimation
import OperatorChannel
import Protection
import Quantities

/// A snapshot cell by cell, as lines of a reply. What is estimated comes with three standard
/// deviations; where no reading tells anything about it, the reason stands in its place.
struct CellFields {
    private var list = FieldList()

    var all: [OperatorReply.Field] { list.all }

    init(_ snapshot: Snapshot, facts: StatusFacts, now: Instant) {
        list.addName("pack", facts.pack)
        list.addText("drives_outputs", facts.isDryRun ? "no" : "yes")
        list.addText("state", snapshot.state.words)
        list.add("snapshot_age_s", (now - snapshot.now).inSeconds, 3)
        list.add("current", "ampere", snapshot.current, 4) { $0.amperes }
        list.addText("cells", "\(snapshot.cells.count)")
        for index in snapshot.cells.indices { addCell(index, snapshot, facts) }
        list.addText("stacks", "\(snapshot.stacks.count)")
        for index in snapshot.stacks.indices { addStack(index, snapshot, facts) }
        list.addText("flags", "\(snapshot.activeFlags.count)")
    }

    private mutating func addCell(_ index: Int, _ snapshot: Snapshot, _ facts: StatusFacts) {
        let cell = snapshot.cells[index]
        let key = "cell.\(index + 1)"
        if let stack = facts.stack(ofCell: index) { list.addText("\(key).stack", "\(stack + 1)") }
        list.add("\(key).voltage", "volt", cell.voltage, 4) { $0.volts }
        list.add("\(key).temperature", "celsius", cell.temperature, 2) { $0.celsius }
        addEstimates(cell.estimate, key)
        list.addText("\(key).balancing", cell.isBalancing ? "yes" : "no")
        addFlags(at: .cell(index), key, snapshot)
    }

    private mutating func addEstimates(_ estimate: CellEstimate, _ key: String) {
        let observed = estimate.observed
        // Counted from what was assumed at first, if nothing has confirmed it: its doubt says so.
        addEstimate(
            "\(key).state_of_charge", "percent", estimate.stateOfCharge * 100,
            estimate.stateOfChargeDeviation * 100, 2)
        list.addText(
            "\(key).state_of_charge_observed", observed.contains(.charge) ? "yes" : "no")
        if observed.contains(.resistance) {
            addEstimate(
                "\(key).resistance", "milliohm", estimate.seriesResistance * 1e3,
                estimate.seriesResistanceDeviation * 1e3, 3)
        } else {
            list.addText("\(key).resistance_missing", Self.unobserved)
        }
        guard observed.contains(.contact) else {
            list.addText("\(key).interface_resistance_missing", Self.unobserved)
            list.addText("\(key).contact_missing", Self.unobserved)
            return
        }
        addEstimate(
            "\(key).interface_resistance", "milliohm", estimate.interfaceResistance * 1e3,
            estimate.interfaceResistanceDeviation * 1e3, 3)
        addEstimate(
            "\(key).contact", "percent", estimate.contactFraction * 100,
            estimate.contactFractionDeviation * 100, 2)
    }

    /// No reading so far tells anything about it.
    private static let unobserved = "not observed yet"

    private mutating func addEstimate(
        _ key: String, _ unit: String, _ value: Double, _ deviation: Double, _ decimals: Int
    ) {
        list.add("\(key)_\(unit)", value, decimals)
        list.add("\(key)_three_sigma_\(unit)", 3 * deviation, decimals)
    }

    private mutating func addStack(_ index: Int, _ snapshot: Snapshot, _ facts: StatusFacts) {
        let stack = snapshot.stacks[index]
        let key = "stack.\(index + 1)"
        if index < facts.stackNames.count {
            list.addName("\(key).name", facts.stackNames[index])
        }
        list.add("\(key).pressure", "megapascal", stack.pressure, 4) { $0.megapascals }
        list.add("\(key).pressure_expected_megapascal", stack.pressureExpected.megapascals, 4)
        if stack.pressure.value != nil {
            list.add("\(key).pressure_rate_kilopascal_per_s", stack.pressureRate / 1e3, 2)
        }
        list.add(StatusFields.tare(stack.tare, stack: index))
        addFlags(at: .stack(index), key, snapshot)
    }

    /// The active flags of one place, the gravest grade of each diagnostic.
    private mutating func addFlags(at place: Place, _ key: String, _ snapshot: Snapshot) {
        var gravest: [FlagEvent] = []
        for flag in snapshot.activeFlags where flag.place == place {
            if let index = gravest.firstIndex(where: { $0.diagnostic == flag.diagnostic }) {
                if flag.grade > gravest[index].grade { gravest[index] = flag }
            } else {
                gravest.append(flag)
            }
        }
        guard !gravest.isEmpty else { return }
        list.addText(
            "\(key).flags",
            gravest.map { "\($0.diagnostic.words) (\($0.grade.words))" }.joined(separator: ", "))
    }
}
