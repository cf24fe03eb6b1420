import CellModel
import Protection
import Quantities

/// Checks of the hardware that the limits rely on: the cell monitor's own guard, contactors,
/// ratings and the press.
extension PackChecks {
    /// Step of the voltage thresholds of a BQ76952, V (SLUUBY2B, 0x9275 and 0x9278).
    private static let voltageStep = 0.0506

    /// The chip's own thresholds, as it rounds them, lie beyond the program's, and all cells are
    /// wired to it.
    func check(_ monitor: CellMonitorEntry, limits: [LimitEntry], cellCount: Int) {
        if let wired = monitor.wiredCells, wired != cellCount {
            root.add(
                "cell_monitor.wired_cells", "not the number of cells in the stacks",
                found: "\(wired)", allowed: "\(cellCount)")
        }
        // The chip holds whole steps; its driver rounds to the careful side.
        let over = (monitor.overvoltage / Self.voltageStep + 1e-6).rounded(.down)
        let under = (monitor.undervoltage / Self.voltageStep - 1e-6).rounded(.up)
        compare("overvoltage", over * Self.voltageStep, "V", .cellOvervoltage, true, limits)
        compare("undervoltage", under * Self.voltageStep, "V", .cellUndervoltage, false, limits)
        compare(
            "overcurrent_charge", monitor.overcurrentCharge, "A", .overcurrentCharging, true,
            limits)
        compare(
            "overcurrent_discharge", monitor.overcurrentDischarge, "A", .overcurrentDischarging,
            true, limits)
    }

    private func compare(
        _ key: String, _ value: Double, _ unit: String, _ diagnostic: Diagnostic, _ isAbove: Bool,
        _ limits: [LimitEntry]
    ) {
        guard let limit = threshold(limits, diagnostic, .safety) else { return }
        let set = limit.rule.setThreshold.magnitude
        if isAbove ? value <= set : value >= set {
            root.add(
                "cell_monitor.\(key)", "not beyond the safety limit of the program",
                found: "\(shortText(value)) \(unit) in steps of the chip",
                allowed: "\(isAbove ? "above" : "below") \(shortText(set)) \(unit)")
        }
    }

    /// One precharge attempt is long enough for resistor and capacitance, five time constants, and
    /// a contactor fault is shown for longer than its rules need to see it.
    func check(_ contactors: ContactorDescription, limits: [LimitEntry]) {
        let settling = 5 * contactors.prechargeResistor.ohms * contactors.busCapacitance
        let timeout = contactors.settings.prechargeTimeout.inSeconds
        if timeout > 0, settling > timeout {
            root.add(
                "contactors.precharge_timeout",
                "shorter than five time constants of resistor and bus capacitance",
                found: "\(shortText(timeout)) s", allowed: "from \(shortText(settling)) s")
        }
        let hold = contactors.settings.faultHoldTime
        let watched = limits.filter { (601...608).contains($0.rule.diagnostic.rawValue) }
        if let longest = watched.map(\.rule.confirm).max(), hold > .zero, hold <= longest {
            root.add(
                "contactors.fault_hold_time",
                "not longer than the confirm times of the contactor limits",
                found: text(hold), allowed: "above \(text(longest))")
        }
    }

    /// What is permitted is not itself over the limit.
    func checkRatings(_ limits: [LimitEntry]) {
        let ratings = [
            ("charge_rating", Diagnostic.overcurrentCharging),
            ("discharge_rating", .overcurrentDischarging),
        ]
        guard let derating = file.root.optionalTable("derating") else { return }
        for (key, diagnostic) in ratings where derating.has(key) {
            guard let limit = threshold(limits, diagnostic, .operating) else { continue }
            let set = limit.rule.setThreshold.magnitude
            let rating = derating.value(key, .current, in: 0...1e5)
            if rating > set {
                derating.add(
                    key, "above the operating limit of the current",
                    found: "\(shortText(rating)) A", allowed: "up to \(shortText(set)) A")
            }
        }
    }

    /// A press does what its kind says, and the pressure of a healthy stack stays inside the
    /// operating limits from empty to full.
    ///
    /// - Parameter cell: The cells of a position, seen as one.
    func check(_ stacks: [StackEntry], cell: CellParameters?, limits: [LimitEntry]) {
        for stack in stacks {
            let isFree = stack.kind == .constantPressure
            if isFree ? stack.stiffness > 0 : stack.stiffness <= 0 {
                let message =
                    isFree
                    ? "a constant pressure has no stiffness" : "a press of this kind is stiff"
                root.add(
                    "fixture.stiffness", message,
                    found: "\(shortText(stack.stiffness * 1e-12)) MPa/um")
            }
            guard let parameters = cell else { continue }
            let growth =
                Double(stack.cellCount) * parameters.layerCount
                * parameters.swelling.perCharge * parameters.arealCapacity
            let ends = [stack.preload, stack.preload + stack.stiffness * growth]
            let highest = ends.max() ?? .nan
            let lowest = ends.min() ?? .nan
            if let over = threshold(limits, .stackOverpressure, .operating),
                highest > over.rule.setThreshold
            {
                over.reader.add(
                    "set", "a full stack \"\(stack.name)\" presses harder than this",
                    found: "\(shortText(over.rule.setThreshold / 1e6)) MPa",
                    allowed: "from \(shortText(highest / 1e6)) MPa")
            }
            if let under = threshold(limits, .stackUnderpressure, .operating),
                lowest < under.rule.setThreshold
            {
                under.reader.add(
                    "set", "an empty stack \"\(stack.name)\" presses less than this",
                    found: "\(shortText(under.rule.setThreshold / 1e6)) MPa",
                    allowed: "up to \(shortText(lowest / 1e6)) MPa")
            }
        }
    }
}
