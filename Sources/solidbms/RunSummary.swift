import Configuration
import Control
import Estimation
import Foundation
import PackSimulation
import Protection
import Quantities
import Recording

/// What a person wants to know at the end of a run.
struct RunSummary {
    let run: SimulationRun
    let last: Snapshot?
    let elapsed: Duration
    let logPath: String?
    let recording: RecorderStatus?

    var text: String {
        [
            heading, stacks, pressures, outlook, flags, reactions, estimates, expectations,
            failures, footer, verdictLine,
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let pack = run.scenario.pack
        let simulated = run.now - .start
        let ratio = simulated / max(elapsed, .nanoseconds(1))
        return """
            \(run.scenario.name): \(run.scenario.summary)
              \(pack.name), \(cellText(pack)) in \(pack.stacks.count) stacks, \
            \(pack.cell.chemistry), loop every \(spanText(pack.loopPeriod))
              \(spanText(simulated)) simulated in \(spanText(elapsed)): \
            \(String(format: "%.0f", ratio)) × real time, \(run.stepCount) steps, \
            \(run.rig.board.transferCount) transfers
            """
    }

    private func cellText(_ pack: PackDescription) -> String {
        pack.parallelCount == 1
            ? "\(pack.cellCount) cells"
            : "\(pack.cellCount) × \(pack.parallelCount) parallel cells"
    }

    private var stacks: String {
        guard let last else { return "" }
        let rows = last.stacks.indices.map { index -> [String] in
            let range = run.scenario.pack.stacks[index].cells
            let cells = last.cells[range]
            let pack = run.rig.pack
            let count = Double(range.count)
            func mean(_ value: (CellEstimate) -> Double) -> Double {
                cells.reduce(0) { $0 + value($1.estimate) } / count
            }
            func truth(_ value: (Int) -> Double) -> Double {
                range.reduce(0) { $0 + value($1) } / count
            }
            let deviation = mean(\.stateOfChargeDeviation)
            return [
                run.scenario.pack.stacks[index].name,
                String(
                    format: "%.1f ± %.1f %%", mean(\.stateOfCharge) * 100, deviation * 100),
                String(format: "%.1f %%", truth(pack.stateOfCharge(position:)) * 100),
                String(
                    format: "%.3f ± %.3f", mean(\.contactFraction),
                    mean(\.contactFractionDeviation)),
                String(format: "%.3f", truth(pack.contactFraction(position:))),
                String(
                    format: "%.2f ± %.2f mΩ", mean(\.interfaceResistance) * 1000,
                    mean(\.interfaceResistanceDeviation) * 1000),
                String(format: "%.2f mΩ", truth(pack.interfaceResistance(position:)) * 1000),
            ]
        }
        return """
            Stacks at the end: means over their cells, each estimate ± its standard deviation, \
            beside the truth
            \(table(
                [
                    "stack", "state of charge", "truth", "contact fraction", "truth",
                    "interface resistance", "truth",
                ], rows, right: [1, 2, 3, 4, 5, 6]))
            """
    }

    private var pressures: String {
        guard let last else { return "" }
        let rows = last.stacks.indices.map { index -> [String] in
            let stack = last.stacks[index]
            return [
                run.scenario.pack.stacks[index].name,
                stack.pressure.value.map { String(format: "%.2f MPa", $0.megapascals) }
                    ?? "missing (\(stack.pressure.reason.map { "\($0)" } ?? ""))",
                String(format: "%.2f MPa", stack.pressureExpected.megapascals),
            ]
        }
        return "Stack pressure at the end\n"
            + table(["stack", "measured", "expected by the model"], rows, right: [1, 2])
            + distrusted(last)
    }

    /// Which stacks' load cells were found to be lying, one line each.
    private func distrusted(_ last: Snapshot) -> String {
        run.scenario.pack.stacks.indices.filter { index in
            last.cells[run.scenario.pack.stacks[index].cells].contains {
                $0.estimate.mechanicalChannel == .distrusted
            }
        }.map {
            "\n\(run.scenario.pack.stacks[$0].name): pressure contradicts voltage and charge; "
                + "not used for estimates"
        }.joined()
    }

    private var flags: String {
        guard !run.flags.entries.isEmpty else { return "Flags: none raised" }
        return "Flags, each raised when its condition had held for the time in the last column\n"
            + table(
                [
                    "raised", "cleared", "diagnostic", "grade", "where", "measured", "limit",
                    "held for",
                ], flagRows, right: [5, 6, 7])
    }

    /// One row per flag; what befell neighbouring cells alike is one row.
    private var flagRows: [[String]] {
        var rows: [[String]] = []
        var first: Place?
        var last: Place?
        for entry in run.flags.entries {
            let raised = entry.raised
            var row = [
                clockText(raised.time), entry.cleared.map(clockText) ?? "active",
                raised.diagnostic.words, raised.grade.words, raised.place.words,
                raised.measured ?? "–", raised.limit ?? "–",
                spanText(raised.time - raised.since),
            ]
            if let first, let last, last.scope == .cell, raised.place == .cell(Int(last.index) + 1),
                let before = rows.last,
                before.indices.allSatisfy({ $0 == 4 || before[$0] == row[$0] })
            {
                row[4] = "cells \(first.index + 1) to \(raised.place.index + 1)"
                rows[rows.count - 1] = row
            } else {
                rows.append(row)
                first = raised.place
            }
            last = raised.place
        }
        return rows
    }

    private var reactions: String {
        guard !run.hazards.hazards.isEmpty else { return "" }
        let rows = run.hazards.hazards.map { hazard in
            [
                clockText(hazard.began), hazard.diagnostic.words, hazard.place.words,
                hazard.reaction.map(spanText) ?? "passed by itself", spanText(hazard.budget),
            ]
        }
        return "Reactions, from the physical event to the command that opens the contactors\n"
            + table(["event", "hazard", "where", "opened after", "allowed"], rows, right: [3, 4])
    }

    private var estimates: String {
        let error = run.estimateError
        guard error.isJudged else {
            return "Estimates against the truth: not judged, for the run was over before "
                + spanText(error.settling)
        }
        return String(
            format: """
                Estimates against the truth after %@
                  state of charge: RMSE %.2f %%, error at most %.2f %%, %.1f %% of errors inside 3 σ
                  contact fraction: RMSE %.3f
                """,
            spanText(error.settling), error.stateOfChargeRMSE * 100,
            error.stateOfChargeMaximum * 100, error.honesty * 100, error.contactFractionRMSE)
    }

    private var expectations: String {
        let verdicts = run.verdicts
        guard !verdicts.isEmpty else { return "" }
        let lines = verdicts.map {
            "  \($0.isMet ? "✓" : "✗") \($0.expectation) (\($0.evidence))"
        }
        return "Expectations\n" + lines.joined(separator: "\n")
    }

    private var failures: String {
        run.failures.isEmpty
            ? "" : "Broken\n" + run.failures.map { "  ✗ " + $0 }.joined(separator: "\n")
    }

    private var footer: String {
        var lines: [String] = []
        if let logPath, let recording {
            lines.append("Log: \(logPath) (\(recording.words))")
            lines.append("  for one CSV per cell: solidbms export \(logPath) --to out/export")
        }
        lines.append(
            "Seed \(run.scenario.seed), version \(ProgramVersion.current), "
                + "trace hash \(hexadecimal(run.trace.value))")
        return lines.joined(separator: "\n")
    }

    /// One line with name, verdict and hash.
    var verdictLine: String {
        let verdict = run.hasPassed ? "PASSED" : "FAILED"
        let unmet = run.verdicts.filter { !$0.isMet }.count + run.failures.count
        let problems = unmet == 0 ? "" : ", \(unmet) problem\(unmet == 1 ? "" : "s")"
        return "\(verdict) \(run.scenario.name)\(problems) [\(hexadecimal(run.trace.value))]"
    }
}
