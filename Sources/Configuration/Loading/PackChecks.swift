import CellModel
import Protection
import Quantities

/// Checks that values of the pack file agree with one another and with the cell.
///
/// Comparisons are written so that not-a-number, which stands for a value with a problem of its
/// own, makes them false.
struct PackChecks {
    let file: PackFile

    var root: TableReader { file.root }

    // MARK: - Limits

    func threshold(
        _ limits: [LimitEntry], _ diagnostic: Diagnostic, _ grade: Grade
    ) -> LimitEntry? {
        limits.first { $0.rule.diagnostic == diagnostic && $0.rule.grade == grade }
    }

    /// The table of rules is sound, and it is meant for this cell.
    func check(_ limits: [LimitEntry], against cell: CellDescription?) {
        for problem in Rule.check(limits.map(\.rule)) { explain(problem, limits) }
        checkTimes(limits)
        guard let cell else { return }
        let samples = cell.parameters.openCircuit.voltage.samples
        if let over = threshold(limits, .cellOvervoltage, .safety), let full = samples.max() {
            // The table must reach the limit but not pass it, except where the cell itself is
            // charged far above its rest voltage, as lithium-air is.
            let highest = max(full + 0.25, cell.voltageRange.upperBound.volts + 0.1)
            if over.rule.setThreshold < full || over.rule.setThreshold > highest {
                over.reader.add(
                    "set", "the open-circuit voltage of the cell does not span this limit",
                    found: "\(shortText(over.rule.setThreshold)) V",
                    allowed: "\(shortText(full)) to \(shortText(highest)) V")
            }
        }
        if let under = threshold(limits, .cellUndervoltage, .safety), let empty = samples.min() {
            if under.rule.setThreshold > empty || under.rule.setThreshold < empty - 0.6 {
                under.reader.add(
                    "set", "the open-circuit voltage of the cell does not span this limit",
                    found: "\(shortText(under.rule.setThreshold)) V",
                    allowed: "\(shortText(empty - 0.6)) to \(shortText(empty)) V")
            }
        }
    }

    /// A higher grade of a yes-or-no limit must take longer, or the lower one never shows.
    private func checkTimes(_ limits: [LimitEntry]) {
        for (lower, higher) in zip(limits, limits.dropFirst())
        where lower.schema.key == higher.schema.key && lower.schema.dimension == nil {
            if lower.rule.confirm >= higher.rule.confirm {
                higher.reader.add(
                    "confirm", "not longer than that of the grade below",
                    found: text(higher.rule.confirm), allowed: "above \(text(lower.rule.confirm))")
            }
        }
    }

    func text(_ duration: Duration) -> String {
        "\(shortText(duration.inSeconds * 1000)) ms"
    }

    private func explain(_ problem: RuleProblem, _ limits: [LimitEntry]) {
        func name(_ index: Int) -> String { limits[index].reader.path }
        func add(_ index: Int, _ key: String, _ message: String) {
            limits[index].reader.add(key, message)
        }
        switch problem {
        case .thresholdNotFinite:
            break
        case .releaseOutside(let index):
            add(index, "release", "the release threshold lies beyond the set threshold")
        case .negativeTime(let index):
            add(index, "confirm", "a time is negative")
        case .noDirection(let index):
            add(index, "", "the limit applies in no direction")
        case .thresholdNotBetweenNoAndYes(let index):
            add(index, "", "the thresholds cannot tell no from yes")
        case .safetyDoesNotOpen(let index):
            add(index, "reaction", "a limit of safety grade must open the contactors")
        case .wrongCondition(let index):
            add(index, "", "watches another signal, or another side of it, than its diagnostic")
        case .duplicate(let first, let second):
            add(second, "", "says the same as \(name(first))")
        case .gradesOutOfOrder(let first, let second):
            add(second, "set", "not beyond the threshold of \(name(first))")
        case .emptyWindow(let upper, let lower):
            add(lower, "set", "leaves no room below \(name(upper))")
        }
    }

    /// Pressure limits lie where the load cell was calibrated; current limits where the sensor
    /// measures.
    func check(
        _ limits: [LimitEntry], stacks: [StackEntry],
        currentSensor: (shunt: Double, fullScale: Double)
    ) {
        for limit in limits where limit.schema.signal == .stackPressure {
            let set = limit.rule.setThreshold
            for stack in stacks {
                guard let range = stack.calibrated else { continue }
                if set < range.lowerBound || set > range.upperBound {
                    limit.reader.add(
                        "set", "outside the calibrated range of the load cell of \"\(stack.name)\"",
                        found: "\(shortText(set / 1e6)) MPa",
                        allowed: "\(shortText(range.lowerBound / 1e6)) to "
                            + "\(shortText(range.upperBound / 1e6)) MPa")
                    break
                }
            }
        }
        for limit in limits where limit.schema.signal == .packCurrent {
            let set = limit.rule.setThreshold.magnitude
            if set > currentSensor.fullScale {
                limit.reader.add(
                    "set", "beyond the full scale of the current sensor",
                    found: "\(shortText(set)) A",
                    allowed: "up to \(shortText(currentSensor.fullScale)) A")
            }
        }
        for stack in stacks {
            let rated = stack.capacity / stack.plateArea
            if let range = stack.calibrated, range.upperBound > rated {
                root.add(
                    "load_cell.calibrated_maximum", "beyond the load cell's rated force",
                    found: "\(shortText(range.upperBound / 1e6)) MPa",
                    allowed: "up to \(shortText(rated / 1e6)) MPa")
            }
        }
    }

    /// A reading may be at least one step old.
    func check(age: ReadingTimes, period: Duration) {
        let budgets = [
            ("cell_voltage", age.cellVoltage), ("current", age.current),
            ("pressure", age.pressure), ("temperature", age.temperature),
        ]
        for (key, budget) in budgets where budget > .zero && budget < period {
            root.add(
                "age_budgets.\(key)", "shorter than the period of the loop",
                found: text(budget), allowed: "from \(text(period))")
        }
    }
}
