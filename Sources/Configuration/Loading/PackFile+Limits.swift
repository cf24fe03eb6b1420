import Protection
import Quantities

/// A rule with the key path of the grade it came from.
struct LimitEntry {
    var schema: LimitSchema
    var rule: Rule
    var reader: TableReader
}

/// Limits and derating.
extension PackFile {
    private static let gradeNames: [(key: String, grade: Grade)] = [
        ("operating", .operating), ("warning", .warning), ("safety", .safety),
    ]

    /// One entry per diagnostic and grade, in the order of the diagnostics' numbers. Every
    /// diagnostic must be there: what nobody wrote down nobody thought about.
    func readLimits() -> [LimitEntry] {
        let table = root.table("limits")
        var entries: [LimitEntry] = []
        for schema in LimitSchema.all {
            let limit = table.table(schema.key)
            for (key, grade) in Self.gradeNames {
                if schema.needsAllGrades || limit.has(key) {
                    entries.append(readGrade(limit.table(key), schema, grade))
                } else {
                    _ = limit.node(key)
                }
            }
            if table.has(schema.key), !Self.gradeNames.contains(where: { limit.has($0.key) }) {
                table.add(
                    schema.key, "no grade is given", allowed: "operating, warning or safety")
            }
        }
        return entries
    }

    private func readGrade(
        _ reader: TableReader, _ schema: LimitSchema, _ grade: Grade
    ) -> LimitEntry {
        var set = 0.5
        var release = 0.5
        if let dimension = schema.dimension {
            let sign = schema.isNegated ? -1.0 : 1.0
            let allowed = schema.isNegated ? 0...1e12 : -1e12...1e12
            set = sign * reader.value("set", dimension, in: allowed)
            release = sign * reader.value("release", dimension, in: allowed)
        }
        let confirm = reader.duration("confirm")
        let clear = reader.duration("clear")
        let word = reader.choice(
            "reaction",
            [("inform", Rule.Reaction.inform), ("derate", .derate), ("open", .open(after: .zero))])
        var reaction = word ?? .inform
        if case .open? = word { reaction = .open(after: reader.duration("open_delay")) }
        var persistence = Rule.Persistence.selfClearing
        if reader.has("clearing") {
            persistence =
                reader.choice(
                    "clearing",
                    [
                        ("self-clearing", .selfClearing), ("latched", .latched),
                        ("persistent", .persistent),
                    ]) ?? .selfClearing
        } else {
            _ = reader.node("clearing")
            document.record(reader.keyPath("clearing"), "self-clearing", source: "default")
        }
        let rule = Rule(
            diagnostic: schema.diagnostic, signal: schema.signal, grade: grade,
            comparison: schema.comparison, setThreshold: set, releaseThreshold: release,
            confirm: confirm, clear: clear, directions: schema.directions, reaction: reaction,
            persistence: persistence)
        return LimitEntry(schema: schema, rule: rule, reader: reader)
    }

    func readDerating() -> CurrentLimitSettings? {
        let table = root.table("derating")
        let charge = table.value("charge_rating", .current, in: 0...1e5)
        let discharge = table.value("discharge_rating", .current, in: 0...1e5)
        let fraction = table.value("derated_fraction", .ratio, in: 0...1)
        let hold = table.duration("hold")
        let ramp = table.value("recovery_time", .duration, in: 1e-3...1e6)
        let curves = table.tables("curves").compactMap { readCurve($0) }
        guard document.problems.isEmpty else { return nil }
        return CurrentLimitSettings(
            chargeRating: .amperes(charge), dischargeRating: .amperes(discharge),
            deratedFraction: fraction, hold: hold, ramp: max(charge, discharge) / ramp,
            curves: curves)
    }

    private func readCurve(_ reader: TableReader) -> DeratingCurve? {
        let words: [(word: String, value: (Signal, Dimension))] = [
            ("cell_voltage", (.cellVoltage, .voltage)),
            ("cell_temperature", (.cellTemperature, .temperature)),
            ("stack_pressure", (.stackPressure, .pressure)),
            ("temperature_spread", (.temperatureSpread, .temperatureDifference)),
        ]
        let signal = reader.choice("signal", words)
        let directions: CurrentDirections? = reader.choice(
            "direction",
            [
                ("charging", .charging), ("discharging", .discharging),
                ("both", [.charging, .discharging]),
            ])
        guard let signal else { return nil }
        let values = reader.values("values", signal.1, count: 1...32)
        let limits = reader.values("limits", .current, count: 1...32, in: 0...1e5)
        guard let values, let limits, let directions else { return nil }
        guard values.count == limits.count else {
            reader.add(
                "limits", "not as many limits as values", found: "\(limits.count)",
                allowed: "\(values.count)")
            return nil
        }
        guard zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else {
            reader.add("values", "values must ascend")
            return nil
        }
        return DeratingCurve(
            signal: signal.0, directions: directions,
            points: zip(values, limits).map { DeratingCurve.Point(value: $0, limit: $1) })
    }

    func readContactors() -> ContactorDescription {
        let table = root.table("contactors")
        let settings = ContactorSettings(
            confirmTime: table.duration("confirm_time", in: .milliseconds(1) ... .seconds(10)),
            prechargeTimeout: table.duration(
                "precharge_timeout", in: .milliseconds(10) ... .seconds(600)),
            prechargeVoltageDifference: .volts(
                table.value("precharge_voltage_difference", .voltage, in: 1e-3...1e3)),
            prechargeCurrent: .amperes(table.value("precharge_current", .current, in: 1e-6...1e3)),
            prechargeAttempts: table.integer("precharge_attempts", in: 1...3) ?? 1,
            lockOut: table.duration("lock_out"),
            breakCurrent: .amperes(table.value("break_current", .current, in: 0...1e5)),
            currentFallTime: table.duration("current_fall_time", in: .zero ... .seconds(60)),
            openCurrent: .amperes(table.value("open_current", .current, in: 0...1e3)),
            hasFeedback: table.boolean("feedback"),
            faultHoldTime: table.duration("fault_hold_time"))
        return ContactorDescription(
            settings: settings,
            prechargeResistor: .ohms(table.value("precharge_resistor", .resistance, in: 0.1...1e6)),
            busCapacitance: table.value("bus_capacitance", .capacitance, in: 0...10),
            restCurrent: .amperes(table.value("rest_current", .current, in: 0...1e3)))
    }
}
