import CellModel
import Protection
import Quantities

/// The mission: `[[mission]]` tables, one step each.
extension ScenarioFile {
    private enum Verb: String, CaseIterable {
        case close, open, acknowledge, rest, charge, discharge, profile
    }

    func readMission(_ pack: PackDescription?) -> [MissionStep] {
        if !root.has("mission") {
            root.add("mission", "missing key", allowed: "an array of tables")
        }
        var names: [String] = []
        return root.tables("mission").compactMap { reader in
            let name = reader.text("name")
            if names.contains(name), !name.isEmpty {
                reader.add("name", "two steps share one name", found: "\"\(name)\"")
            }
            names.append(name)
            let verb: Verb? = reader.choice("do")
            let action = verb.map { readAction(reader, $0, pack) }
            let until = reader.tables("until").compactMap { readEnding($0) }
            let limit = reader.optionalDuration("time_limit")
            if verb == .rest || verb == .discharge || verb == .charge,
                until.isEmpty, !reader.has("until")
            {
                reader.add("until", "missing key; this step would never end")
            }
            return action.map {
                MissionStep(name: name, action: $0, until: until, timeLimit: limit)
            }
        }
    }

    private func readAction(
        _ reader: TableReader, _ verb: Verb, _ pack: PackDescription?
    ) -> MissionStep.Action {
        switch verb {
        case .close: .command(.close)
        case .open: .command(.open)
        case .acknowledge: .command(.acknowledge)
        case .rest: .rest
        case .charge:
            .constantCurrentConstantVoltage(
                current: readCurrent(reader, pack),
                cellVoltage: .volts(reader.value("cell_voltage", .voltage, in: 0.5...6)))
        case .discharge: .current(-readCurrent(reader, pack))
        case .profile: readProfile(reader, pack)
        }
    }

    /// A magnitude, as `current` or as `c_rate` of the capacity of a position.
    private func readCurrent(_ reader: TableReader, _ pack: PackDescription?) -> Current {
        if reader.has("c_rate") {
            let rate = reader.value("c_rate", .rate, in: 0...1)
            return .amperes(rate * (pack?.positionParameters.capacity ?? .nan))
        }
        _ = reader.node("c_rate")
        return .amperes(reader.value("current", .current, in: 0...1e5))
    }

    private func readProfile(
        _ reader: TableReader, _ pack: PackDescription?
    ) -> MissionStep.Action {
        let file = reader.text("file")
        let peak = readCurrent(reader, pack)
        let repetitions =
            reader.has("repetitions")
            ? reader.integer("repetitions", in: 1...10_000) : 1
        _ = reader.node("repetitions")
        let continues = reader.boolean("continues", default: false)
        var profile = CurrentProfile(interval: .seconds(1), amperes: [], repetitions: 1)
        if !file.isEmpty, let content = readProfileFile(reader, file) {
            profile = CurrentProfile(
                interval: content.interval,
                amperes: content.fractions.map { $0 * peak.amperes },
                repetitions: repetitions ?? 1)
        }
        return .profile(profile, continues: continues)
    }

    private func readProfileFile(
        _ reader: TableReader, _ name: String
    ) -> (interval: Duration, fractions: [Double])? {
        let file = FileText.resolve(name, from: document.file)
        let text: String
        do throws(FileText.Failure) {
            text = try document.problems.read(file)
        } catch {
            Document.complain(file, error, document.problems, (document, reader.keyPath("file")))
            return nil
        }
        do throws(CurrentProfileFile.Failure) {
            return try CurrentProfileFile.parse(text)
        } catch {
            document.problems.add(
                ConfigurationProblem(
                    file: file, position: .parsed(line: error.line, column: 1),
                    message: error.message))
            return nil
        }
    }

    /// One condition: a table with exactly one key.
    private func readEnding(_ reader: TableReader) -> MissionStep.Ending? {
        let choices = [
            "elapsed", "state", "state_of_charge_above", "state_of_charge_below",
            "cell_voltage_above", "cell_voltage_below", "current_below", "raised", "cleared",
        ]
        guard reader.keys.count == 1, let key = reader.keys.first, choices.contains(key) else {
            for choice in choices { _ = reader.node(choice) }
            if reader.keys.allSatisfy({ choices.contains($0) }) {
                reader.add(
                    "", "not one condition", found: reader.keys.joined(separator: ", "),
                    allowed: "one of " + choices.joined(separator: ", "))
            }
            return nil
        }
        switch key {
        case "elapsed": return .elapsed(reader.duration(key))
        case "state": return reader.choice(key, ScenarioWords.states).map { .state($0) }
        case "state_of_charge_above": return .stateOfChargeAbove(readCharge(reader, key))
        case "state_of_charge_below": return .stateOfChargeBelow(readCharge(reader, key))
        case "cell_voltage_above": return .cellVoltageAbove(readVoltage(reader, key))
        case "cell_voltage_below": return .cellVoltageBelow(readVoltage(reader, key))
        case "current_below":
            return .currentBelow(.amperes(reader.value(key, .current, in: 0...1e5)))
        case "raised": return reader.choice(key, ScenarioWords.diagnostics).map { .raised($0) }
        default: return reader.choice(key, ScenarioWords.diagnostics).map { .cleared($0) }
        }
    }

    private func readCharge(_ reader: TableReader, _ key: String) -> StateOfCharge {
        StateOfCharge(fraction: reader.value(key, .ratio, in: 0...1))
    }

    private func readVoltage(_ reader: TableReader, _ key: String) -> Voltage {
        .volts(reader.value(key, .voltage, in: 0...6))
    }
}
