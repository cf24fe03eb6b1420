import Protection
import Quantities

/// Expectations: `[[expect]]` tables.
extension ScenarioFile {
    private enum Word: String, CaseIterable {
        case raised
        case cleared
        case neverRaised = "never-raised"
        case nothingRaised = "nothing-raised"
        case contactorsOpen = "contactors-open"
        case finalState = "final-state"
        case visited
        case missionComplete = "mission-complete"
        case stateOfChargeError = "state-of-charge-error"
        case cellVoltageSpread = "cell-voltage-spread"
    }

    func readExpectations(_ faults: [String]) -> [Expectation] {
        if !root.has("expect") {
            root.add("expect", "missing key; a run that nothing is expected of proves nothing")
        }
        return root.tables("expect").compactMap { reader in
            let word: Word? = reader.choice("that")
            return word.flatMap { readExpectation(reader, $0, faults) }
        }
    }

    private func readExpectation(
        _ reader: TableReader, _ word: Word, _ faults: [String]
    ) -> Expectation? {
        switch word {
        case .raised, .cleared:
            return readFlag(reader, word, faults)
        case .neverRaised:
            let grade = reader.choice("grade", ScenarioWords.grades)
            let diagnostic = reader.choice("diagnostic", ScenarioWords.diagnostics)
            guard let grade, let diagnostic else { return nil }
            return .neverRaised(diagnostic: diagnostic, grade: grade)
        case .nothingRaised:
            let except = readDiagnostics(reader, "except")
            return reader.choice("grade", ScenarioWords.grades).map {
                .nothingRaised(grade: $0, except: except)
            }
        case .contactorsOpen:
            let within = reader.duration("within")
            return reader.choice("after", faults.map { ($0, $0) }).map {
                .contactorsOpen(after: $0, within: within)
            }
        case .finalState:
            return reader.choice("state", ScenarioWords.states).map { .finalState($0) }
        case .visited:
            return reader.choice("state", ScenarioWords.states).map { .visited($0) }
        case .missionComplete:
            return .missionComplete
        case .stateOfChargeError:
            return .stateOfChargeError(
                below: reader.value("below", .ratio, in: 0...1),
                settling: reader.duration("settling"))
        case .cellVoltageSpread:
            return .cellVoltageSpread(below: .volts(reader.value("below", .voltage, in: 1e-4...1)))
        }
    }

    private func readFlag(
        _ reader: TableReader, _ word: Word, _ faults: [String]
    ) -> Expectation? {
        let diagnostic = reader.choice("diagnostic", ScenarioWords.diagnostics)
        let grade = optional(reader, "grade") { reader.choice("grade", ScenarioWords.grades) }
        let after = optional(reader, "after") {
            reader.choice("after", faults.map { ($0, $0) })
        }
        let within = reader.optionalDuration("within")
        if within != nil, !reader.has("after") {
            reader.add(
                "within", "a time needs the fault it counts from", allowed: "after = \"…\"")
        }
        let cell = optional(reader, "cell") { reader.integer("cell", in: 1...1024) }
        let stack = optional(reader, "stack") { reader.integer("stack", in: 1...64) }
        let place = cell.map { Place.cell($0 - 1) } ?? stack.map { Place.stack($0 - 1) }
        guard let diagnostic else { return nil }
        return word == .raised
            ? .raised(
                diagnostic: diagnostic, grade: grade, place: place, after: after, within: within)
            : .cleared(
                diagnostic: diagnostic, grade: grade, place: place, after: after, within: within)
    }

    private func optional<Value>(
        _ reader: TableReader, _ key: String, _ read: () -> Value?
    ) -> Value? {
        reader.node(key) == nil ? nil : read()
    }

    private func readDiagnostics(_ reader: TableReader, _ key: String) -> [Diagnostic] {
        guard let node = reader.node(key) else { return [] }
        guard case .array(let elements) = node else {
            reader.addWrongType(key, node, "an array of diagnostics")
            return []
        }
        return elements.compactMap { element in
            guard case .text(let text) = element,
                let match = ScenarioWords.diagnostics.first(where: { $0.word == text })
            else {
                reader.add(key, "not a diagnostic", found: element.words)
                return nil
            }
            return match.value
        }
    }
}
