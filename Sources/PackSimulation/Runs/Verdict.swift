import Configuration
import Control
import Protection
import Quantities

/// How one expectation of a scenario came out.
public struct Verdict: Sendable, Equatable {
    /// The expectation in words.
    public let expectation: String
    public let isMet: Bool
    /// What was seen instead, or how closely it was met.
    public let evidence: String
}

extension SimulationRun {
    /// One verdict per expectation, in the order of the scenario file.
    public var verdicts: [Verdict] { scenario.expectations.map(judge) }

    /// Whether the run showed everything it had to and broke nothing.
    public var hasPassed: Bool { failures.isEmpty && verdicts.allSatisfy(\.isMet) }

    private func judge(_ expectation: Expectation) -> Verdict {
        switch expectation {
        case .raised(let diagnostic, let grade, let place, let after, let within):
            judgeRaised(Match(diagnostic, grade, place), after: after, within: within)
        case .cleared(let diagnostic, let grade, let place, let after, let within):
            judgeCleared(Match(diagnostic, grade, place), after: after, within: within)
        case .neverRaised(let diagnostic, let grade):
            judgeAbsent("\(diagnostic.words) is never raised at \(grade.words) or above") {
                $0.raised.diagnostic == diagnostic && $0.raised.grade >= grade
            }
        case .nothingRaised(let grade, let exceptions):
            judgeAbsent(
                "nothing \(exceptions.isEmpty ? "" : "else ")is raised at \(grade.words) or above"
            ) {
                $0.raised.grade >= grade && !exceptions.contains($0.raised.diagnostic)
            }
        case .contactorsOpen(let after, let within):
            judgeOpen(after: after, within: within)
        case .finalState(let state):
            Verdict(
                expectation: "the run ends in \(state.words)", isMet: self.state == state,
                evidence: "ended in \(self.state.words)")
        case .visited(let state):
            Verdict(
                expectation: "the pack passes through \(state.words)",
                isMet: visitedStates.contains(state),
                evidence: visitedStates.map(\.words).joined(separator: ", "))
        case .missionComplete:
            judgeMission()
        case .stateOfChargeError(let limit, let settling):
            judgeEstimate(limit, settling)
        case .cellVoltageSpread(let limit):
            judgeSpread(limit)
        }
    }

    private func judgeEstimate(_ limit: Double, _ settling: Duration) -> Verdict {
        Verdict(
            expectation: "state of charge within \(percent(limit)) after \(spanText(settling))",
            isMet: estimateError.isJudged && estimateError.stateOfChargeMaximum < limit,
            evidence: estimateError.isJudged
                ? "at most \(percent(estimateError.stateOfChargeMaximum)) off"
                : "the run was over before")
    }

    private struct Match {
        let diagnostic: Diagnostic
        let grade: Grade?
        let place: Place?

        init(_ diagnostic: Diagnostic, _ grade: Grade?, _ place: Place?) {
            self.diagnostic = diagnostic
            self.grade = grade
            self.place = place
        }

        func callAsFunction(_ entry: FlagLog.Entry) -> Bool {
            entry.raised.diagnostic == diagnostic
                && (grade == nil || entry.raised.grade == grade)
                && (place == nil || entry.raised.place == place)
        }

        var words: String {
            diagnostic.words + (grade.map { " (\($0.words))" } ?? "")
                + (place.map { " at \($0.words)" } ?? "")
        }
    }

    private func judgeRaised(_ match: Match, after: String?, within: Duration?) -> Verdict {
        let limit = within.map { " within \(spanText($0))" } ?? ""
        let words = match.words + " is raised" + limit + (after.map { " of \($0)" } ?? "")
        let matching = flags.entries.filter { match($0) }
        guard let after else {
            return Verdict(
                expectation: words, isMet: !matching.isEmpty,
                evidence: matching.first.map { "raised at \(clockText($0.raised.time))" }
                    ?? "never raised")
        }
        guard let began = fault(after)?.began else {
            return Verdict(expectation: words, isMet: false, evidence: "\(after) never began")
        }
        guard let entry = matching.first(where: { $0.raised.time >= began }) else {
            return Verdict(expectation: words, isMet: false, evidence: "never raised after it")
        }
        let delay = entry.raised.time - began
        return Verdict(
            expectation: words, isMet: within.map { delay <= $0 } ?? true,
            evidence: "raised after \(spanText(delay))")
    }

    private func judgeCleared(_ match: Match, after: String?, within: Duration?) -> Verdict {
        let limit = within.map { " within \(spanText($0))" } ?? ""
        let words = match.words + " clears" + limit + (after.map { " of the end of \($0)" } ?? "")
        let matching = flags.entries.filter { match($0) }
        guard !matching.isEmpty else {
            return Verdict(expectation: words, isMet: false, evidence: "never raised")
        }
        guard let last = matching.last?.cleared, matching.allSatisfy({ $0.cleared != nil }) else {
            return Verdict(expectation: words, isMet: false, evidence: "still active")
        }
        guard let after, let within else {
            return Verdict(
                expectation: words, isMet: true, evidence: "cleared at \(clockText(last))")
        }
        guard let ended = fault(after)?.ended else {
            return Verdict(expectation: words, isMet: false, evidence: "\(after) never ended")
        }
        return Verdict(
            expectation: words, isMet: last - ended <= within,
            evidence: "cleared after \(spanText(last - ended))")
    }

    private func judgeAbsent(
        _ words: String, _ isUnwanted: (FlagLog.Entry) -> Bool
    ) -> Verdict {
        let unwanted = flags.entries.filter(isUnwanted)
        let evidence = unwanted.prefix(3).map(\.raised).map {
            "\($0.diagnostic.words) at \($0.place.words), \(clockText($0.time))"
        }
        return Verdict(
            expectation: words, isMet: unwanted.isEmpty,
            evidence: unwanted.isEmpty ? "none" : evidence.joined(separator: "; "))
    }

    private func judgeOpen(after: String, within: Duration) -> Verdict {
        let words = "the contactors open within \(spanText(within)) of \(after)"
        guard let began = fault(after)?.began else {
            return Verdict(expectation: words, isMet: false, evidence: "\(after) never began")
        }
        guard let opened = coilsOff.first(where: { $0 >= began }) else {
            return Verdict(expectation: words, isMet: false, evidence: "never opened after it")
        }
        return Verdict(
            expectation: words, isMet: opened - began <= within,
            evidence: "opened after \(spanText(opened - began))")
    }

    private func judgeMission() -> Verdict {
        let incomplete = mission.outcomes.filter { !$0.isComplete }.map(\.step)
        let evidence: String
        if !mission.isOver {
            evidence = "time ran out in \(mission.stepName)"
        } else if incomplete.isEmpty {
            evidence = "\(mission.outcomes.count) of \(mission.outcomes.count) steps"
        } else {
            evidence = "ended by time limit: " + incomplete.joined(separator: ", ")
        }
        return Verdict(
            expectation: "every step of the mission ends by its own condition",
            isMet: mission.isOver && incomplete.isEmpty, evidence: evidence)
    }

    private func judgeSpread(_ limit: Voltage) -> Verdict {
        let spread = rig.pack.voltageSpread
        return Verdict(
            expectation: "the cell voltages end within \(millivolts(limit.volts)) of one another",
            isMet: spread < limit.volts,
            evidence: "\(millivolts(spread)) at the end, \(millivolts(voltageSpreadAtStart)) "
                + "at the start")
    }

    private func fault(_ name: String) -> FaultSchedule.Entry? {
        schedule.entries.first { $0.fault.name == name }
    }

    private func millivolts(_ volts: Double) -> String {
        "\((volts * 10_000).rounded() / 10) mV"
    }

    private func percent(_ fraction: Double) -> String {
        "\((fraction * 1000).rounded() / 10) %"
    }
}
