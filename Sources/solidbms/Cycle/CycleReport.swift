import CellModel
import Configuration
import Control
import Foundation
import PackSimulation
import Quantities
import Reports

/// What a person wants to know of a cycled cell.
struct CycleReport {
    let cycler: CellCycler
    let elapsed: Duration

    var description: CyclingDescription { cycler.description }

    /// Expectations of the cycles that were asked for.
    var verdicts: [CyclingVerdict] { cycler.verdicts }

    var hasPassed: Bool { cycler.hasPassed }

    var text: String {
        [heading, cycleRows, expectations, footer, verdictLine].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    private var heading: String {
        let cell = description.cell
        let plan = description.plan
        let series = plan.seriesCount > 1 ? ", \(plan.seriesCount) in series" : ""
        let fixture = description.fixture
        let capacity = cell.parameters.capacity / 3.6
        let area = cell.parameters.arealCapacity / 3.6e4
        return """
            \(description.name): \(description.summary)
              \(cell.chemistry)\(series), \(shortest(capacity)) mAh, \
            \(shortest(area)) mAh/cm²
              \(fixed(plan.temperature.celsius, 0)) °C, \
            \(shortest(fixture.mechanics.preload / 1e6)) MPa \(Self.words(fixture.kind))
              \(Self.words(plan, cell))\(evidence)
            """
    }

    /// What was assumed of the cell, so that nobody takes its figures for measured ones.
    private var evidence: String {
        guard let evidence = description.cell.evidence, !evidence.assumed.isEmpty else { return "" }
        let lines = Wrapping.lines(
            evidence.assumed.joined(separator: ", "), columns: 100,
            head: "  parameters assumed: ")
        return "\n" + lines.joined(separator: "\n")
    }

    private static func words(_ kind: FixtureDescription.Kind) -> String {
        switch kind {
        case .constantGap: "in a constant gap"
        case .spring: "in a spring press"
        case .constantPressure: "constant pressure"
        }
    }

    private static func words(_ plan: CyclingPlan, _ cell: CellDescription) -> String {
        let capacity = cell.parameters.capacity
        func rate(_ amperes: Double) -> String {
            "\(shortest(amperes * 3600 / capacity)) C"
        }
        let charge = rate(plan.chargeCurrent.amperes)
        let discharge = rate(plan.dischargeCurrent.amperes)
        let hold = plan.holdUntil.map { ", held to \(rate($0.amperes))" } ?? ""
        if let half = plan.halfCycleCharge {
            let density = half.coulombs / cell.parameters.totalArea / 3.6e4
            let current = plan.chargeCurrent.amperes / cell.parameters.totalArea / 10
            return "\(significant(density, 3)) mAh/cm² per half cycle at "
                + "\(significant(current, 3)) mA/cm²"
        }
        return "charge \(charge)\(hold), discharge \(discharge), "
            + "\(fixed(plan.voltageRange.lowerBound.volts, 2)) to "
            + "\(fixed(plan.voltageRange.upperBound.volts, 2)) V"
    }

    // MARK: - Cycles

    private static let header = [
        "cycle", "discharged", "retained", "CE", "energy", "mean V", "R at 50 %", "interface",
        "contact", "pressure",
    ]

    private var cycleRows: String {
        let rows = selected.map(row)
        guard !rows.isEmpty else { return "No cycle came to its end" }
        return table(Self.header, rows, right: Set(1..<Self.header.count)) + "\n"
            + "discharged in mAh/cm², resistances in Ω cm², smallest contact, pressure in MPa"
    }

    /// Formation and check-ups, few of them, and of the counted cycles 1, 2, 5, 10, 20, 50 … and
    /// the last.
    private var selected: [CycleResult] {
        let counted = cycler.cycles.filter { $0.purpose == .cycling }
        let last = counted.last?.number ?? 0
        let checkUps = cycler.cycles.filter { $0.purpose == .checkUp }
        let stride = max(1, (checkUps.count + 5) / 6)
        let shownCheckUps = checkUps.indices.filter { $0 % stride == 0 }.map {
            checkUps[$0].number
        }
        return cycler.cycles.filter { result in
            switch result.purpose {
            case .formation: true
            case .checkUp:
                shownCheckUps.contains(result.number) || result.number == checkUps.last?.number
            case .cycling: result.number == last || Self.isRound(result.number)
            }
        }
    }

    /// 1, 2 or 5 times a power of ten.
    private static func isRound(_ number: Int) -> Bool {
        var rest = number
        while rest > 9, rest % 10 == 0 { rest /= 10 }
        return [1, 2, 5].contains(rest)
    }

    private func row(_ result: CycleResult) -> [String] {
        let area = description.cell.parameters.totalArea
        let name =
            switch result.purpose {
            case .formation: "formation \(result.number)"
            case .checkUp: "check-up at \(result.number)"
            case .cycling: "\(result.number)"
            }
        func share(_ value: Double, _ places: Int) -> String {
            value.isFinite ? fixed(value * 100, places) + " %" : "–"
        }
        return [
            name, significant(result.dischargeCapacity / area / 3.6e4, 4),
            share(result.capacityRetention, 1), share(result.coulombicEfficiency, 2),
            description.plan.halfCycleCharge == nil ? share(result.energyEfficiency, 1) : "–",
            fixed(result.meanDischargeVoltage * Double(description.plan.seriesCount), 3),
            fixed(result.seriesResistance * 1e4, 1), fixed(result.interfaceResistance * 1e4, 1),
            fixed(result.contactFractionMinimum, 3),
            fixed(result.pressureMinimum / 1e6, 2) + "–" + fixed(result.pressureMaximum / 1e6, 2),
        ]
    }

    // MARK: - Verdicts

    private var expectations: String {
        guard !verdicts.isEmpty else { return "" }
        let words = verdicts.map(ExpectationWords.init)
        let rows = words.indices.map { index in
            [
                verdicts[index].isMet ? "✓" : "✗", words[index].quantity, words[index].published,
                words[index].simulated, "source",
            ]
        }
        let lines = table(["", "quantity", "published", "simulated", "source"], rows)
            .split(separator: "\n").map(String.init)
        let heads = lines.dropFirst(lines.count - rows.count)
        var text = ["Expectations"] + lines.dropLast(rows.count)
        for (head, words) in zip(heads, words) {
            text += Wrapping.lines(
                words.source, columns: 100, head: String(head.dropLast("source".count)))
        }
        return text.joined(separator: "\n")
    }

    private var footer: String {
        var lines: [String] = []
        if let stop = cycler.stop {
            lines.append(
                "Stopped in cycle \(cycler.cyclesCompleted + 1) of \(description.plan.cycleCount): "
                    + stop.rawValue)
        }
        if let first = cycler.firstShortTime {
            lines.append("First internal short after \(daysText(first))")
        }
        let residual = cycler.conservation
        lines.append(
            "Conserved: charge to \(exponent(residual.charge)), energy to "
                + "\(exponent(residual.energy)) of what went through the terminals")
        let simulated = Duration.seconds(cycler.time)
        let ratio = simulated / max(elapsed, .nanoseconds(1))
        lines.append(
            "\(cycler.cyclesCompleted) cycles, \(daysText(cycler.time)) simulated in "
                + "\(spanText(elapsed)): \(thousands(ratio)) × real time, "
                + "\(cycler.stepCount) steps, seed \(description.seed)")
        return lines.joined(separator: "\n")
    }

    /// One line with name and verdict.
    var verdictLine: String {
        let unmet = verdicts.filter { !$0.isMet }.count
        let problems = unmet == 0 ? "" : ", \(unmet) of \(verdicts.count) expectations not met"
        return "\(hasPassed ? "PASSED" : "FAILED") \(description.name)\(problems)"
    }

    /// One row per scenario.
    static func summary(_ reports: [CycleReport]) -> String {
        let rows = reports.map { report -> [String] in
            let counted = report.cycler.cycles.filter { $0.purpose == .cycling }
            let area = report.description.cell.parameters.totalArea
            let met = report.verdicts.filter(\.isMet).count
            return [
                report.description.name, "\(report.cycler.cyclesCompleted)",
                counted.first.map {
                    significant($0.dischargeCapacity / area / 3.6e4, 3) + " mAh/cm²"
                } ?? "–",
                counted.last.map { fixed($0.capacityRetention * 100, 1) + " %" } ?? "–",
                "\(met) of \(report.verdicts.count)",
                report.description.cell.evidence?.status.rawValue ?? "–",
                report.hasPassed ? "PASSED" : "FAILED",
            ]
        }
        let text = table(
            ["scenario", "cycles", "first discharge", "retained", "met", "parameters", "verdict"],
            rows, right: [1, 2, 3, 4])
        return ([text] + reports.flatMap(\.missLines) + [count(reports)]).joined(separator: "\n")
    }

    /// "32 of 33 passed".
    static func count(_ reports: [CycleReport]) -> String {
        "\(reports.filter(\.hasPassed).count) of \(reports.count) passed"
    }

    /// A line per expectation that was not met.
    private var missLines: [String] {
        verdicts.filter { !$0.isMet }.map { verdict in
            let words = ExpectationWords(verdict)
            return "✗ \(description.name): \(words.quantity) \(words.simulated), published "
                + words.published
        }
    }
}

/// A number with so many significant digits, without an exponent.
func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    let magnitude = Int(log10(value.magnitude).rounded(.down))
    return fixed(value, max(0, digits - 1 - magnitude))
}

/// "3e-14"; "0" for nothing at all.
func exponent(_ value: Double) -> String {
    value == 0 ? "0" : String(format: "%.0e", value.magnitude)
}

/// Two significant digits of a large number, with a word: "13 million".
func thousands(_ value: Double) -> String {
    if value >= 1e6 { return significant(value / 1e6, 2) + " million" }
    return significant(value, 2)
}

/// A number with up to three significant digits, zeros at the end left out.
func shortest(_ value: Double) -> String {
    var text = significant(value, 3)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
}

/// "3.2 days", "1.4 years": how long cycling takes.
func daysText(_ seconds: Double) -> String {
    let days = seconds / 86_400
    if days >= 365 { return fixed(days / 365.25, 1) + " years" }
    return days >= 2 ? fixed(days, 1) + " days" : fixed(seconds / 3600, 1) + " hours"
}
